import { base64UrlText, utf8Bytes } from '../../core/bytes.ts';
import { LOWER_ALPHANUMERIC, type Random } from '../../core/random.ts';
import type { MessageContext } from '../types.ts';

/** Number of the account, which stands in the event ids. */
const ACCOUNT = '12345678';
const RECIPIENT_INDEX = 0;

/** Ids of a message, the same in every event about it. */
export interface MessageIds {
  /** 16 bytes in base64url: what the mail API answers in `X-Message-Id`. */
  readonly key: string;
  /** `Message-ID` header with angle brackets. */
  readonly smtpId: string;
  /** Key, machine, time of acceptance and counter in upper-case hex, index of the recipient. */
  readonly sgMessageId: string;
}

/** @param old - shapes of before January 2024 */
export function messageIds(message: MessageContext, old: boolean): MessageIds {
  const random = message.random().fork('message-id');
  const key = randomId(random);
  const pod = `${random.hex(10)}-${random.text(LOWER_ALPHANUMERIC, 5)}`;
  const machine = old ? `filterdrecv-p3mdw1-${pod}-${random.integer(1, 30)}` : `recvd-${pod}-1`;
  const host = old ? 'ismtpd0039p1iad1.sendgrid.net' : `geopod-ismtpd-${random.integer(0, 31)}`;
  const time = upperHex(Math.floor(message.acceptedAtMs / 1000));
  const counter = upperHex(random.integer(0, 255));
  return {
    key,
    smtpId: `<${key}@${host}>`,
    sgMessageId: `${key}.${machine}-${time}-${counter}.${RECIPIENT_INDEX}`,
  };
}

/**
 * `sg_event_id` of what happens while a message is sent: text in base64url, so each event has one id for good.
 *
 * @param kind - `processed`, `drop`, `delivered-0`, `deferred-1`, `bounce-0`: the numbers count attempts
 */
export function deliveryEventId(kind: string, key: string): string {
  return base64UrlText(utf8Bytes(`${kind}-${ACCOUNT}-${key}-${RECIPIENT_INDEX}`));
}

/** 16 random bytes in base64url: 22 characters. */
export function randomId(random: Random): string {
  return base64UrlText(random.bytes(16));
}

function upperHex(value: number): string {
  return value.toString(16).toUpperCase();
}
