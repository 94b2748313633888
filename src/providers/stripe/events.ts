import type { EventDefinition } from '../types.ts';
import { BILLING_EVENTS } from './billing-events.ts';
import { snapshotEvent } from './event-envelope.ts';
import { PAYMENT_EVENTS } from './payment-events.ts';
import { THIN_EVENT } from './thin-event.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...[...PAYMENT_EVENTS, ...BILLING_EVENTS].map(
    (event): EventDefinition => ({
      name: event.name,
      wireName: event.name,
      aliases: event.aliases,
      summary: event.summary,
      generation: 'current',
      formats: ['json'],
      build: (context) => snapshotEvent(event, context),
    }),
  ),
  THIN_EVENT,
];
