import { BASE62, type Random } from '../../core/random.ts';

const EPOCH_DIGITS = 6;

/** Exim 4.97 and later: 6-11-4 base62 digits, 23 characters; before that 6-6-2. */
const EXIM_ID = /^[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{11}-[0-9A-Za-z]{4}|[0-9A-Za-z]{6}-[0-9A-Za-z]{2})$/;

export function isEximId(text: string): boolean {
  return EXIM_ID.test(text);
}

/** An Exim message id whose first part is the second of acceptance in base62 (digits, upper case, lower case). */
export function eximId(acceptedAtMs: number, random: Random): string {
  const epoch = base62(Math.floor(acceptedAtMs / 1000)).padStart(EPOCH_DIGITS, '0');
  return `${epoch}-${random.text(BASE62, 11)}-${random.text(BASE62, 4)}`;
}

/** The Message-ID header SMTP2GO gives a mail that has none. */
export function messageIdHeader(emailId: string): string {
  return `<E${emailId}@message-id.smtpcorp.com>`;
}

function base62(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / BASE62.length)) {
    text = BASE62.charAt(rest % BASE62.length) + text;
  }
  return text;
}
