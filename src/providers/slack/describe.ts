import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { member, stringMember } from '../../core/shape.ts';
import { payloadField } from '../payload-field.ts';
import { EVENTS } from './events.ts';
import { COMMAND_FIELD, SSL_CHECK_FIELD } from './form-events.ts';
import { CONVERSATIONS } from './message-events.ts';

const NAMES = new Map(EVENTS.map(({ wireName, name }) => [wireName, name]));
const MESSAGE = 'message';

/** One event a request. Retries repeat the event id; forms are told apart by their trigger id. */
export function describe(view: RequestView): readonly EventSummary[] {
  return view.kind === 'form' ? describeForm(view) : describeJson(view.json());
}

function describeJson(body: unknown): readonly EventSummary[] {
  const outer = stringMember(body, 'type');
  const event = member(body, 'event');
  const inner = stringMember(event, 'type');
  const wireName = outer === 'event_callback' ? inner : outer;
  if (wireName === undefined) return [];
  const id = stringMember(body, 'event_id') ?? null;
  return [wireName === MESSAGE ? messageSummary(event, id) : summary(wireName, id)];
}

/** Subtypes have names of their own; the rest go by the kind of conversation. */
function messageSummary(event: unknown, id: string | null): EventSummary {
  const subtype = stringMember(event, 'subtype');
  if (subtype !== undefined) return summary(subtype, id);
  const type = stringMember(event, 'channel_type');
  const conversation = CONVERSATIONS.find((candidate) => candidate.type === type);
  return { ...summary(MESSAGE, id), name: conversation?.name ?? MESSAGE };
}

function describeForm(view: RequestView): readonly EventSummary[] {
  if (view.field(SSL_CHECK_FIELD) !== undefined) return [summary(SSL_CHECK_FIELD, null)];
  if (view.field(COMMAND_FIELD) !== undefined) {
    return [summary(COMMAND_FIELD, view.field('trigger_id') ?? null)];
  }
  const payload = payloadField(view);
  const type = stringMember(payload, 'type');
  if (type === undefined) return [];
  return [summary(type, stringMember(payload, 'trigger_id') ?? null)];
}

function summary(wireName: string, id: string | null): EventSummary {
  const name = wireName === MESSAGE ? MESSAGE : (NAMES.get(wireName) ?? null);
  return { name, wireName, id, recipient: null };
}
