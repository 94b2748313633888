import type { EventDefinition } from '../types.ts';
import { ACCOUNT_EVENTS } from './account-events.ts';
import { DELIVERY_EVENTS } from './delivery-events.ts';
import { emailDefinition } from './email-event.ts';
import { ENGAGEMENT_EVENTS } from './engagement-events.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...[...DELIVERY_EVENTS, ...ENGAGEMENT_EVENTS].map(emailDefinition),
  ...ACCOUNT_EVENTS,
  ...INBOUND_EVENTS,
];
