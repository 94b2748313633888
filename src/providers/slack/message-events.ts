import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { eventCallback } from './envelope.ts';
import { slackTime } from './times.ts';
import { BOT_USER, CHANNEL, DIRECT_CHANNEL, TEAM, USER } from './workspace.ts';

/** Where a message was posted, as `channel_type` says. */
interface Conversation {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly where: string;
  readonly channel: string;
  readonly type: string;
}

const PRIVATE_CHANNEL = 'G0DUMMY0001';
const GROUP_CHANNEL = 'G0DUMMY0002';

/** Subscription names differ, the wire says `message` for all. */
export const CONVERSATIONS: readonly Conversation[] = [
  {
    name: 'message',
    aliases: ['message.channels'],
    where: 'a public channel',
    channel: CHANNEL,
    type: 'channel',
  },
  {
    name: 'message.groups',
    aliases: [],
    where: 'a private channel',
    channel: PRIVATE_CHANNEL,
    type: 'group',
  },
  {
    name: 'message.im',
    aliases: ['dm'],
    where: 'a direct conversation with the app',
    channel: DIRECT_CHANNEL,
    type: 'im',
  },
  {
    name: 'message.mpim',
    aliases: [],
    where: 'a direct conversation of several people',
    channel: GROUP_CHANNEL,
    type: 'mpim',
  },
  {
    name: 'message.app_home',
    aliases: [],
    where: "the app's home",
    channel: DIRECT_CHANNEL,
    type: 'app_home',
  },
];

function postedMessage(context: BuildContext, conversation: Conversation): JsonObject {
  const ts = slackTime(context.nowMs, context.random.fork('event-ts'));
  const { channel, type } = conversation;
  const clientId = context.random.fork('client-message-id').uuid();
  return { ...humanMessage(ts, clientId), channel, event_ts: ts, channel_type: type };
}

/** `text` is escaped as entities, the same text in `blocks` is not. */
function humanMessage(ts: string, clientId: string): JsonObject {
  return {
    user: USER,
    type: 'message',
    ts,
    client_msg_id: clientId,
    text: 'Hello café &amp; <https://example.com/a|link>',
    team: TEAM,
    blocks: [
      richText('I/yel', [
        { type: 'text', text: 'Hello café & ' },
        { type: 'link', url: 'https://example.com/a', text: 'link' },
      ]),
    ],
  };
}

function richText(blockId: string, elements: readonly JsonObject[]): JsonObject {
  return {
    type: 'rich_text',
    block_id: blockId,
    elements: [{ type: 'rich_text_section', elements }],
  };
}

function mention(context: BuildContext): JsonObject {
  const ts = slackTime(context.nowMs, context.random.fork('event-ts'));
  return {
    user: USER,
    type: 'app_mention',
    ts,
    client_msg_id: context.random.fork('client-message-id').uuid(),
    text: `<@${BOT_USER}> status please`,
    team: TEAM,
    blocks: [
      richText('x7Qp', [
        { type: 'user', user_id: BOT_USER },
        { type: 'text', text: ' status please' },
      ]),
    ],
    channel: CHANNEL,
    event_ts: ts,
  };
}

/** The message an edit or deletion is about; it was posted before. */
function earlierMessage({ message }: BuildContext): { ts: string; posted: JsonObject } {
  const random = message.random();
  const ts = slackTime(message.acceptedAtMs, random.fork('message-ts'));
  return { ts, posted: humanMessage(ts, random.fork('client-message-id').uuid()) };
}

function changed(context: BuildContext): JsonObject {
  const ts = slackTime(context.nowMs, context.random.fork('event-ts'));
  const { posted } = earlierMessage(context);
  const text = 'Hello again';
  const blocks = [richText('I/yel', [{ type: 'text', text }])];
  return {
    type: 'message',
    subtype: 'message_changed',
    message: { ...posted, text, blocks },
    previous_message: posted,
    channel: CHANNEL,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: 'channel',
  };
}

function deleted(context: BuildContext): JsonObject {
  const ts = slackTime(context.nowMs, context.random.fork('event-ts'));
  const earlier = earlierMessage(context);
  return {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: earlier.posted,
    channel: CHANNEL,
    hidden: true,
    deleted_ts: earlier.ts,
    ts,
    event_ts: ts,
    channel_type: 'channel',
  };
}

const COMMON = { generation: 'current', formats: ['json'] } as const;

export const MESSAGE_EVENTS: readonly EventDefinition[] = [
  ...CONVERSATIONS.map(
    (conversation): EventDefinition => ({
      ...COMMON,
      name: conversation.name,
      wireName: 'message',
      aliases: conversation.aliases,
      summary: `somebody posted a message in ${conversation.where}`,
      build: (context) =>
        eventCallback(postedMessage(context, conversation), conversation.channel, context),
    }),
  ),
  {
    ...COMMON,
    name: 'message_changed',
    wireName: 'message_changed',
    aliases: ['message-edited'],
    summary: 'a message was edited (a subtype of message)',
    build: (context) => eventCallback(changed(context), CHANNEL, context),
  },
  {
    ...COMMON,
    name: 'message_deleted',
    wireName: 'message_deleted',
    aliases: [],
    summary: 'a message was deleted (a subtype of message)',
    build: (context) => eventCallback(deleted(context), CHANNEL, context),
  },
  {
    ...COMMON,
    name: 'app_mention',
    wireName: 'app_mention',
    aliases: ['mention'],
    summary: 'somebody mentioned the app',
    build: (context) => eventCallback(mention(context), CHANNEL, context),
  },
];
