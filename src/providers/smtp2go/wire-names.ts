import { EVENTS } from './events.ts';

/** Names that a public SDK claims for live callbacks; captures have the documented ones. */
const OTHER_SPELLINGS: readonly (readonly [string, string])[] = [
  ['opened', 'open'],
  ['clicked', 'click'],
  ['spam_complaint', 'complaint'],
  ['unsubscribed', 'unsubscribe'],
];

const HARD_OR_SOFT = 'bounce';

const CANONICAL_NAMES: ReadonlyMap<string, string> = new Map([
  ...EVENTS.map(({ wireName, name }) => [wireName, name] as const),
  ...OTHER_SPELLINGS,
]);

/**
 * Canonical name of a value of `event`, or `null` for an unknown one.
 *
 * @param bounce - the field `bounce`, which tells hard and soft ones apart
 */
export function canonicalName(wireName: string, bounce?: string): string | null {
  if (wireName === HARD_OR_SOFT) return bounce === 'soft' ? 'soft-bounce' : 'bounce';
  return CANONICAL_NAMES.get(wireName) ?? null;
}
