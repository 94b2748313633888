import type { EventDefinition } from '../types.ts';
import { AUDIT_EVENTS } from './audit-events.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';
import { SENDING_EVENTS } from './sending-events.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...SENDING_EVENTS,
  ...AUDIT_EVENTS,
  ...INBOUND_EVENTS,
];
