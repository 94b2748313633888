import { UsageError } from '../core/errors.ts';
import { PROVIDER_NAMES } from '../providers/names.ts';
import type { SecretSource } from './config-text.ts';

const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `--secret-env` and `--secret-file` as typed: `NAME`, or `provider=NAME` where there are several providers. */
export interface SecretSourceFlags {
  readonly env: readonly string[];
  readonly files: readonly string[];
}

/**
 * Says for each provider where its secret comes from; a provider that no flag names is left out.
 *
 * @throws {UsageError} when a flag belongs to no provider or to an unclear one, or two flags to the same
 */
export function secretSources(
  providers: readonly string[],
  flags: SecretSourceFlags,
): ReadonlyMap<string, SecretSource> {
  const sources = new Map<string, SecretSource>();
  const add = (flag: string, typed: string, source: (text: string) => SecretSource): void => {
    const { name, text } = ownerOf(flag, typed, providers);
    if (sources.has(name)) {
      throw new UsageError(`${flag} ${typed}: the secret of ${name} is already given`);
    }
    sources.set(name, source(text));
  };
  for (const typed of flags.env) {
    add('--secret-env', typed, (text) => {
      const complaint = checkVariableName(text);
      if (complaint !== undefined) throw new UsageError(`--secret-env ${typed}: ${complaint}`);
      return { kind: 'env', name: text };
    });
  }
  for (const typed of flags.files) {
    add('--secret-file', typed, (path) => ({ kind: 'file', path }));
  }
  return sources;
}

/** What is wrong with the name of an environment variable, or `undefined`. */
export function checkVariableName(text: string): string | undefined {
  return VARIABLE_NAME.test(text)
    ? undefined
    : 'expected the name of an environment variable, such as MAILGUN_WEBHOOK_SECRET';
}

function ownerOf(
  flag: string,
  typed: string,
  providers: readonly string[],
): { readonly name: string; readonly text: string } {
  const named = providers.find((provider) => typed.startsWith(`${provider}=`));
  if (named !== undefined) return { name: named, text: typed.slice(named.length + 1) };
  const [only] = providers;
  const other = otherOwner(flag, typed);
  if (only !== undefined && other !== undefined) {
    throw new UsageError(`${flag} ${typed}: ${other} is not among --provider`, {
      hint: `they are: ${providers.join(', ')}; add --provider ${other} for one more`,
    });
  }
  if (only !== undefined && providers.length === 1) return { name: only, text: typed };
  throw new UsageError(`${flag} ${typed}: whose secret is that?`, {
    hint:
      only === undefined
        ? 'name the provider as well, with --provider'
        : `write ${flag} ${only}=${typed}`,
  });
}

/** The name before `=`, where it can be nothing but one: files may have a `=` in theirs, variables have none. */
function otherOwner(flag: string, typed: string): string | undefined {
  const name = /^([a-z0-9][a-z0-9-]*)=/.exec(typed)?.[1];
  const isKnown = PROVIDER_NAMES.some((known) => known === name);
  return flag === '--secret-env' || isKnown ? name : undefined;
}
