import type { Random } from '../../core/random.ts';
import type { BuildContext } from '../types.ts';

export const DOMAIN_ID = '3vz9dle2kp4kj50y';
export const INBOUND_ID = 'pq3enl6x8k42vwrz';
export const TAGS = ['order-confirmation'];

/** Between the call that hands a message in and the mail made from it. */
const QUEUED_MS = 1_080;

/** 24 hex digits, of which the first eight are Unix seconds, as document databases make them. */
export function objectId(atMs: number, random: Random): string {
  const seconds = Math.floor(atMs / 1000);
  return `${seconds.toString(16).padStart(8, '0')}${random.hex(16)}`;
}

/** Id of the event. */
export function activityId(context: BuildContext): string {
  return objectId(context.nowMs, context.random.fork('activity-id'));
}

/** `X-Message-Id` of the send call. */
export function messageId({ message }: BuildContext): string {
  return objectId(message.acceptedAtMs, message.random().fork('message-id'));
}

/** Id of the one mail to one recipient. */
export function emailId(context: BuildContext): string {
  return objectId(emailMadeAtMs(context), context.message.random().fork('email-id'));
}

/** When that mail was made; not after the event. */
export function emailMadeAtMs({ message, nowMs }: BuildContext): number {
  return Math.min(message.acceptedAtMs + QUEUED_MS, nowMs);
}

/** The three digits below the millisecond. */
export function micros(context: BuildContext): number {
  return context.random.fork('microseconds').integer(0, 999);
}
