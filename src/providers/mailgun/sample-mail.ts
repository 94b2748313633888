import { BASE62, type Random } from '../../core/random.ts';
import type { MessageContext } from '../types.ts';
import { compactTime } from './dates.ts';

export const SENDING_DOMAIN = 'mg.example.com';
export const SENDER = `shop@${SENDING_DOMAIN}`;
export const FROM = `Example Shop <${SENDER}>`;
export const SENDING_IP = '192.0.2.10';
export const TAG = 'order-shipped';
export const USER_VARIABLES = { order_id: 'A-1001', customer_tier: 'gold' } as const;

const BASE64_URL = `${BASE62}-_`;

/** Ids of a message, the same in every event about it. */
export interface MessageIds {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly size: number;
  readonly storage: { readonly key: string; readonly url: string };
}

export function messageIds(message: MessageContext): MessageIds {
  const random = message.random();
  const suffix = random.fork('message-id').hex(16);
  return {
    messageId: `${compactTime(message.acceptedAtMs)}.${suffix}@${SENDING_DOMAIN}`,
    size: random.fork('size').integer(280, 420),
    storage: storedAt(random.fork('storage'), SENDING_DOMAIN),
  };
}

/** Message id of the time of the legacy webhooks, without angle brackets. */
export function legacyMessageId(message: MessageContext): string {
  const random = message.random().fork('legacy-message-id');
  const numbers = `${random.integer(1000, 9999)}.${random.integer(10_000, 99_999)}`;
  const suffix = random.hex(8).toUpperCase();
  return `${compactTime(message.acceptedAtMs)}.${numbers}.${suffix}@${SENDING_DOMAIN}`;
}

/** Where Mailgun keeps a message: a key of 34 characters, and the URL to fetch it from. */
export function storedAt(random: Random, domain: string): MessageIds['storage'] {
  const [region, mark] = random.pick([
    ['us-east4', 'A'],
    ['us-west1', 'Q'],
  ] as const);
  const key = `BAABA${mark}${random.text(BASE64_URL, 28)}`;
  const host = `storage-${region}.api.mailgun.net`;
  return { key, url: `https://${host}/v3/domains/${domain}/messages/${key}` };
}

/** Part after the last `@`; the whole text when there is none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** `Alice <alice@example.net>`, the name taken from the address; the bare address when it begins with no letter. */
export function namedAddress(address: string): string {
  const [first] = /^[a-z]+/i.exec(address) ?? [];
  if (first === undefined) return address;
  return `${first.charAt(0).toUpperCase()}${first.slice(1)} <${address}>`;
}
