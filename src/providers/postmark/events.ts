import type { EventDefinition } from '../types.ts';
import { BOUNCE_EVENTS } from './bounce-events.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';
import { MESSAGE_EVENTS } from './message-events.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...MESSAGE_EVENTS,
  ...BOUNCE_EVENTS,
  ...INBOUND_EVENTS,
];
