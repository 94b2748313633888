import { viewRequest } from '../core/request-view.ts';
import type { EventDefinition } from '../providers/types.ts';
import { EXTRA_FIELD, renamedEvent, withExtraField } from './event-edits.ts';
import { type Applies, type Probe, type ProbeContext, type Subject, skipped } from './probe.ts';
import { mustAccept } from './verdicts.ts';

const SMALL_BATCH = 3;
/** More than this and making them takes longer than sending them. */
const LARGEST_BATCH = 500;

function whenBatched({ provider }: Subject): Applies {
  return provider.batch === null ? { skip: `${provider.title} sends one event a request` } : 'yes';
}

function copies(event: EventDefinition, count: number): readonly EventDefinition[] {
  return Array.from({ length: count }, () => event);
}

const BATCH: Probe = {
  id: 'batch',
  group: 'promises',
  title: 'three events in one request',
  security: false,
  needsBaseline: true,
  appliesTo: whenBatched,
  run: async (context) => {
    const events = copies(context.event, SMALL_BATCH);
    const request = context.sign(context.build('batch', { events }), 'batch');
    return mustAccept(
      await context.deliver(request, SMALL_BATCH),
      {
        expected: 'accepts it and processes all three',
        why: 'A receiver that looks at the first event only loses the others without a trace.',
        fix: 'Go through all events of the body before answering.',
      },
      SMALL_BATCH,
    );
  },
};

const BATCH_BAD_EVENT: Probe = {
  id: 'batch-bad-event',
  group: 'promises',
  title: 'a batch with one event that makes no sense',
  security: false,
  needsBaseline: true,
  appliesTo: whenBatched,
  run: async (context) => {
    const request = spoiltBatch(context);
    if (request === null) return skipped('the body of this event has no place for it');
    const answer = await context.deliver(context.sign(request, 'batch-bad-event'), SMALL_BATCH - 1);
    return mustAccept(
      answer,
      {
        expected: 'accepts the batch, processes the two good events and sets the third aside',
        why: 'The provider sends the whole batch again, bad event and all, until it gives up: the good ones are lost with it.',
        fix: 'Deal with each event by itself; log and keep one that fails, and go on with the next.',
      },
      SMALL_BATCH - 1,
    );
  },
};

/** The one in the middle has no fields left but an unknown name and an unknown field. */
function spoiltBatch(context: ProbeContext): ReturnType<ProbeContext['build']> | null {
  const [described] = context.subject.provider.describe(viewRequest(context.build('name')));
  const wireName = described?.wireName ?? context.event.wireName;
  let spoilt = false;
  const request = context.build('batch-bad-event', {
    events: copies(context.event, SMALL_BATCH),
    edit: (payload, index) => {
      if (index !== 1) return payload;
      const renamed = renamedEvent(payload, wireName);
      if (renamed?.kind !== 'json') return payload;
      spoilt = true;
      const { value } = renamed;
      const kept = Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
        ([, item]) => typeof item === 'string' && item.startsWith('webhook_cli'),
      );
      return withExtraField(
        { kind: 'json', value: { ...Object.fromEntries(kept), [EXTRA_FIELD]: null } },
        '',
        '',
      );
    },
  });
  return spoilt ? request : null;
}

const FULL_BATCH: Probe = {
  id: 'full-batch',
  group: 'promises',
  title: 'as many events as the provider puts in a request',
  security: false,
  needsBaseline: true,
  appliesTo: whenBatched,
  run: async (context) => {
    const { title, batch } = context.subject.provider;
    const count = Math.min(batch?.max ?? 1, LARGEST_BATCH);
    const events = copies(context.event, count);
    const request = context.sign(context.build('full-batch', { events }), 'full-batch');
    return mustAccept(
      await context.deliver(request, count),
      {
        expected: `accepts all ${count} of them (${Math.round(request.body.length / 1000)} kB)`,
        why: `${title} sends this many when there is much to tell, and a batch that is refused is refused again on every retry.`,
        fix: 'Raise the limit on bodies for this route (express.json takes 100 kB by default), and store before processing.',
      },
      count,
    );
  },
};

export const BATCH_PROBES: readonly Probe[] = [BATCH, BATCH_BAD_EVENT, FULL_BATCH];
