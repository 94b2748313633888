import type { Probe, Subject } from './probe.ts';
import { ANSWER_PROBES } from './probes-answers.ts';
import { BAD_PROBES } from './probes-bad.ts';
import { BATCH_PROBES } from './probes-batch.ts';
import { FORWARDED_PROBES } from './probes-forwarded.ts';
import { goodProbes } from './probes-good.ts';
import { METHOD_PROBES } from './probes-methods.ts';
import { ODD_PROBES } from './probes-odd.ts';
import { REPEAT_PROBES } from './probes-repeats.ts';
import { TIME_PROBES } from './probes-time.ts';

/** Every probe but those of single events, in the order they are run. */
export const FIXED_PROBES: readonly Probe[] = [
  ...BAD_PROBES,
  ...FORWARDED_PROBES,
  ...TIME_PROBES,
  ...ODD_PROBES,
  ...METHOD_PROBES,
  ...ANSWER_PROBES,
  ...REPEAT_PROBES,
  ...BATCH_PROBES,
];

/** Every probe of a subject: the good events first, since the rest means nothing without them. */
export function probesFor(subject: Subject): readonly Probe[] {
  return [...goodProbes(subject), ...FIXED_PROBES];
}
