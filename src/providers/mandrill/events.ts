import type { EventDefinition } from '../types.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';
import { LIST_EVENTS } from './list-events.ts';
import { MESSAGE_EVENTS } from './message-events.ts';
import { URL_CHECKS } from './url-check.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...MESSAGE_EVENTS,
  ...LIST_EVENTS,
  ...INBOUND_EVENTS,
  ...URL_CHECKS,
];
