import type { EventDefinition } from '../types.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';
import { sendingDefinition } from './sending-event.ts';
import { SENDING_EVENTS } from './sending-events.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...SENDING_EVENTS.map(sendingDefinition),
  ...INBOUND_EVENTS,
];
