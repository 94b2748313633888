import { base64UrlText } from '../../core/bytes.ts';
import type { JsonList, JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { secondsBefore, unixSeconds } from './times.ts';

/** What is special to an event about a mail; the rest is the same in all of them. */
export interface MessageEvent
  extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  readonly state: 'sent' | 'deferred' | 'bounced' | 'soft-bounced' | 'rejected';
  /** Opens and clicks up to the event; bounces have neither list. */
  readonly engagement: 'none' | 'opened' | 'clicked' | 'absent';
  /** Members at the end of `msg`. */
  message?(context: BuildContext): JsonObject;
  /** Members between `_id` and `ts`. */
  readonly own?: JsonObject;
}

export const LINK = 'https://www.example.org/orders/1042';

/** How long before a click its mail was opened, and before a complaint or an unsubscribe it was clicked. */
const STEP_SECONDS = 60;

/** `_id` is that of the message: Mandrill's events have no id of their own. */
export function buildMessageEvent(event: MessageEvent, context: BuildContext): Payload {
  const { message } = context;
  const id = message.random().fork('message-id').hex(32);
  return {
    kind: 'json',
    value: {
      event: event.wireName,
      msg: {
        ts: unixSeconds(message.acceptedAtMs),
        subject: message.subject,
        email: message.recipient,
        sender: 'shop@example.org',
        tags: ['order-confirmation'],
        ...engagement(event, context),
        state: event.state,
        metadata: { order_id: '1042' },
        _id: id,
        _version: base64UrlText(message.random().fork('version').bytes(16)),
        ...event.message?.(context),
      },
      _id: id,
      ...event.own,
      ts: unixSeconds(context.nowMs),
    },
  };
}

function engagement(event: MessageEvent, context: BuildContext): JsonObject {
  const now = unixSeconds(context.nowMs);
  const isClick = event.wireName === 'click';
  const isOpen = event.wireName === 'open';
  const opens: JsonList = [
    { ts: isOpen ? now : secondsBefore(context, isClick ? STEP_SECONDS : 2 * STEP_SECONDS) },
  ];
  const clicks: JsonList = [
    { ts: isClick ? now : secondsBefore(context, STEP_SECONDS), url: LINK },
  ];
  switch (event.engagement) {
    case 'absent':
      return {};
    case 'none':
      return { opens: [], clicks: [] };
    case 'opened':
      return { opens, clicks: [] };
    case 'clicked':
      return { opens, clicks };
    default:
      return event.engagement satisfies never;
  }
}
