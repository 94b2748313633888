import { encodeJson, type JsonObject } from '../../core/json.ts';
import { listedMembers, withoutMembers } from '../member-list.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { isMinimal } from './options.ts';
import { localDate, minuteStamp, seconds } from './times.ts';

/** Number of the account or webhook: the same in every event. */
export const ACCOUNT_ID = 7319462;

const TAGS = ['welcome', '2025-q4'];

/** An event about one transactional mail. */
export interface TransactionalEvent
  extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  readonly generation?: EventDefinition['generation'];
  /** Names of the members in wire order, white space between them. */
  readonly members: string;
  own?(context: BuildContext): JsonObject;
}

/** What mails without tags, custom header and template lack, and what captures of 2023 do not have yet. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'tags',
  'tag',
  'X-Mailin-custom',
  'template_id',
  'mirror_link',
  'contact_id',
  'user_agent',
  'device_used',
]);

export function transactionalDefinition(event: TransactionalEvent): EventDefinition {
  return {
    name: event.name,
    wireName: event.wireName,
    aliases: event.aliases,
    summary: event.summary,
    generation: event.generation ?? 'current',
    formats: ['json'],
    build: (context) => ({ kind: 'json', value: build(event, context) }),
  };
}

function build(event: TransactionalEvent, context: BuildContext): JsonObject {
  const all = listedMembers(event.members, {
    ...memberValues(context),
    event: event.wireName,
    ...event.own?.(context),
  });
  return isMinimal(context.options) ? withoutMembers(all, OPTIONAL) : all;
}

function memberValues({ nowMs, message, options }: BuildContext): JsonObject {
  const random = message.random();
  const number = random.fork('message-id').text('0123456789', 10);
  return {
    id: ACCOUNT_ID,
    email: message.recipient,
    'message-id': `<${minuteStamp(message.acceptedAtMs)}.4${number}@smtp-relay.mailin.fr>`,
    date: localDate(nowMs, options),
    tags: TAGS,
    tag: encodeJson(TAGS), // JSON in a text
    subject: message.subject,
    'X-Mailin-custom': '{"order_id":"1042"}',
    sending_ip: '192.0.2.25',
    ts_event: seconds(nowMs),
    ts: seconds(nowMs),
    ts_epoch: Math.floor(nowMs),
    template_id: 12,
    mirror_link: `https://app-smtp.brevo.com/log/preview/${random.fork('mirror').uuid()}`,
    contact_id: 4711,
    device_used: 'DESKTOP',
    link: '',
    user_agent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  };
}
