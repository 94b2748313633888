import type { EventDefinition } from '../types.ts';
import { ACCOUNT_EVENTS } from './account-events.ts';
import { ACTIVITY_EVENTS } from './activity-events.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';
import { LEGACY_EVENTS } from './legacy-events.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...ACTIVITY_EVENTS,
  ...ACCOUNT_EVENTS,
  ...INBOUND_EVENTS,
  ...LEGACY_EVENTS,
];
