import type { EventDefinition } from '../types.ts';
import { FORM_EVENTS } from './form-events.ts';
import { MESSAGE_EVENTS } from './message-events.ts';
import { OUTER_EVENTS } from './outer-events.ts';
import { WORKSPACE_EVENTS } from './workspace-events.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...MESSAGE_EVENTS,
  ...WORKSPACE_EVENTS,
  ...OUTER_EVENTS,
  ...FORM_EVENTS,
];
