import { EVENTS } from './events.ts';

/** Names of the API and of older test posts, which home-made receivers and fixtures confuse with the wire's. */
const OTHER_SPELLINGS: readonly (readonly [string, string])[] = [
  ['soft_bounce', 'soft-bounce'],
  ['spam_complaint', 'complaint'],
  ['inbound_message_received', 'inbound'],
];

const CANONICAL_NAMES: ReadonlyMap<string, string> = new Map([
  ...EVENTS.map(({ wireName, name }) => [wireName, name] as const),
  ...OTHER_SPELLINGS,
]);

const AUDIT_PREFIX = 'activity_log.';

export function isAuditName(wireName: string): boolean {
  return wireName.startsWith(AUDIT_PREFIX);
}

/** Canonical name of a wire or configuration name, or `null`; audit names are an open list. */
export function canonicalName(wireName: string): string | null {
  return CANONICAL_NAMES.get(wireName) ?? (isAuditName(wireName) ? 'audit' : null);
}
