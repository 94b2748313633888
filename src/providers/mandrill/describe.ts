import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { member, stringMember, type UnknownRecord } from '../../core/shape.ts';
import { EVENTS } from './events.ts';
import { INBOUND } from './inbound-events.ts';
import { receivedEvents } from './received.ts';
import { urlCheckOf } from './url-check.ts';

const NAMES: ReadonlyMap<string, string> = new Map(
  EVENTS.map(({ wireName, name }) => [wireName, name]),
);

const LIST_EVENT_NAMES: ReadonlySet<string> = new Set(EVENTS.map(({ name }) => name));

/** All events of a batch, or the check of a URL, which has none. */
export function describe(view: RequestView): readonly EventSummary[] {
  const check = urlCheckOf(view);
  if (check !== undefined) return [{ ...check, id: null, recipient: null }];
  return (receivedEvents(view) ?? []).flatMap((event) => {
    const wireName = stringMember(event, 'event');
    if (wireName !== undefined) return [describeMail(event, wireName)];
    const type = stringMember(event, 'type');
    return type === undefined ? [] : [describeListChange(event, type)];
  });
}

function describeMail(event: UnknownRecord, wireName: string): EventSummary {
  const message = member(event, 'msg');
  const recipient = stringMember(message, 'email') ?? null;
  // There is no event id: the message, the kind, the time and the link tell redeliveries.
  const id =
    wireName === INBOUND
      ? redeliveryId(stringMember(member(message, 'headers'), 'Message-Id'), [recipient])
      : redeliveryId(stringMember(event, '_id') ?? stringMember(message, '_id'), [
          wireName,
          member(event, 'ts'),
          member(event, 'url'),
        ]);
  return { name: NAMES.get(wireName) ?? null, wireName, id, recipient };
}

function describeListChange(event: UnknownRecord, type: string): EventSummary {
  const name = `${type}-${stringMember(event, 'action') ?? ''}`;
  const entry = member(event, type === 'blacklist' ? 'reject' : 'entry');
  const recipient = stringMember(entry, 'email');
  return {
    name: LIST_EVENT_NAMES.has(name) ? name : null,
    wireName: type,
    id: redeliveryId(recipient, [name, member(event, 'ts')]),
    recipient: recipient ?? null,
  };
}

function redeliveryId(subject: string | undefined, details: readonly unknown[]): string | null {
  if (subject === undefined) return null;
  const known = details.filter(
    (detail) => typeof detail === 'string' || typeof detail === 'number',
  );
  return [subject, ...known].join(':');
}
