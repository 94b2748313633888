import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { responseUrl, triggerId } from './ids.ts';
import { slackTime } from './times.ts';
import {
  APP,
  BOT,
  BOT_USER,
  CHANNEL,
  CHANNEL_NAME,
  TEAM,
  TEAM_DOMAIN,
  TOKEN,
  USER,
  USER_NAME,
} from './workspace.ts';

const BLOCK = 'deploy';
const ACTION = 'approve';
const LABEL: JsonObject = { type: 'plain_text', text: 'Approve', emoji: true };

/** The button of a message the app has posted was pressed. */
export function blockActions({ message, nowMs, random }: BuildContext): JsonObject {
  const messageTs = slackTime(message.acceptedAtMs, message.random().fork('message-ts'));
  return {
    type: 'block_actions',
    user: { id: USER, username: USER_NAME, name: USER_NAME, team_id: TEAM },
    api_app_id: APP,
    token: TOKEN,
    container: {
      type: 'message',
      message_ts: messageTs,
      channel_id: CHANNEL,
      is_ephemeral: false,
    },
    trigger_id: triggerId(random),
    team: { id: TEAM, domain: TEAM_DOMAIN },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: CHANNEL, name: CHANNEL_NAME },
    message: {
      type: 'message',
      user: BOT_USER,
      ts: messageTs,
      bot_id: BOT,
      app_id: APP,
      text: 'Deploy?',
      team: TEAM,
      blocks: [
        {
          type: 'actions',
          block_id: BLOCK,
          elements: [{ type: 'button', action_id: ACTION, text: LABEL, value: '42' }],
        },
      ],
    },
    state: { values: {} },
    response_url: responseUrl('actions', TEAM, random),
    actions: [
      {
        action_id: ACTION,
        block_id: BLOCK,
        text: LABEL,
        value: '42',
        type: 'button',
        action_ts: slackTime(nowMs, random.fork('event-ts')),
      },
    ],
  };
}
