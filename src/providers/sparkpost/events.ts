import type { EventDefinition } from '../types.ts';
import { ENGAGEMENT_EVENTS } from './engagement-events.ts';
import { GENERATION_EVENTS } from './generation-events.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';
import { MESSAGE_EVENTS } from './message-events.ts';
import { msysDefinition } from './msys-event.ts';
import { OTHER_EVENTS } from './other-events.ts';
import { RELAY_EVENTS } from './relay-events.ts';

/** Sent when a webhook is made or changed: what reads the first member of `msys` stumbles over it. */
const PING: EventDefinition = {
  name: 'ping',
  wireName: 'ping',
  aliases: ['test', 'validate'],
  summary: 'the empty test post, which must get a 200 when a webhook is made or changed',
  generation: 'current',
  formats: ['json'],
  build: () => ({ kind: 'json', value: { msys: {} } }),
};

export const EVENTS: readonly EventDefinition[] = [
  ...[
    ...MESSAGE_EVENTS,
    ...ENGAGEMENT_EVENTS,
    ...GENERATION_EVENTS,
    ...RELAY_EVENTS,
    ...OTHER_EVENTS,
  ].map(msysDefinition),
  PING,
  ...INBOUND_EVENTS,
];
