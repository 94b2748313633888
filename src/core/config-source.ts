import type { Environment } from './config-variables.ts';
import type { Report } from './located-reader.ts';

/** The keys of a configuration file; the published schema has the same. */
export const CONFIG_KEYS = {
  file: ['target', 'listen', 'replay', 'providers'],
  listen: ['port', 'host', 'save', 'max_body', 'tolerance', 'respond'],
  replay: ['retry', 'concurrency', 'rate', 'timeout'],
  provider: ['secret', 'secrets', 'secret_file', 'tolerance', 'options'],
} as const;

type Variable = `WEBHOOK_CLI_${string}`;
type Key<Group extends keyof typeof CONFIG_KEYS> = (typeof CONFIG_KEYS)[Group][number];

/**
 * The environment variable of each key that has a flag of its own; it goes before the file, and a flag before it. A
 * provider's secret has `WEBHOOK_CLI_<PROVIDER>_SECRET`; its other keys take `${NAME}` in the file.
 */
export const CONFIG_VARIABLES = {
  target: 'WEBHOOK_CLI_TARGET',
  listen: {
    port: 'WEBHOOK_CLI_PORT',
    host: 'WEBHOOK_CLI_HOST',
    save: 'WEBHOOK_CLI_SAVE',
    max_body: 'WEBHOOK_CLI_MAX_BODY',
    tolerance: 'WEBHOOK_CLI_TOLERANCE',
    respond: 'WEBHOOK_CLI_RESPOND',
  },
  replay: {
    retry: 'WEBHOOK_CLI_RETRY',
    concurrency: 'WEBHOOK_CLI_CONCURRENCY',
    rate: 'WEBHOOK_CLI_RATE',
    timeout: 'WEBHOOK_CLI_TIMEOUT',
  },
} as const satisfies {
  readonly target: Variable;
  readonly listen: Readonly<Record<Key<'listen'>, Variable>>;
  readonly replay: Readonly<Record<Key<'replay'>, Variable>>;
};

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
