import { base64UrlText } from '../../core/bytes.ts';
import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, Payload } from '../types.ts';
import { unixSeconds } from './dates.ts';
import { FROM, type MessageIds, SENDER, SENDING_DOMAIN } from './sample-mail.ts';

export const ACCOUNT: JsonObject = { id: '5f2a9c3d71e0b84c6d9f1a20' };
export const DOMAIN: JsonObject = { name: SENDING_DOMAIN };

/** An event webhook before signing puts the object `signature` in front. */
export function eventPayload(eventData: JsonObject): Payload {
  return { kind: 'json', value: { 'event-data': eventData } };
}

/** 16 bytes as URL-safe base64, without padding. */
export function eventId(context: BuildContext): string {
  return base64UrlText(context.random.fork('event-id').bytes(16));
}

/** Unix seconds with six or seven decimals; `nowMs` gives the first three. */
export function eventTimestamp(context: BuildContext): number {
  const milliseconds = String(Math.floor(context.nowMs) - unixSeconds(context.nowMs) * 1000);
  const finer = context.random.fork('event-time').text('123456789', 4);
  return Number(`${unixSeconds(context.nowMs)}.${milliseconds.padStart(3, '0')}${finer}`);
}

/** `event-data.message.headers` of delivery events. */
export function messageHeaders(context: BuildContext, ids: MessageIds): JsonObject {
  const { recipient, subject } = context.message;
  return { 'message-id': ids.messageId, from: FROM, to: recipient, subject };
}

export function envelope(context: BuildContext, more: JsonObject = {}): JsonObject {
  return { sender: SENDER, targets: context.message.recipient, transport: 'smtp', ...more };
}
