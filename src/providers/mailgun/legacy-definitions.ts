import type { EventDefinition } from '../types.ts';
import {
  buildLegacyBounce,
  buildLegacyClick,
  buildLegacyComplaint,
  buildLegacyDelivered,
  buildLegacyDrop,
  buildLegacyOpen,
  buildLegacyUnsubscribe,
} from './legacy-events.ts';

const FORM = { generation: 'legacy', formats: ['form'] } as const;
const WITH_FILE = { generation: 'legacy', formats: ['multipart', 'form'] } as const;

/** Webhooks as they were before 29 June 2018. */
export const LEGACY_EVENTS: readonly EventDefinition[] = [
  {
    ...FORM,
    name: 'delivered',
    wireName: 'delivered',
    aliases: ['deliver'],
    summary: "the recipient's server accepted the message",
    retry: 'none',
    build: buildLegacyDelivered,
  },
  {
    ...FORM,
    name: 'open',
    wireName: 'opened',
    aliases: [],
    summary: 'the message was opened',
    build: buildLegacyOpen,
  },
  {
    ...FORM,
    name: 'click',
    wireName: 'clicked',
    aliases: [],
    summary: 'a tracked link was followed',
    build: buildLegacyClick,
  },
  {
    ...FORM,
    name: 'unsubscribe',
    wireName: 'unsubscribed',
    aliases: [],
    summary: 'the unsubscribe link was used, here for the whole domain',
    build: buildLegacyUnsubscribe,
  },
  {
    ...WITH_FILE,
    name: 'complaint',
    wireName: 'complained',
    aliases: ['spam'],
    summary: 'the recipient reported the message as spam',
    build: buildLegacyComplaint,
  },
  {
    ...WITH_FILE,
    name: 'bounce',
    wireName: 'bounced',
    aliases: ['hard-bounce'],
    summary: 'the message bounced for good',
    build: buildLegacyBounce,
  },
  {
    ...WITH_FILE,
    name: 'reject',
    wireName: 'dropped',
    aliases: ['drop'],
    summary: 'Mailgun gave the message up, here because the address bounced before',
    build: buildLegacyDrop,
  },
];
