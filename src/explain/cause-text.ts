import type { CauseStory } from '../core/events.ts';
import { PLAIN_CAUSES } from './base-causes.ts';
import { WRONG_WAYS } from './table.ts';

/** What a cause means and what to change, by its public name; `undefined` for a name that is none. */
export function causeText(name: string): CauseStory | undefined {
  const way = WRONG_WAYS.find((each) => each.name === name);
  if (way !== undefined) return way;
  if (name === 'mismatch') return PLAIN_CAUSES.unknown;
  return Object.entries(PLAIN_CAUSES).find(([plain]) => plain === name)?.[1];
}
