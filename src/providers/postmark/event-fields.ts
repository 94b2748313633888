import type { JsonObject } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';
import type { BuildContext } from '../types.ts';

export const SERVER_ID = 23;
export const TAG = 'welcome-email';
export const METADATA: JsonObject = { order_id: '1001', plan: 'pro' };

/** `MessageID` of changes that no message caused, and of test posts. */
export const NO_MESSAGE = '00000000-0000-0000-0000-000000000000';

const DIGITS = '0123456789';

export function messageId(context: BuildContext): string {
  return context.message.random().fork('message-id').uuid();
}

/** ISO 8601 with seven digits of a second and `Z`; the four below the millisecond are drawn. */
export function preciseTime(context: BuildContext): string {
  const finer = context.random.fork('event-time').text(DIGITS, 4);
  return `${isoTime(context.nowMs).slice(0, 23)}${finer}Z`;
}

/** ISO 8601 in whole seconds and `Z`. */
export function wholeSeconds(atMs: number): string {
  return `${isoTime(atMs).slice(0, 19)}Z`;
}

/** Digits of a bounce id: 19 of them, beyond 2^53 and within 64 bits, as in the documentation. */
export function bounceId(random: Random): string {
  return `4${random.fork('bounce-id').text(DIGITS, 18)}`;
}

function isoTime(atMs: number): string {
  return new Date(Math.floor(atMs)).toISOString();
}
