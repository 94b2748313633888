import { link, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvironmentError, InputError } from '../core/errors.ts';
import { makeFolder } from './make-folder.ts';

interface KeyPair {
  readonly publicKeyPem: string;
  readonly privateKeyPem: string;
}

export interface KeyPairMaker<Algorithm> {
  make(algorithm: Algorithm): KeyPair;
  /** Public half of a private key in PEM. */
  publicHalf(privateKeyPem: string): string;
}

/** Key pairs in `<project folder>/keys/<name>.pem`, made on first use, readable by the owner alone. */
export function openKeyStore<Algorithm>(
  projectFolder: () => Promise<string>,
  maker: KeyPairMaker<Algorithm>,
): { keyPair(name: string, algorithm: Algorithm): Promise<KeyPair> } {
  const read = async (file: string): Promise<KeyPair | undefined> => {
    const privateKeyPem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw new EnvironmentError(`can't read the key ${file}: ${error.message}`, { cause: error });
    });
    if (privateKeyPem === undefined) return undefined;
    try {
      return { privateKeyPem, publicKeyPem: maker.publicHalf(privateKeyPem) };
    } catch (error) {
      throw new InputError(`${file} holds no private key in PEM`, {
        hint: 'move the file away, and a new key pair is made',
        cause: error,
      });
    }
  };
  const keyPair = async (name: string, algorithm: Algorithm): Promise<KeyPair> => {
    const file = join(await projectFolder(), 'keys', `${name}.pem`);
    const kept = await read(file);
    if (kept !== undefined) return kept;
    const made = maker.make(algorithm);
    await writeOnce(file, made.privateKeyPem);
    return (await read(file)) ?? made;
  };
  const pairs = new Map<string, Promise<KeyPair>>();
  return {
    keyPair: async (name, algorithm) => {
      const pair = pairs.get(name) ?? keyPair(name, algorithm);
      pairs.set(name, pair);
      return await pair;
    },
  };
}

/** Writes a file that must not be there yet: all who make a key at once end with the same one. */
async function writeOnce(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  try {
    await makeFolder(folder, 0o700);
    const draftFolder = await mkdtemp(join(folder, '.new-'));
    try {
      const draft = join(draftFolder, 'key.pem');
      await writeFile(draft, text, { mode: 0o600 });
      await link(draft, file);
    } finally {
      await rm(draftFolder, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`can't keep a key pair in ${folder}: ${reason}`, { cause: error });
  }
}
