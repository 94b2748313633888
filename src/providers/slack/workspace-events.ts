import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { eventCallback } from './envelope.ts';
import { slackTime } from './times.ts';
import { BOT_USER, CHANNEL, DIRECT_CHANNEL, OTHER_USER, TEAM, USER } from './workspace.ts';

interface WorkspaceEvent {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** Conversation in `event_context`; events of the whole app have none. */
  readonly channel: string | null;
  event(type: string, context: BuildContext): JsonObject;
}

const EVENTS: readonly WorkspaceEvent[] = [
  {
    name: 'reaction_added',
    aliases: ['reaction'],
    summary: 'somebody put an emoji to a message',
    channel: CHANNEL,
    event: reaction,
  },
  {
    name: 'reaction_removed',
    aliases: [],
    summary: 'somebody took an emoji away from a message',
    channel: CHANNEL,
    event: reaction,
  },
  {
    name: 'app_home_opened',
    aliases: ['home-opened'],
    summary: "somebody opened the app's home",
    channel: null,
    event: (type, context) => ({
      type,
      user: USER,
      channel: DIRECT_CHANNEL,
      tab: 'home',
      event_ts: eventTime(context),
    }),
  },
  {
    name: 'member_joined_channel',
    aliases: ['join'],
    summary: 'somebody joined a channel',
    channel: CHANNEL,
    event: (type, context) => membership(type, { inviter: USER }, context),
  },
  {
    name: 'member_left_channel',
    aliases: ['leave'],
    summary: 'somebody left a channel',
    channel: CHANNEL,
    event: (type, context) => membership(type, {}, context),
  },
  {
    name: 'app_uninstalled',
    aliases: ['uninstalled'],
    summary: 'the workspace removed the app',
    channel: null,
    event: (type) => ({ type }),
  },
  {
    name: 'tokens_revoked',
    aliases: [],
    summary: 'tokens of the app were revoked',
    channel: null,
    event: (type) => ({ type, tokens: { oauth: [USER], bot: [BOT_USER] } }),
  },
];

function reaction(type: string, context: BuildContext): JsonObject {
  const { message } = context;
  const ts = slackTime(message.acceptedAtMs, message.random().fork('message-ts'));
  return {
    type,
    user: USER,
    reaction: 'thumbsup',
    item: { type: 'message', channel: CHANNEL, ts },
    item_user: OTHER_USER,
    event_ts: eventTime(context),
  };
}

/** `channel_type` is one letter here. */
function membership(type: string, inviter: JsonObject, context: BuildContext): JsonObject {
  return {
    type,
    user: OTHER_USER,
    channel: CHANNEL,
    channel_type: 'C',
    team: TEAM,
    ...inviter,
    event_ts: eventTime(context),
  };
}

function eventTime({ nowMs, random }: BuildContext): string {
  return slackTime(nowMs, random.fork('event-ts'));
}

export const WORKSPACE_EVENTS: readonly EventDefinition[] = EVENTS.map(
  ({ name, aliases, summary, channel, event }) => ({
    name,
    wireName: name,
    aliases,
    summary,
    generation: 'current',
    formats: ['json'],
    build: (context) => eventCallback(event(name, context), channel, context),
  }),
);
