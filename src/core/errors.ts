/** Process exit codes; their meaning is part of the public contract (see docs/errors.md). */
export const ExitCode = {
  done: 0,
  no: 1,
  usage: 2,
  input: 3,
  environment: 4,
  timeout: 5,
  bug: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export type ErrorCode = `WHK_${string}`;

/** An error that is the user's to act on: one line that names the thing, and a hint that says what to do. */
export abstract class WebhookCliError extends Error {
  abstract readonly code: ErrorCode;
  abstract readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.hint = options.hint;
  }

  /** The message as it is shown: one line, but where several things are wrong. */
  get lines(): readonly string[] {
    return [this.message];
  }
}

/** A flag, name or value that makes no sense. */
export class UsageError extends WebhookCliError {
  readonly code = 'WHK_USAGE';
  readonly exitCode = ExitCode.usage;
}

/** A provider, event, profile or scheme that does not exist; the hint names the nearest ones. */
export class UnknownNameError extends WebhookCliError {
  readonly code = 'WHK_UNKNOWN_NAME';
  readonly exitCode = ExitCode.usage;
}

/** A secret or key that is empty or of the wrong shape. */
export class SecretError extends WebhookCliError {
  readonly code = 'WHK_SECRET';
  readonly exitCode = ExitCode.usage;
}

/** A file, fixture, key or configuration that can't be read or is not what it should be. */
export class InputError extends WebhookCliError {
  readonly code: ErrorCode = 'WHK_INPUT';
  readonly exitCode = ExitCode.input;
}

/** Something outside the program stands in the way: a port, a file system, the network. */
export class EnvironmentError extends WebhookCliError {
  readonly code: ErrorCode = 'WHK_ENVIRONMENT';
  readonly exitCode = ExitCode.environment;
}

export class PortInUseError extends EnvironmentError {
  override readonly code = 'WHK_PORT_IN_USE';
}
