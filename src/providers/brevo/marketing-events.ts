import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { localDate, seconds, zoneOffsetMs } from './times.ts';
import { ACCOUNT_ID } from './transactional-event.ts';

/** An event about a mail of a campaign, or about a contact. */
interface MarketingEvent
  extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  build(context: BuildContext, wireName: string): JsonObject;
}

interface CampaignMembers {
  /** Between `event` and `tag`. */
  readonly reason?: string;
  /** Complaints have none. */
  readonly withoutSegments?: true;
  /** Between `ts_event` and `ts`. */
  readonly late?: JsonObject;
}

function campaign(
  members: CampaignMembers = {},
): (context: BuildContext, wireName: string) => JsonObject {
  return ({ nowMs, message, options }, wireName) => ({
    id: ACCOUNT_ID,
    camp_id: 86,
    email: message.recipient,
    'campaign name': 'November newsletter',
    date_sent: localDate(message.acceptedAtMs, options),
    date_event: localDate(nowMs, options),
    event: wireName,
    ...(members.reason === undefined ? {} : { reason: members.reason }),
    tag: '',
    ...(members.withoutSegments === true ? {} : { segment_ids: [1, 10] }),
    ts_sent: seconds(message.acceptedAtMs),
    ts_event: seconds(nowMs),
    ...members.late,
    // Shifted by the zone, as the documentation has it.
    ts: seconds(nowMs + zoneOffsetMs(nowMs, options)),
  });
}

function contact(
  members: JsonObject,
  id: number | string = ACCOUNT_ID,
): (context: BuildContext, wireName: string) => JsonObject {
  return ({ nowMs, message, options }, wireName) => ({
    id,
    email: message.recipient,
    event: wireName,
    key: '8f3a2c',
    ...members,
    date: localDate(nowMs, options),
    ts: seconds(nowMs),
  });
}

const EVENTS: readonly MarketingEvent[] = [
  {
    name: 'marketing-complaint',
    wireName: 'spam',
    aliases: ['marketing-spam'],
    summary: 'a mail of a campaign was reported as spam',
    build: campaign({ reason: 'undesired', withoutSegments: true }),
  },
  {
    name: 'marketing-open',
    wireName: 'opened',
    aliases: ['marketing-opened'],
    summary: 'a mail of a campaign was opened',
    build: campaign(),
  },
  {
    name: 'marketing-click',
    wireName: 'click',
    aliases: [],
    summary: 'a link in a mail of a campaign was followed',
    build: campaign({ late: { URL: 'https://www.example.org/offers' } }),
  },
  {
    name: 'marketing-delivered',
    wireName: 'delivered',
    aliases: [],
    summary: 'a mail of a campaign was delivered',
    build: campaign(),
  },
  {
    name: 'marketing-bounce',
    wireName: 'hard_bounce',
    aliases: ['marketing-hard-bounce'],
    summary: 'a mail of a campaign was refused for good',
    build: campaign({ reason: '550 5.1.1 user unknown' }),
  },
  {
    name: 'marketing-soft-bounce',
    wireName: 'soft_bounce',
    aliases: [],
    summary: 'a mail of a campaign was refused for a reason that may pass',
    build: campaign({ reason: '452 4.2.2 mailbox full' }),
  },
  {
    name: 'marketing-unsubscribe',
    wireName: 'unsubscribe',
    aliases: ['marketing-unsubscribed'],
    summary: 'a recipient of a campaign unsubscribed',
    build: campaign({ late: { list_id: [3] } }),
  },
  {
    name: 'marketing-proxy-open',
    wireName: 'proxy_open',
    aliases: [],
    summary: 'a privacy proxy fetched the pixel of a mail of a campaign',
    build: campaign(),
  },
  {
    name: 'list-addition',
    wireName: 'list_addition',
    aliases: ['listAddition'],
    summary: 'a contact was added to lists; its id is text',
    build: contact({ list_id: [3, 42] }, String(ACCOUNT_ID)),
  },
  {
    name: 'contact-updated',
    wireName: 'contact_updated',
    aliases: ['contactUpdated'],
    summary: 'attributes of a contact were changed',
    build: contact({ content: [{ FIRSTNAME: 'Ada', LASTNAME: 'Example' }] }),
  },
  {
    name: 'contact-deleted',
    wireName: 'contact_deleted',
    aliases: ['contactDeleted'],
    summary: 'a contact was deleted',
    build: contact({ list_id: [3, 42] }),
  },
];

export const MARKETING_EVENTS: readonly EventDefinition[] = EVENTS.map((event) => ({
  name: event.name,
  wireName: event.wireName,
  aliases: event.aliases,
  summary: event.summary,
  generation: 'current',
  formats: ['json'],
  build: (context) => ({ kind: 'json', value: event.build(context, event.wireName) }),
}));
