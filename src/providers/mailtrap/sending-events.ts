import type { JsonValue } from '../../core/json.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';

type Members = Readonly<Record<string, JsonValue>>;

interface SendingEvent extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  /** Members that only this event has, between `event_id` and `sending_domain_name`. */
  specific(recipient: string): Members;
}

const NO_MEMBERS = (): Members => ({});

const CLIENT: Members = {
  ip: '198.51.100.23',
  user_agent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
};

const EVENTS: readonly SendingEvent[] = [
  {
    name: 'delivered',
    wireName: 'delivery',
    aliases: ['delivery'],
    summary: "the recipient's provider accepted the mail",
    specific: NO_MEMBERS,
  },
  {
    name: 'soft-bounce',
    wireName: 'soft bounce',
    aliases: ['soft_bounce', 'deferred'],
    summary: 'temporary failure; up to 10 more tries follow, then delivery or bounce',
    specific: (recipient) => ({
      response: `4.7.1 <${recipient}>: Recipient address rejected: Greylisted, try again later`,
      response_code: 451,
      bounce_category: 'greylisting',
    }),
  },
  {
    name: 'bounce',
    wireName: 'bounce',
    aliases: ['hard-bounce'],
    summary: 'permanent failure',
    specific: (recipient) => ({
      response: `5.1.1 <${recipient}>: Recipient address rejected: User unknown`,
      response_code: 550,
      bounce_category: 'badrecipient',
    }),
  },
  {
    name: 'suspension',
    wireName: 'suspension',
    aliases: ['suspended'],
    summary: 'held back: unverified domain or account limit; ends in delivery or reject',
    specific: () => ({ reason: 'Your account has reached its daily sending limit.' }),
  },
  {
    name: 'reject',
    wireName: 'reject',
    aliases: ['dropped'],
    summary: 'refused: domain not verified in time, or recipient on the suppression list',
    specific: () => ({ reason: 'Recipient in suppression list. Reason: unsubscription' }),
  },
  {
    name: 'open',
    wireName: 'open',
    aliases: ['opened'],
    summary: 'the mail was opened; can repeat',
    specific: () => CLIENT,
  },
  {
    name: 'click',
    wireName: 'click',
    aliases: ['clicked'],
    summary: 'a link was clicked',
    specific: () => ({ ...CLIENT, url: 'https://www.example.com/reset?token=abc&lang=en' }),
  },
  {
    name: 'unsubscribe',
    wireName: 'unsubscribe',
    aliases: ['unsubscribed'],
    summary: 'the recipient unsubscribed',
    specific: () => CLIENT,
  },
  {
    name: 'complaint',
    wireName: 'spam',
    aliases: ['spam', 'spam_complaint'],
    summary: 'the recipient reported spam',
    specific: NO_MEMBERS,
  },
];

/** Key order of the API reference; the times are Unix seconds. */
function build(event: SendingEvent, context: BuildContext): Payload {
  const { message } = context;
  return {
    kind: 'json',
    value: {
      event: event.wireName,
      timestamp: Math.floor(context.nowMs / 1000),
      sending_stream: 'transactional',
      category: 'Password reset',
      custom_variables: { batch_id: 42, user_id: '123' },
      message_id: message.random().fork('message-id').uuid(),
      email: message.recipient,
      event_id: context.random.fork('event-id').uuid(),
      ...event.specific(message.recipient),
      sending_domain_name: 'example.com',
    },
  };
}

export const SENDING_EVENTS: readonly EventDefinition[] = EVENTS.map((event) => ({
  name: event.name,
  wireName: event.wireName,
  aliases: event.aliases,
  summary: event.summary,
  generation: 'current',
  formats: ['json', 'jsonl'],
  build: (context) => build(event, context),
}));
