import type { EventDefinition } from '../types.ts';
import { INBOUND_EVENTS } from './inbound-events.ts';
import { MARKETING_EVENTS } from './marketing-events.ts';
import { transactionalDefinition } from './transactional-event.ts';
import { TRANSACTIONAL_EVENTS } from './transactional-events.ts';

/** Wire names of both kinds are the same in part: the first event of a name is what a wire name finds. */
export const EVENTS: readonly EventDefinition[] = [
  ...TRANSACTIONAL_EVENTS.map(transactionalDefinition),
  ...MARKETING_EVENTS,
  ...INBOUND_EVENTS,
];
