import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import type { EventBody } from '../copernica-body.ts';
import { describeCopernica, failureName, PROFILE_TYPES } from '../copernica-describe.ts';

const CANONICAL_NAMES: ReadonlyMap<string, string> = new Map([
  ['delivery', 'delivered'],
  ['open', 'open'],
  ['click', 'click'],
  ['bounce', 'bounce'],
  ['unsubscribe', 'unsubscribe'],
]);

export function describeRequest(view: RequestView): readonly EventSummary[] {
  return describeCopernica(view, canonicalName);
}

function canonicalName(type: string, body: EventBody): string | null {
  if (type === 'failure') return failureName(body);
  if (!PROFILE_TYPES.has(type)) return CANONICAL_NAMES.get(type) ?? null;
  return body.value('subprofile') === undefined ? type : `${type}-subprofile`;
}
