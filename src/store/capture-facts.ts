import type { Answered, CaptureFacts, EventSummary } from '../core/events.ts';
import { EXPLAINED_CAUSES, type ExplainedCause } from '../core/explained-causes.ts';
import { isRecord, stringMember } from '../core/shape.ts';
import type { SqlRow, SqlValue } from '../core/sql-database.ts';
import {
  VERIFICATION_CAUSES,
  type Verification,
  type VerificationCause,
} from '../core/verification.ts';

/** A longer id is not looked up again: it would make the index as large as what it indexes. */
const MAX_EVENT_KEY_LENGTH = 512;

const CAUSES: ReadonlySet<string> = new Set<VerificationCause | ExplainedCause>([
  ...EXPLAINED_CAUSES,
  ...VERIFICATION_CAUSES,
]);

/** Values of the columns body_sha256, provider, events, verification, answered and again. */
export function factsColumns(facts: CaptureFacts): readonly SqlValue[] {
  return [
    facts.bodySha256,
    facts.provider,
    JSON.stringify(facts.events),
    JSON.stringify(facts.verification),
    JSON.stringify(facts.answered),
    facts.again === null ? null : JSON.stringify(facts.again),
  ];
}

/** Reads the same columns; `null` when there are none, or none that this version understands: facts can be found out again. */
export function factsOfRow(row: SqlRow): CaptureFacts | null {
  const { body_sha256: bodySha256, provider } = row;
  const events = readEvents(parsed(row['events']));
  const verification = readVerification(parsed(row['verification']));
  const answered = readAnswered(parsed(row['answered']));
  if (typeof bodySha256 !== 'string' || !events || !verification || !answered) return null;
  return {
    bodySha256,
    provider: typeof provider === 'string' ? provider : null,
    events,
    verification,
    answered,
    again: readAgain(parsed(row['again'])),
  };
}

/** By what redeliveries of an event are found; `undefined` when its id is none or too long. */
export function eventKey(
  provider: string,
  { wireName, id }: Pick<EventSummary, 'wireName' | 'id'>,
): string | undefined {
  if (id === null) return undefined;
  const key = JSON.stringify([provider, wireName, id]);
  return key.length > MAX_EVENT_KEY_LENGTH ? undefined : key;
}

/** The different keys of all events of a capture. */
export function eventKeys({ provider, events }: CaptureFacts): ReadonlySet<string> {
  if (provider === null) return new Set();
  return new Set(events.flatMap((event) => eventKey(provider, event) ?? []));
}

function parsed(text: SqlValue | undefined): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function readEvents(value: unknown): readonly EventSummary[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((event: unknown) => ({
    name: stringMember(event, 'name') ?? null,
    wireName: stringMember(event, 'wireName') ?? '',
    id: stringMember(event, 'id') ?? null,
    recipient: stringMember(event, 'recipient') ?? null,
  }));
}

function readVerification(value: unknown): Verification | undefined {
  const status = stringMember(value, 'status');
  const detail = stringMember(value, 'detail') ?? '';
  if (status === 'unsigned' || status === 'no-secret' || status === 'not-applicable') {
    return { status, detail };
  }
  if (status === 'ok') {
    const replayKey = stringMember(value, 'replayKey');
    return replayKey === undefined ? { status, detail } : { status, detail, replayKey };
  }
  const cause = stringMember(value, 'cause');
  return status === 'failed' && isCause(cause) ? { status, cause, detail } : undefined;
}

function isCause(text: string | undefined): text is VerificationCause | ExplainedCause {
  return text !== undefined && CAUSES.has(text);
}

function readAnswered(value: unknown): Answered | undefined {
  if (!isRecord(value)) return undefined;
  const { status, source } = value;
  const known = source === 'default' || source === 'rule' || source === 'target';
  return (typeof status === 'number' || status === null) && known ? { status, source } : undefined;
}

function readAgain(value: unknown): CaptureFacts['again'] {
  if (!isRecord(value)) return null;
  const { count, sinceFirstMs, plannedMs } = value;
  if (typeof count !== 'number' || typeof sinceFirstMs !== 'number') return null;
  const isPlanKnown = typeof plannedMs === 'number' || plannedMs === null;
  return { count, sinceFirstMs, ...(isPlanKnown ? { plannedMs } : {}) };
}
