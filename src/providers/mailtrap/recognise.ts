import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { type ReceivedEvent, receivedBatch } from './received-events.ts';
import { MISTAKEN_HEADER, SIGNATURE_HEADER } from './signature.ts';
import { canonicalName, isAuditName } from './wire-names.ts';

const USER_AGENT_PREFIX = 'Mailtrap/';

export function recognise(view: RequestView): Confidence {
  if (view.header(SIGNATURE_HEADER) !== undefined) return Confidence.certain;
  if (view.header('user-agent')?.startsWith(USER_AGENT_PREFIX)) return Confidence.certain;
  const byBody = bodyConfidence(view);
  const named = view.header(MISTAKEN_HEADER) !== undefined;
  return named && byBody < Confidence.likely ? Confidence.likely : byBody;
}

function bodyConfidence(view: RequestView): Confidence {
  const { container, events } = receivedBatch(view);
  const [first] = events;
  if (first === undefined) return Confidence.none;
  if (hasKnownShape(first)) return container === 'bare' ? Confidence.likely : Confidence.certain;
  // Other providers send `event` at the top of an object or of a line too: only the wrapper hints at Mailtrap.
  const hint = container === 'array' && canonicalName(first.wireName) !== null;
  return hint ? Confidence.possible : Confidence.none;
}

function hasKnownShape({ wireName, value }: ReceivedEvent): boolean {
  const name = canonicalName(wireName);
  if (name === null || typeof member(value, 'timestamp') !== 'number') return false;
  if (isAuditName(wireName)) {
    return stringMember(value, 'description') !== undefined && isRecord(member(value, 'actor'));
  }
  if (name === 'inbound') {
    return (
      member(value, 'inbox_id') !== undefined || member(value, 'inbound_inbox_id') !== undefined
    );
  }
  return ['message_id', 'email', 'event_id'].every((key) => stringMember(value, key) !== undefined);
}
