import { BASE62, type Random } from '../../core/random.ts';

const DIGITS = '0123456789';
const CAPITALS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `Ev` and 10 characters; the same over retries. */
export function eventId(random: Random): string {
  return `Ev0${random.fork('event-id').text(CAPITALS, 9)}`;
}

/** Valid for 3 s on the real thing. */
export function triggerId(random: Random): string {
  const source = random.fork('trigger-id');
  return `60${source.text(DIGITS, 11)}.60${source.text(DIGITS, 10)}.${source.hex(32)}`;
}

/** @param kind - path of what is answered to */
export function responseUrl(kind: 'commands' | 'actions', team: string, random: Random): string {
  const source = random.fork('response-url');
  const path = `60${source.text(DIGITS, 11)}/${source.text(BASE62, 24)}`;
  return `https://hooks.slack.com/${kind}/${team}/${path}`;
}
