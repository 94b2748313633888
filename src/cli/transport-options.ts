import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { StoredTransport } from '../commands/replay-settings.ts';
import { InputError, UsageError } from '../core/errors.ts';
import type { HttpSender } from '../core/ports.ts';
import type { HttpClientOptions } from '../io/http-client.ts';
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

/**
 * What a run keeps of these flags: no certificates and keys, but where they are, from whatever folder it is gone on with.
 */
export function storedTransport(flags: TransportFlags, cwd: string): StoredTransport {
  const placed = (file: string | undefined): string | null =>
    file === undefined ? null : resolve(cwd, file);
  return {
    insecure: flags.insecure === true,
    http2: flags.http2 === true,
    cacert: placed(flags.cacert),
    cert: placed(flags.cert),
    key: placed(flags.key),
    servername: flags.servername ?? null,
  };
}

/** The flags of a run that is gone on with; those given now go before its own, a certificate with its key. */
export function transportAgain(stored: StoredTransport, given: TransportFlags): TransportFlags {
  const isPairGiven = given.cert !== undefined || given.key !== undefined;
  const { cert, key } = isPairGiven ? given : stored;
  const [cacert, servername] = [
    given.cacert ?? stored.cacert,
    given.servername ?? stored.servername,
  ];
  return {
    insecure: given.insecure ?? stored.insecure,
    http2: given.http2 ?? stored.http2,
    ...(cacert === null ? {} : { cacert }),
    ...(cert === null || cert === undefined ? {} : { cert }),
    ...(key === null || key === undefined ? {} : { key }),
    ...(servername === null ? {} : { servername }),
  };
}

/**
 * Opens the sender the flags ask for.
 *
 * @throws {UsageError} when one of certificate and key is missing
 * @throws {InputError} when a file can't be read, or is not what its flag takes: no request would ever get through
 */
export async function openSender(
  flags: TransportFlags,
  connections: number,
  world: World,
): Promise<HttpSender> {
  const [{ openHttpSender }, caPem, clientCertificate] = await Promise.all([
    import('../io/http-client.ts'),
    readAuthority(flags, world),
    readClientCertificate(flags, world),
  ]);
  return openHttpSender({
    connections,
    insecure: flags.insecure === true,
    caPem,
    clientCertificate,
    servername: flags.servername ?? null,
    http2: flags.http2 === true,
  });
}

async function readAuthority({ cacert }: TransportFlags, world: World): Promise<string | null> {
  if (cacert === undefined) return null;
  const pem = await readPem('--cacert', cacert, world);
  const { X509Certificate } = await import('node:crypto');
  usable(() => new X509Certificate(pem), `--cacert: ${cacert} is no certificate in PEM`);
  return pem;
}

async function readClientCertificate(
  { cert, key }: TransportFlags,
  world: World,
): Promise<HttpClientOptions['clientCertificate']> {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) {
    throw new UsageError('--cert and --key go together');
  }
  const certPem = await readPem('--cert', cert, world);
  const keyPem = await readPem('--key', key, world);
  const { createSecureContext: use } = await import('node:tls');
  usable(() => use({ cert: certPem }), `--cert: ${cert} is no certificate in PEM`);
  usable(() => use({ key: keyPem }), `--key: ${key} is no unencrypted private key in PEM`);
  usable(
    () => use({ cert: certPem, key: keyPem }),
    `--key: ${key} is not the key of the certificate in ${cert}`,
  );
  return { certPem, keyPem };
}

function usable(use: () => unknown, otherwise: string): void {
  try {
    use();
  } catch (cause) {
    throw new InputError(otherwise, { cause });
  }
}

async function readPem(flag: string, file: string, world: World): Promise<string> {
  const [{ readFile }, { fileReason }] = await Promise.all([
    import('node:fs/promises'),
    import('../io/file-reason.ts'),
  ]);
  try {
    return await readFile(resolve(world.cwd, file), 'utf8');
  } catch (cause) {
    throw new InputError(`${flag}: can't read ${file}: ${fileReason(cause)}`, { cause });
  }
}
