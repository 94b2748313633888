import type { EventDefinition } from '../types.ts';
import { FEEDBACK_EVENTS } from './feedback-events.ts';
import { PUBLISHED_EVENTS } from './published-events.ts';
import { RECEIVED_MAIL_EVENTS } from './received-mail-events.ts';
import { SNS_EVENTS } from './sns-events.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...PUBLISHED_EVENTS,
  ...FEEDBACK_EVENTS,
  ...RECEIVED_MAIL_EVENTS,
  ...SNS_EVENTS,
];
