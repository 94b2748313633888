import type { EventDefinition } from '../types.ts';
import { CALL_EVENTS } from './call-events.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';
import { MESSAGE_EVENTS } from './message-events.ts';
import { STREAM_EVENT } from './stream-event.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...MESSAGE_EVENTS,
  ...INBOUND_EVENTS,
  ...CALL_EVENTS,
  STREAM_EVENT,
];
