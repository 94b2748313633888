import { EMPTY_BYTES } from '../core/bytes.ts';
import type { SummaryEvent } from '../core/delivery-events.ts';
import { ExitCode as Exit, type ExitCode, InputError } from '../core/errors.ts';
import { LatencyHistogram } from '../core/latency.ts';
import { seededRandom } from '../core/random.ts';
import type { Disorder } from '../delivery/disorder.ts';
import type { EnginePorts } from '../delivery/engine.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import type { DeliveryPlan, RunRecord, RunStore } from '../store/run-types.ts';
import type { DeliveryPorts } from './delivery-settings.ts';
import { DisorderReport } from './disorder-report.ts';
import { recordedFrom } from './recorded.ts';
import { type Regrouping, regroup } from './regroup.ts';
import type { ReplayDeliveryPorts, ReplayDeliverySettings } from './replay-delivery.ts';
import { type EditBody, editEach } from './replay-editor.ts';
import { editAll, type ReplayEdits } from './replay-edits.ts';
import {
  type PlacedRequest,
  type PlannedSource,
  placeRequests,
  requestDigest,
} from './replay-plan.ts';
import { emitPlans } from './replay-print.ts';
import { workOnRun } from './replay-session.ts';
import { type EditTexts, type StoredTransport, storedReplay } from './replay-settings.ts';
import type { ReplaySource } from './replay-sources.ts';
import type { LoadSource } from './source-loader.ts';
import { Troubles } from './troubles.ts';

export interface ReplaySettings extends ReplayDeliverySettings {
  /** The process that works on the run. */
  readonly pid: number;
  readonly edits: ReplayEdits;
}

export interface ReplayConfig extends ReplaySettings {
  readonly disorder: Disorder;
  /** Print the plan, send nothing. */
  readonly dryRun: boolean;
  /** Folder that relative fixture paths start from. */
  readonly cwd: string;
  /** File that keeps what came through a pipe, or `null`. */
  readonly keptInput?: string | null;
  /** Absent for requests as recorded. */
  readonly regrouping?: Regrouping;
  /** How the sender that was opened for it speaks, to be opened so again. */
  readonly transport: StoredTransport;
  /** The edits as they were typed, to be made again. */
  readonly editTexts: EditTexts;
  /** Names of options given for this run. */
  readonly optionNames: readonly string[];
}

export interface ReplayPorts extends DeliveryPorts, ReplayDeliveryPorts {
  readonly providers: readonly Provider[];
  readonly optionsFor: (provider: Provider) => ProviderOptions;
  /** Reads what was planned again, for each attempt. */
  readonly load: () => Promise<LoadSource>;
  /** Opened when something is to be sent. */
  readonly runs: () => Promise<RunStore>;
  /** Lets the user change each body; absent for not. */
  readonly edit?: EditBody;
  /** Told how many deliveries are planned so far, of a plan that takes a while. */
  readonly planned?: (count: number) => void;
  readonly watch?: NonNullable<EnginePorts['watch']>;
  /** Called when the last attempt has been made, before anything is said about the run. */
  readonly ended?: () => void;
}

/** What is planned in one transaction. */
const PLAN_ROWS = 2_000;

/**
 * Delivers recorded requests again: plans them all in the history, then makes the attempts as they fall due. A broken
 * fixture is reported and passed over; the exit code remembers it.
 *
 * @param sources - what to replay, in order; one at a time in memory
 */
export async function runReplay(
  config: ReplayConfig,
  sources: AsyncIterable<ReplaySource>,
  ports: ReplayPorts,
): Promise<ExitCode> {
  const reader = new SourceReader(config, ports);
  const { disorder, regrouping, seed } = config;
  const read = reader.read(sources);
  const grouped = regrouping === undefined ? read : regroup(read, regrouping, seed, ports.logger);
  const changed = editAll(grouped, config.edits);
  const requests = ports.edit === undefined ? changed : editEach(changed, ports.edit);
  const placed = placeRequests(requests, disorder, seed);
  if (config.dryRun) {
    await emitPlans(placed, config, ports);
    return await reader.exitCode(ports.stop.aborted ? Exit.interrupted : Exit.done);
  }
  const name = `replay-${seededRandom(config.seed).hex(8)}`;
  const begun = await begin(placed);
  if (begun === undefined) {
    await ports.output.event(emptySummary(name));
    return await reader.exitCode(ports.stop.aborted ? Exit.interrupted : Exit.done);
  }
  const runs = await ports.runs();
  const run = await runs.create(name, storedReplay(config), ports.clock.nowMs(), config.pid);
  const report = new DisorderReport(run.name, disorder, seed);
  const planned = await writePlan(run, runs, begun, config, ports, report).catch(
    async (error: unknown) => {
      // Nothing was sent, and nothing can be gone on with. What went wrong is the thing to tell.
      await runs.remove(run).catch(() => undefined);
      throw error;
    },
  );
  if (!planned) {
    await runs.mark(run, 'planning', null, 0);
    ports.logger.warn('stopped while the run was being planned: nothing was sent');
    return Exit.interrupted;
  }
  await runs.mark(run, 'open', config.pid, 0);
  const output = report.output(ports.output);
  return await reader.exitCode(await workOnRun(run, runs, config, { ...ports, output }));
}

/** The same requests, the first of them read already: no run is made for none. `undefined` when there are none. */
async function begin<T>(items: AsyncIterable<T>): Promise<AsyncIterable<T> | undefined> {
  const iterator = items[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return undefined;
  return (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

function emptySummary(run: string): SummaryEvent {
  const none = { total: 0, delivered: 0, failed: 0, attempts: 0, elapsedMs: 0, perSecond: 0 };
  return { type: 'summary', run, ...none, latencyMs: new LatencyHistogram().summary() };
}

/** @returns false when it was stopped before the end */
async function writePlan(
  run: RunRecord,
  runs: RunStore,
  placed: AsyncIterable<PlacedRequest>,
  { disorder }: ReplayConfig,
  { clock, stop, output, planned }: ReplayPorts,
  report: DisorderReport,
): Promise<boolean> {
  const startMs = clock.nowMs();
  let rows: DeliveryPlan[] = [];
  for await (const request of placed) {
    if (stop.aborted) return false;
    const { number, source, reference, recorded, placement } = request;
    // A capture never changes.
    const sha256 = reference.kind === 'capture' ? EMPTY_BYTES : requestDigest(recorded.request);
    const dueAtMs = placement.offsetMs === null ? null : startMs + placement.offsetMs;
    const position = placement.position ?? number;
    rows.push({ number, source, reference, sha256, dueAtMs, position });
    if (report.isAsked) {
      const { provider } = recorded;
      const disturbed = { ...request, provider, request: () => recorded.request, place: null };
      const told = report.told(disturbed);
      if (told !== undefined) await output.event(told);
    }
    if (dueAtMs === null) {
      const dropped = { type: 'delivery', delivery: `${number}`, run: run.name, source } as const;
      await output.event({ ...dropped, outcome: 'dropped', attempts: 0, status: null });
    }
    if (rows.length < PLAN_ROWS) continue;
    await runs.add(run, rows);
    rows = [];
    planned?.(number);
  }
  await runs.add(run, rows);
  // Planning took its time; the gaps stay as they were drawn.
  const isTimed = disorder.timingScale !== null || disorder.delayMs !== null;
  if (isTimed) await runs.putOff(run, clock.nowMs() - startMs);
  return !stop.aborted;
}

/** Makes recorded requests of sources, and counts what came of them. */
class SourceReader {
  readonly #config: ReplayConfig;
  readonly #ports: ReplayPorts;
  readonly #troubles: Troubles;
  #read = 0;

  constructor(config: ReplayConfig, ports: ReplayPorts) {
    this.#config = config;
    this.#ports = ports;
    this.#troubles = new Troubles(ports.output);
  }

  async *read(sources: AsyncIterable<ReplaySource>): AsyncGenerator<PlannedSource> {
    const { providers, optionsFor } = this.#ports;
    for await (const item of sources) {
      if (!item.ok) {
        await this.#troubles.tell(item);
        continue;
      }
      const recorded = recordedFrom(item.loaded, providers, optionsFor, this.#config.seed);
      if (!recorded.ok) {
        await this.#troubles.tell(recorded);
        continue;
      }
      this.#read += 1;
      const { capturedAt } = item.loaded.fixture;
      yield { recorded, reference: item.reference, capturedAt };
    }
  }

  async exitCode(ran: ExitCode): Promise<ExitCode> {
    if (ran === Exit.interrupted) return ran;
    if (this.#read === 0 && this.#troubles.exitCode === Exit.done) {
      const error = new InputError('nothing to replay was found', {
        hint: 'webhook-cli history lists the captures that there are, and takes the same filters',
      });
      await this.#troubles.tell({ ok: false, error });
    }
    const { exitCode } = this.#troubles;
    return exitCode === Exit.done ? ran : exitCode;
  }
}
