import type { EventDefinition } from '../types.ts';
import { ACCOUNT_EVENTS } from './account-events.ts';
import { EMAIL_EVENTS } from './email-events.ts';
import { INBOX_EVENTS } from './inbox-events.ts';

export const EVENTS: readonly EventDefinition[] = [
  ...EMAIL_EVENTS,
  ...ACCOUNT_EVENTS,
  ...INBOX_EVENTS,
];
