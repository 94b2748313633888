import { equalBytes } from '../core/bytes.ts';
import { ExitCode as Exit, type ExitCode, InputError, UsageError } from '../core/errors.ts';
import { isRecord, member, type UnknownRecord } from '../core/shape.ts';
import { EndpointHolds, NEVER_MS } from '../delivery/endpoint-holds.ts';
import { runPlan } from '../delivery/engine.ts';
import { DUE_FIRST_MS } from '../delivery/plan-store.ts';
import { withToCome } from '../delivery/run-handle.ts';
import type {
  AttemptOutcome,
  DeliveryRecord,
  RunCounts,
  RunRecord,
  RunStore,
} from '../store/run-types.ts';
import { exitCodeOf } from './delivery-settings.ts';
import { tellHold } from './endpoint-hold.ts';
import { journalPlan } from './journal-plan.ts';
import type { Recorded } from './recorded.ts';
import { type RecordedAgain, recordedAgain } from './recorded-again.ts';
import type { ReplayPorts, ReplaySettings } from './replay.ts';
import { type ReplayDelivery, replayDeliveries } from './replay-delivery.ts';
import { type ReplayEdits, withEdits } from './replay-edits.ts';
import { requestDigest } from './replay-plan.ts';
import type { LoadSource } from './source-loader.ts';

export interface ResumePorts extends ReplayPorts {
  readonly isAlive: (pid: number) => boolean;
}

/**
 * Goes on with a run: what was delivered or given up stays so, what waits is delivered, and attempts whose end nobody
 * saw are named and made again.
 *
 * @throws {InputError} when the run was never planned to its end, or another process works on it
 */
export async function resumeReplay(
  run: RunRecord,
  runs: RunStore,
  config: ReplaySettings,
  ports: ResumePorts,
): Promise<ExitCode> {
  const { clock, logger } = ports;
  checkPlanned(run);
  const { ownerPid } = run;
  if (ownerPid !== null && ownerPid !== config.pid && ports.isAlive(ownerPid)) {
    throw new InputError(`process ${ownerPid} works on ${run.name}`, {
      hint: 'wait for it, or end it first',
    });
  }
  const counts = await runs.counts(run);
  if (counts.pending + counts['under-way'] === 0) logger.info(nothingLeft(run, counts));
  await runs.mark(run, 'open', config.pid, run.elapsedMs);
  for (const record of await runs.underWay(run)) {
    const { number, source, attempts } = record;
    logger.warn(
      `attempt ${attempts} of delivery ${number} (${source}) was under way when the run ended: it may have arrived, and is made again`,
    );
    await runs.finished(run, [unknownOutcome(record, clock.nowMs())]);
  }
  // To go on is to turn on again what its provider turned off.
  await runs.hurry(run, clock.nowMs(), NEVER_MS - 1);
  return await workOnRun(run, runs, config, ports);
}

/** @throws {InputError} when the run was never planned to its end */
export function checkPlanned({ state, name }: RunRecord): void {
  if (state !== 'planning') return;
  throw new InputError(`${name} ended while it was being planned: nothing was sent`, {
    hint: 'give the replay command again',
  });
}

/** What became of a run of which nothing waits any more. */
export function nothingLeft({ name }: RunRecord, counts: RunCounts): string {
  const parts = [
    `${counts.delivered} delivered`,
    ...(counts.rejected === 0 ? [] : [`${counts.rejected} refused`]),
    ...(counts.exhausted === 0 ? [] : [`${counts.exhausted} given up`]),
    ...(counts.dropped === 0 ? [] : [`${counts.dropped} left out`]),
  ];
  return `nothing is left to deliver of ${name}: ${parts.join(', ')}`;
}

function unknownOutcome({ number, attempts }: DeliveryRecord, nowMs: number): AttemptOutcome {
  const nothing = { durationMs: 0, status: null, error: 'unknown', isUnknown: true } as const;
  const again = { state: 'pending', startedAtMs: nowMs, nextAttemptAtMs: DUE_FIRST_MS } as const;
  return { number, attempt: attempts, ...nothing, ...again };
}

/** Makes the attempts of a planned run until nothing waits any more, or it is stopped. */
export async function workOnRun(
  run: RunRecord,
  runs: RunStore,
  config: ReplaySettings,
  ports: ReplayPorts,
): Promise<ExitCode> {
  let lost = 0;
  const source = await ports.load();
  const load = deliveryLoader(config, ports, source, () => {
    lost += 1;
  });
  const startedMs = ports.clock.monotonicMs();
  let isDone = false;
  const holds = new EndpointHolds(config.timeScale, member(run.settings, 'holds'));
  const keepHolds = async (): Promise<void> => {
    if (holds.isKnown) await runs.keep(run, { ...settingsOf(run), holds: holds.stored() });
  };
  try {
    const plan = journalPlan(run, runs, load, source.ahead);
    const { watch } = ports;
    const counts = watch === undefined ? null : await runs.counts(run);
    const result = await runPlan(
      plan,
      {
        ...config,
        run: run.name,
        elapsedBeforeMs: run.elapsedMs,
        holds,
        retryingBefore: counts?.retrying ?? 0,
      },
      {
        ...ports,
        held: async (hold) => {
          await keepHolds();
          await tellHold(hold, { run: run.name, timeScale: config.timeScale, isKept: true }, ports);
        },
        ...(watch === undefined || counts === null
          ? {}
          : { watch: (handle) => watch(withToCome(handle, counts)) }),
      },
    );
    isDone = (result.summary.pending ?? 0) === 0;
    // What is left because its provider would send nothing more is not delivered, and nobody interrupted it.
    if (!isDone && !result.interrupted) return Exit.no;
    const { retry } = config;
    const retriesAsked = retry.kind === 'provider' || retry.profile.delaysMs.length > 0;
    const code = exitCodeOf({ ...result, interrupted: !isDone }, retriesAsked);
    return code === Exit.done && lost > 0 ? Exit.input : code;
  } finally {
    ports.ended?.();
    await keepHolds();
    const elapsedMs = run.elapsedMs + ports.clock.monotonicMs() - startedMs;
    await runs.mark(run, isDone ? 'done' : 'open', null, elapsedMs);
    if (!isDone) ports.logger.warn(`go on with: webhook-cli replay --resume ${run.name}`);
  }
}

function settingsOf({ settings }: RunRecord): UnknownRecord {
  return isRecord(settings) ? settings : {};
}

/** Makes deliveries of their records; one whose source is gone is told, and `onLost`. */
export function deliveryLoader(
  config: ReplaySettings,
  ports: ReplayPorts,
  source: LoadSource,
  onLost: () => void,
): (record: DeliveryRecord) => ReplayDelivery | null | Promise<ReplayDelivery | null> {
  const { providers, optionsFor, output, clock } = ports;
  const make = replayDeliveries(config, ports);
  const again = recordedAgain(source, { providers, optionsFor, seed: config.seed });
  const lost = async ({ number, source: from }: DeliveryRecord, why: string): Promise<null> => {
    onLost();
    await output.event({
      type: 'error',
      code: 'WHK_SOURCE_GONE',
      message: `delivery ${number} is left out: ${from} ${why}`,
      hint: null,
      exitCode: Exit.input,
    });
    return null;
  };
  const made = (record: DeliveryRecord, recorded: RecordedAgain): Loaded => {
    if (!recorded.ok) return lost(record, recorded.why);
    // What came from the editor had the other edits made before.
    const isWhole = record.reference.kind === 'edited';
    const edited = isWhole ? recorded : editedAgain(recorded, config.edits);
    if (edited === undefined || hasChanged(record, edited)) {
      return lost(record, 'has changed since the run was planned');
    }
    const { number, source: name, firstAttemptAtMs: begunAtMs, status } = record;
    return make(edited, { number, source: name, begunAtMs, status }, clock.nowMs());
  };
  return (record) => {
    const recorded = again(record.reference);
    return recorded instanceof Promise
      ? recorded.then((read) => made(record, read))
      : made(record, recorded);
  };
}

type Loaded = ReturnType<ReturnType<typeof deliveryLoader>>;

/** Edits fitted when the run was planned; a source that they do not fit any more has changed. */
function editedAgain(recorded: Recorded, edits: ReplayEdits): Recorded | undefined {
  try {
    return withEdits(recorded, edits);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** A capture never does. */
function hasChanged({ reference, sha256 }: DeliveryRecord, { request }: Recorded): boolean {
  return reference.kind !== 'capture' && !equalBytes(requestDigest(request), sha256);
}
