import { type Command, Option } from 'commander';
import { InputError, UsageError } from '../core/errors.ts';
import type { TlsIdentity } from '../core/ports.ts';
import type { World } from './context.ts';

export interface TlsFlags {
  readonly tls?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** Where the made certificate is put, for `--cacert` of those who send. */
const CERTIFICATE_FILE = 'listener-certificate.pem';
/** Fixed, so that one key always gives the same certificate: who trusts it need not do so again. */
const NOT_BEFORE_MS = Date.UTC(2026, 0, 1);
const NOT_AFTER_MS = Date.UTC(2046, 0, 1);

export function addTlsOptions(command: Command): Command {
  const options = [
    new Option('--tls', 'speak TLS (and HTTP/2) with a self-signed certificate'),
    new Option('--tls-cert <file>', 'speak TLS with this certificate, in PEM'),
    new Option('--tls-key <file>', 'the private key of the certificate, in PEM'),
  ];
  for (const option of options) command.addOption(option.helpGroup('Listener:'));
  return command;
}

/**
 * What the flags ask the listener to prove itself with; `null` for plain HTTP.
 *
 * @throws {UsageError} when one of certificate and key is missing
 * @throws {InputError} when a file can't be read
 */
export async function resolveTls(
  flags: TlsFlags,
  host: string,
  world: World,
): Promise<TlsIdentity | null> {
  const { tls, tlsCert, tlsKey } = flags;
  if (tlsCert === undefined && tlsKey === undefined) {
    return tls === true ? await selfSigned(host, world) : null;
  }
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new UsageError('--tls-cert and --tls-key go together', {
      hint: 'or pass --tls alone to have a certificate made',
    });
  }
  return {
    certificatePem: await readPem(tlsCert, world),
    privateKeyPem: await readPem(tlsKey, world),
  };
}

async function readPem(file: string, world: World): Promise<string> {
  const [{ readFile }, { resolve }, { fileReason }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('../io/file-reason.ts'),
  ]);
  try {
    return await readFile(resolve(world.cwd, file), 'utf8');
  } catch (cause) {
    throw new InputError(`can't read ${file}: ${fileReason(cause)}`, { cause });
  }
}

/** The key is made once and kept in the project folder; the certificate follows from it and the host. */
async function selfSigned(host: string, world: World): Promise<TlsIdentity> {
  const [{ openKeys }, { selfSignedCertificate }, { projectFolder }, { writeFileAtomically }] =
    await Promise.all([
      import('./setup.ts'),
      import('../signing/self-signed-certificate.ts'),
      import('../io/project-folder.ts'),
      import('../io/atomic-file.ts'),
    ]);
  const { privateKeyPem } = await (await openKeys(world)).keyPair('listener', 'rsa-2048');
  const certificatePem = selfSignedCertificate({
    privateKeyPem,
    commonName: 'webhook-cli',
    notBeforeMs: NOT_BEFORE_MS,
    notAfterMs: NOT_AFTER_MS,
    alternativeNames: await namesOf(host),
  });
  const file = `${await projectFolder(world.cwd)}/keys/${CERTIFICATE_FILE}`;
  await writeFileAtomically(file, certificatePem);
  return { certificatePem, privateKeyPem };
}

async function namesOf(
  host: string,
): Promise<{ readonly dnsNames: readonly string[]; readonly addresses: readonly Uint8Array[] }> {
  const { addressBytes } = await import('../io/address-bytes.ts');
  const texts = new Set(['127.0.0.1', '::1', host]);
  const addresses = [...texts].flatMap((text) => addressBytes(text) ?? []);
  const isName = addressBytes(host) === undefined && host !== 'localhost';
  return { dnsNames: ['localhost', ...(isName ? [host] : [])], addresses };
}
