import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import { receivedBatch } from './received-events.ts';
import { canonicalName } from './wire-names.ts';

/** Audit events have no id; inbound ones name a sender, not a recipient. */
export function describe(view: RequestView): readonly EventSummary[] {
  return receivedBatch(view).events.map(({ wireName, value }) => ({
    name: canonicalName(wireName),
    wireName,
    id: stringMember(value, 'event_id') ?? null,
    recipient: stringMember(value, 'email') ?? null,
  }));
}
