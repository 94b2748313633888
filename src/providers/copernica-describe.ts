import type { EventSummary } from '../core/events.ts';
import type { RequestView } from '../core/request-view.ts';
import { type EventBody, readEventBody } from './copernica-body.ts';

/** Types of events about a profile, not about a mail. */
export const PROFILE_TYPES: ReadonlySet<string> = new Set(['create', 'update', 'delete']);

/**
 * Wire name of the event. One documented abuse report has no `type`, and one documented profile event
 * has `action` in its place.
 */
export function eventType(body: EventBody): string | undefined {
  const type = body.value('type');
  if (type !== undefined) return type;
  const action = body.value('action');
  if (action !== undefined && PROFILE_TYPES.has(action)) return action;
  const isReport = body.value('emailfrom') !== undefined && body.value('mime') !== undefined;
  return isReport ? 'abuse' : undefined;
}

/**
 * The event of a request, of which there is one.
 *
 * @param canonicalName - name of an event by its wire name and body, or `null`
 */
export function describeCopernica(
  view: RequestView,
  canonicalName: (type: string, body: EventBody) => string | null,
): readonly EventSummary[] {
  const body = readEventBody(view);
  const wireName = body === undefined ? undefined : eventType(body);
  if (body === undefined || wireName === undefined) return [];
  return [
    {
      name: canonicalName(wireName, body),
      wireName,
      id: redeliveryId(body, wireName),
      recipient: recipient(body),
    },
  ];
}

/** `failure` comes in two kinds, told apart by the stage at which the mail failed. */
export function failureName(body: EventBody): 'failure' | 'failure-async' {
  return body.value('state') === 'bounce' ? 'failure-async' : 'failure';
}

/** Events have no id of their own: a mail's are told apart by type and time, and so are a profile's. */
function redeliveryId(body: EventBody, type: string): string | null {
  const subject = body.value('id') ?? body.value('subprofile') ?? body.value('profile');
  if (subject === undefined) return null;
  const time = body.value('time') ?? body.value('timestamp');
  return time === undefined ? `${subject}:${type}` : `${subject}:${type}:${time}`;
}

/** Profile events carry the customer's own fields; one called `Email` is the address. */
function recipient(body: EventBody): string | null {
  const ofMail = body.value('recipient') ?? body.value('emailfrom');
  if (ofMail !== undefined) return ofMail;
  const named = [...body.entries('fields'), ...body.entries('parameters')].find(
    ([name]) => name.toLowerCase() === 'email',
  );
  return named?.[1] ?? null;
}
