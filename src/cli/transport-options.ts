import type { Command } from 'commander';
import { InputError, UsageError } from '../core/errors.ts';
import type { HttpSender } from '../core/ports.ts';
import type { World } from './context.ts';

/** Flags for TLS and HTTP/2 towards a target. */
export interface TransportFlags {
  readonly insecure?: boolean;
  readonly cacert?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly http2?: boolean;
}

export function addTransportOptions(command: Command): Command {
  return command
    .option('--insecure', 'accept any certificate of the target')
    .option('--cacert <file>', 'trust this certificate authority instead (PEM)')
    .option('--cert <file>', 'show this client certificate to the target (PEM), with --key')
    .option('--key <file>', 'its private key (PEM)')
    .option('--servername <name>', 'name to ask for and to check in TLS')
    .option(
      '--http2',
      'speak HTTP/2: over TLS where the target offers it, over plain http without asking',
    );
}

/** Opens the sender the flags ask for. */
export async function openSender(
  flags: TransportFlags,
  connections: number,
  world: World,
): Promise<HttpSender> {
  const { cert, key } = flags;
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError('--cert and --key go together');
  }
  const [{ openHttpSender }, caPem, certPem, keyPem] = await Promise.all([
    import('../io/http-client.ts'),
    readPem('--cacert', flags.cacert, world),
    readPem('--cert', cert, world),
    readPem('--key', key, world),
  ]);
  return openHttpSender({
    connections,
    insecure: flags.insecure === true,
    caPem,
    clientCertificate: certPem === null || keyPem === null ? null : { certPem, keyPem },
    servername: flags.servername ?? null,
    http2: flags.http2 === true,
  });
}

async function readPem(
  flag: string,
  file: string | undefined,
  world: World,
): Promise<string | null> {
  if (file === undefined) return null;
  const [{ readFile }, { resolve }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  try {
    return await readFile(resolve(world.cwd, file), 'utf8');
  } catch (error) {
    throw new InputError(`${flag}: can't read ${file}`, { cause: error });
  }
}
