import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { blockActions } from './block-actions.ts';
import { responseUrl, triggerId } from './ids.ts';
import { ONCE_RETRY } from './schedule.ts';
import {
  APP,
  CHANNEL,
  CHANNEL_NAME,
  TEAM,
  TEAM_DOMAIN,
  TOKEN,
  USER,
  USER_NAME,
} from './workspace.ts';

const COMMON = { generation: 'current', formats: ['form'], retry: ONCE_RETRY } as const;

/** What the wire has no name for goes by the field that tells it. */
export const COMMAND_FIELD = 'command';
export const SSL_CHECK_FIELD = 'ssl_check';

export const FORM_EVENTS: readonly EventDefinition[] = [
  {
    ...COMMON,
    name: 'slash-command',
    wireName: COMMAND_FIELD,
    aliases: ['slash'],
    summary: 'somebody typed /deploy api to production',
    build: slashCommand,
  },
  {
    ...COMMON,
    name: 'block_actions',
    wireName: 'block_actions',
    aliases: ['button', 'interactivity'],
    summary: 'somebody pressed a button of a message; JSON in the field payload',
    build: (context) => ({ kind: 'json', value: blockActions(context) }),
  },
  {
    ...COMMON,
    name: 'ssl_check',
    wireName: SSL_CHECK_FIELD,
    aliases: [],
    summary: 'Slack checks the certificate of a slash command URL',
    build: () => ({
      kind: 'form',
      fields: [
        [SSL_CHECK_FIELD, '1'],
        ['token', TOKEN],
      ],
    }),
  },
];

function slashCommand({ random }: BuildContext): Payload {
  return {
    kind: 'form',
    fields: [
      ['token', TOKEN],
      ['team_id', TEAM],
      ['team_domain', TEAM_DOMAIN],
      ['channel_id', CHANNEL],
      ['channel_name', CHANNEL_NAME],
      ['user_id', USER],
      ['user_name', USER_NAME],
      [COMMAND_FIELD, '/deploy'],
      ['text', 'api to production'],
      ['api_app_id', APP],
      ['is_enterprise_install', 'false'],
      ['response_url', responseUrl('commands', TEAM, random)],
      ['trigger_id', triggerId(random)],
    ],
  };
}
