import type { Environment } from './config-variables.ts';
import type { Report } from './located-reader.ts';

/** The keys of a configuration file; the published schema has the same. */
export const CONFIG_KEYS = {
  file: ['target', 'listen', 'replay', 'providers'],
  listen: ['port', 'host', 'save', 'max_body', 'tolerance', 'respond'],
  replay: ['retry', 'concurrency', 'rate', 'timeout'],
  provider: ['secret', 'secrets', 'secret_file', 'tolerance', 'options'],
} as const;

/** Where a configuration comes from, and what it may refer to. */
export interface ConfigSource {
  /** Absolute path. */
  readonly file: string;
  /** The path as problems name it. */
  readonly shownAs: string;
  readonly env: Environment;
  readonly providerNames: readonly string[];
  /** Makes a path absolute that is written relative to the file. */
  readonly resolvePath: (path: string) => string;
  /** Is told what is allowed, but likely a mistake in the definition of a provider. */
  readonly warn?: Report;
}
