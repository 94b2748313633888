import { member, stringMember } from '../../core/shape.ts';
import { EVENTS } from './events.ts';

/** The documentation once had the first. */
const OTHER_SPELLINGS = [['email.delivered_delayed', 'deferred']] as const;

const BOUNCED = 'email.bounced';

const CANONICAL_NAMES: ReadonlyMap<string, string> = new Map([
  ...EVENTS.map(({ wireName, name }) => [wireName, name] as const),
  ...OTHER_SPELLINGS,
]);

/** Canonical name of an event by its type and data, or `null`; new types come often. */
export function canonicalName(type: string, data: unknown): string | null {
  if (type !== BOUNCED) return CANONICAL_NAMES.get(type) ?? null;
  return stringMember(member(data, 'bounce'), 'type') === 'Transient' ? 'soft-bounce' : 'bounce';
}
