import { UnknownNameError, UsageError } from '../core/errors.ts';
import { suggestionHint } from '../core/suggest.ts';
import { PROBE_GROUPS, type Probe } from './probe.ts';

/**
 * The ids of `--only` without those of `--skip`; both take ids and names of groups, separated by commas.
 *
 * @throws {UnknownNameError} naming the nearest ids
 * @throws {UsageError} when nothing is left
 */
export function chooseProbes(
  probes: readonly Probe[],
  only: readonly string[],
  skip: readonly string[],
): ReadonlySet<string> {
  const wanted = only.length === 0 ? probes : named(probes, only, '--only');
  const unwanted = new Set(named(probes, skip, '--skip'));
  const chosen = wanted.filter((probe) => !unwanted.has(probe));
  if (chosen.length === 0) throw new UsageError('--only and --skip leave no probe to run');
  return new Set(chosen.map(({ id }) => id));
}

function named(probes: readonly Probe[], names: readonly string[], flag: string): readonly Probe[] {
  const typed = names
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return typed.flatMap((name) => {
    const found = probes.filter(({ id, group }) => id === name || group === name);
    if (found.length > 0) return found;
    throw new UnknownNameError(`${flag}: there is no probe or group "${name}"`, {
      hint: suggestionHint(name, [
        ...PROBE_GROUPS.map((group) => group.name),
        ...probes.map(({ id }) => id),
      ]),
    });
  });
}
