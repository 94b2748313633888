import { InputError } from './errors.ts';
import { formatProblem, type LocatedProblem } from './located-problem.ts';
import type { ProviderDefinition } from './provider-definition.ts';

/** What the configuration file says of one provider. */
export interface ProviderConfig {
  /** The first one signs; the others are still accepted while it is being rotated. */
  readonly secrets: readonly string[];
  /** Absolute path, or `null`. */
  readonly secretFile: string | null;
  readonly toleranceMs: number | null;
  /** As written; the provider checks them. */
  readonly options: Readonly<Record<string, string>>;
  /** What the provider is, when the file defines one of its own. */
  readonly definition?: ProviderDefinition;
}

export interface ListenSettings {
  readonly port: number | null;
  readonly host: string | null;
  /** Absolute path of a folder, or `null`. */
  readonly save: string | null;
  readonly maxBodyBytes: number | null;
  readonly toleranceMs: number | null;
  /** HTTP status. */
  readonly respond: number | null;
}

export interface ReplaySettings {
  /** As `--retry` takes it; not checked yet. */
  readonly retry: string | null;
  readonly concurrency: number | null;
  readonly ratePerSecond: number | null;
  readonly timeoutMs: number | null;
}

/** A configuration file with units settled; `null` where it says nothing. */
export interface ProjectConfig {
  /** Absolute path, or `null` when there is no file. */
  readonly file: string | null;
  /** An http or https URL. */
  readonly target: string | null;
  readonly listen: ListenSettings;
  readonly replay: ReplaySettings;
  /** By provider name. */
  readonly providers: Readonly<Partial<Record<string, ProviderConfig>>>;
}

export const EMPTY_CONFIG: ProjectConfig = {
  file: null,
  target: null,
  listen: {
    port: null,
    host: null,
    save: null,
    maxBodyBytes: null,
    toleranceMs: null,
    respond: null,
  },
  replay: { retry: null, concurrency: null, ratePerSecond: null, timeoutMs: null },
  providers: {},
};

/** A configuration file that can't be used; its message has one located line for each problem, and no secret. */
export class ConfigError extends InputError {
  override readonly code = 'WHK_CONFIG';
  readonly problems: readonly LocatedProblem[];

  constructor(problems: readonly LocatedProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }

  override get lines(): readonly string[] {
    return this.problems.map(formatProblem);
  }
}
