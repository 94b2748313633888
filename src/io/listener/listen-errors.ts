import { EnvironmentError, PortInUseError, type WebhookCliError } from '../../core/errors.ts';

/** Turns Node's reason for not listening into what a user can act on. */
export function listenError(error: unknown, host: string, port: number): WebhookCliError {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new PortInUseError(`port ${port} is already in use`, {
        hint: 'pass --port 0 to pick a free one, or stop the other program',
        cause: error,
      });
    case 'EACCES':
      return new EnvironmentError(`no permission to listen on port ${port}`, {
        hint: 'ports below 1024 need special rights: pass --port with a higher one',
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return new EnvironmentError(`${host} is not an address of this machine`, {
        hint: 'pass --host 127.0.0.1, or an address that this machine has',
        cause: error,
      });
    default:
      return new EnvironmentError(`can't listen on ${host} port ${port}: ${messageOf(error)}`, {
        hint: 'pass another --port or --host',
        cause: error,
      });
  }
}

function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
