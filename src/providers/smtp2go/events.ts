import type { EventDefinition } from '../types.ts';
import { EMAIL_EVENTS } from './email-events.ts';
import { SMS_EVENTS } from './sms-events.ts';

export const EVENTS: readonly EventDefinition[] = [...EMAIL_EVENTS, ...SMS_EVENTS];
