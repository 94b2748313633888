import { copernicaEvent, mailFields, SHARED_MAIL_EVENTS } from '../copernica-mail-events.ts';
import type { EventDefinition } from '../types.ts';
import { PROFILE_EVENTS } from './profile-events.ts';

const delivered = copernicaEvent(
  {
    name: 'delivered',
    wireName: 'delivery',
    aliases: [],
    summary: 'a mail was delivered',
  },
  (context) => mailFields(context, 'delivery', []),
);

export const COPERNICA_EVENTS: readonly EventDefinition[] = [
  delivered,
  SHARED_MAIL_EVENTS.open(['opened', 'impression']),
  SHARED_MAIL_EVENTS.click(['clicked']),
  SHARED_MAIL_EVENTS.bounce(['returned', 'out-of-office']),
  SHARED_MAIL_EVENTS.failure(['failed', 'error', 'hard-bounce', 'dsn', 'permanent-fail']),
  SHARED_MAIL_EVENTS.failureAsync(['dsn-failure']),
  ...PROFILE_EVENTS,
];
