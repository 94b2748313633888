import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { deliveredBody, eventOfBody } from './delivered-body.ts';
import { DELIVERY_HEADER, EVENT_HEADER } from './delivery-headers.ts';
import { BUILT_IN_EVENTS } from './events.ts';
import { MORE_EVENTS } from './example-events.ts';

const NAMES: ReadonlySet<string> = new Set([
  ...BUILT_IN_EVENTS.map(({ wireName }) => wireName),
  ...MORE_EVENTS.names,
]);

/** The event of the header, or where that is lost, of the body; redeliveries repeat the delivery's id. */
export function describe(view: RequestView): readonly EventSummary[] {
  const wireName = view.header(EVENT_HEADER) || eventOfBody(deliveredBody(view));
  if (wireName === undefined) return [];
  return [
    {
      name: NAMES.has(wireName) ? wireName : null,
      wireName,
      id: view.header(DELIVERY_HEADER) || null,
      recipient: null,
    },
  ];
}
