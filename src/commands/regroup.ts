import { UsageError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import { viewRequest } from '../core/request-view.ts';
import { type BatchContent, batchContent, requestWithEvents } from '../providers/batch-content.ts';
import type { Provider } from '../providers/types.ts';
import type { SourceReference } from '../store/run-types.ts';
import type { Recorded } from './recorded.ts';
import type { PlannedSource } from './replay-plan.ts';

/** How the events of recorded requests are put into requests again. */
export interface Regrouping {
  /** One request for each event. */
  readonly split: boolean;
  /** Events of one provider and path put together, so many; or as many as the provider does; `null` for as recorded. */
  readonly batch: number | 'max' | null;
  /** Only events that came within so long of the first one go together, or `null`. */
  readonly windowMs: number | null;
}

/** @param seed - of the run: the same one gives the same requests, in another process too */
export function regroup(
  sources: AsyncIterable<PlannedSource>,
  { split, batch, windowMs }: Regrouping,
  seed: string,
  logger: Logger,
): AsyncIterable<PlannedSource> {
  const single = split ? splitAll(sources, seed) : sources;
  return batch === null ? single : mergeAll(single, { batch, windowMs }, seed, logger);
}

async function* splitAll(
  sources: AsyncIterable<PlannedSource>,
  seed: string,
): AsyncGenerator<PlannedSource> {
  for await (const source of sources) {
    const content = contentOf(source.recorded);
    const count = content?.events.length ?? 0;
    if (content === undefined || count < 2) {
      yield source;
      continue;
    }
    for (let event = 0; event < count; event += 1) {
      const recorded = partOf(source.recorded, content, event, seed);
      const reference: SourceReference = { kind: 'part', of: source.reference, event };
      yield { ...source, recorded, reference };
    }
  }
}

interface Group {
  readonly provider: Provider;
  readonly sources: PlannedSource[];
  readonly contents: BatchContent[];
  readonly firstAtMs: number;
  events: number;
}

/** A batch stands where its last event stood: its provider would have waited for it. */
async function* mergeAll(
  sources: AsyncIterable<PlannedSource>,
  { batch, windowMs }: { readonly batch: number | 'max'; readonly windowMs: number | null },
  seed: string,
  logger: Logger,
): AsyncGenerator<PlannedSource> {
  const open = new Map<string, Group>();
  let left = 0;
  const close = (key: string, group: Group): readonly PlannedSource[] => {
    open.delete(key);
    if (group.sources.length === 1) return group.sources;
    try {
      return [mergedSource(group, seed)];
    } catch (error) {
      // Some are never put together: mails and events, for one.
      if (!(error instanceof UsageError)) throw error;
      left += group.sources.length;
      return group.sources;
    }
  };
  for await (const source of sources) {
    const { recorded, capturedAt } = source;
    const { provider, request } = recorded;
    const content = contentOf(recorded);
    if (provider?.batch === null || provider === null || content === undefined) {
      left += 1;
      yield source;
      continue;
    }
    const size = Math.min(batch === 'max' ? provider.batch.max : batch, provider.batch.max);
    const key = JSON.stringify([provider.name, request.method, request.path, content.format]);
    const atMs = capturedAt === null ? Number.NaN : Date.parse(capturedAt);
    const before = open.get(key);
    const isLate = windowMs !== null && atMs - (before?.firstAtMs ?? atMs) > windowMs;
    const { length } = content.events;
    if (before !== undefined && (isLate || before.events + length > size)) {
      yield* close(key, before);
    }
    const group = open.get(key) ?? {
      provider,
      sources: [],
      contents: [],
      firstAtMs: atMs,
      events: 0,
    };
    open.set(key, group);
    group.sources.push(source);
    group.contents.push(content);
    group.events += length;
    if (group.events >= size) yield* close(key, group);
  }
  for (const [key, group] of open) yield* close(key, group);
  if (left > 0) {
    logger.info(`${left} requests stay as they are: their events do not come in batches`);
  }
}

function mergedSource({ sources }: Group, seed: string): PlannedSource {
  const recorded = mergedOf(
    sources.map((source) => source.recorded),
    seed,
  );
  const parts = sources.map(({ reference }) => reference);
  const capturedAt = sources.at(-1)?.capturedAt ?? null;
  return { recorded, reference: { kind: 'batch', parts }, capturedAt };
}

/** One event of a batch as a request of its own. */
export function partOf(
  recorded: Recorded,
  content: BatchContent,
  event: number,
  seed: string,
): Recorded {
  const value = content.events[event];
  const { provider, options, source, request } = recorded;
  if (value === undefined || provider === null) return recorded;
  const label = `${seed}/part/${source}/${event}`;
  const single = { ...content, events: [value] };
  return {
    ...recorded,
    source: `${source} (event ${event + 1} of ${content.events.length})`,
    request: requestWithEvents(request, single, provider, options, label),
    regrouped: { as: 'split', signedAs: request },
  };
}

/** Recorded requests of one provider as one batch. */
export function mergedOf(all: readonly Recorded[], seed: string): Recorded {
  const [first] = all;
  if (first?.provider === undefined || first.provider === null) throw new Error('nothing to merge');
  const contents = all.flatMap((recorded) => contentOf(recorded) ?? []);
  const [shape] = contents;
  if (shape === undefined) throw new Error('nothing to merge');
  const { provider, options, source, request } = first;
  const events = contents.flatMap((content) => content.events);
  const label = `${seed}/batch/${source}`;
  return {
    ...first,
    source: `${source} +${all.length - 1}`,
    request: requestWithEvents(request, { ...shape, events }, provider, options, label),
    regrouped: { as: 'merged', signedAs: first.regrouped?.signedAs ?? request },
  };
}

export function contentOf({ provider, request }: Recorded): BatchContent | undefined {
  return provider === null ? undefined : batchContent(viewRequest(request), provider);
}
