import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { listMember, member, stringMember, type UnknownRecord } from '../../core/shape.ts';
import { FEEDBACK_EVENTS } from './feedback-events.ts';
import { PUBLISHED_EVENTS } from './published-events.ts';
import { sesEvent, snsMessage } from './received.ts';
import { SNS_EVENTS, VALIDATION_NAME, VALIDATION_TEXT } from './sns-events.ts';

const PUBLISHED_NAMES = namesOf(PUBLISHED_EVENTS);
const FEEDBACK_NAMES = namesOf(FEEDBACK_EVENTS);
const SNS_NAMES = namesOf(SNS_EVENTS);

const SUPPRESSIONS: ReadonlySet<string> = new Set([
  'Suppressed',
  'OnAccountSuppressionList',
  'OnTenantSuppressionList',
  'EmailValidationSuppressed',
]);

function namesOf(
  events: readonly { readonly wireName: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  return new Map(events.map(({ wireName, name }) => [wireName, name]));
}

/** One message a request. Its id is that of SNS, which retries repeat; it may be about several recipients. */
export function describe(view: RequestView): readonly EventSummary[] {
  const message = snsMessage(view);
  const id =
    stringMember(message?.members, 'MessageId') ?? view.header('x-amz-sns-message-id') ?? null;
  const event = sesEvent(view);
  if (event !== undefined) {
    return [{ ...eventName(event), id, recipient: recipients(event).join(', ') || null }];
  }
  const wireName = message?.type ?? view.header('x-amz-sns-message-type');
  if (wireName === undefined) return [];
  const text = message === undefined ? view.text() : stringMember(message.members, 'Message');
  const name = SNS_NAMES.get(wireName) ?? null;
  const isUnknown = name === VALIDATION_NAME && text?.trim() !== VALIDATION_TEXT;
  return [{ name: isUnknown ? null : name, wireName, id, recipient: null }];
}

function eventName(event: UnknownRecord): Pick<EventSummary, 'name' | 'wireName'> {
  const published = stringMember(event, 'eventType');
  if (published !== undefined) {
    return { name: publishedName(published, event), wireName: published };
  }
  const wireName = stringMember(event, 'notificationType') ?? '';
  return { name: notificationName(wireName, event), wireName };
}

function publishedName(wireName: string, event: UnknownRecord): string | null {
  if (wireName === 'Bounce') {
    if (!isPermanent(event)) return 'soft-bounce';
    const subType = stringMember(member(event, 'bounce'), 'bounceSubType') ?? '';
    return SUPPRESSIONS.has(subType) ? 'bounce-suppressed' : 'bounce';
  }
  if (wireName === 'Complaint') {
    const subType = stringMember(member(event, 'complaint'), 'complaintSubType');
    return subType === undefined ? 'complaint' : 'complaint-suppressed';
  }
  return PUBLISHED_NAMES.get(wireName) ?? null;
}

function notificationName(wireName: string, event: UnknownRecord): string | null {
  if (wireName === 'Bounce') {
    return isPermanent(event) ? 'feedback-bounce' : 'feedback-soft-bounce';
  }
  if (wireName === 'Received') {
    return stringMember(event, 'content') === undefined ? 'inbound-stored' : 'inbound';
  }
  return FEEDBACK_NAMES.get(wireName) ?? null;
}

function isPermanent(event: UnknownRecord): boolean {
  return stringMember(member(event, 'bounce'), 'bounceType') === 'Permanent';
}

/** Those of the event where it names them, else all of the mail: opens and clicks do not say whose they are. */
function recipients(event: UnknownRecord): readonly string[] {
  const addressed =
    listMember(member(event, 'bounce'), 'bouncedRecipients') ??
    listMember(member(event, 'complaint'), 'complainedRecipients') ??
    listMember(member(event, 'deliveryDelay'), 'delayedRecipients');
  if (addressed !== undefined) {
    return addressed.flatMap((recipient) => stringMember(recipient, 'emailAddress') ?? []);
  }
  const plain =
    listMember(member(event, 'delivery'), 'recipients') ??
    listMember(member(event, 'receipt'), 'recipients') ??
    listMember(member(event, 'mail'), 'destination') ??
    [];
  return plain.filter((recipient) => typeof recipient === 'string');
}
