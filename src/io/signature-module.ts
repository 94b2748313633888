import { pathToFileURL } from 'node:url';
import { InputError } from '../core/errors.ts';

/**
 * Loads a JavaScript module that the configuration names, which runs its code.
 *
 * @param file - absolute path
 * @returns what it exports
 * @throws {InputError} when it can't be loaded
 */
export async function loadModule(file: string): Promise<unknown> {
  try {
    const exported: unknown = await import(pathToFileURL(file).href);
    return exported;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`can't load the module ${file}: ${reason}`, { cause });
  }
}
