import type { ProviderOption, ProviderOptions } from '../types.ts';

const EVENT_SIGNATURE = 'event-signature';
const INBOUND_SIGNATURE = 'inbound-signature';
const BASIC_AUTH = 'basic-auth';
const OAUTH_TOKEN = 'oauth-token';
const TEST_BUTTON = 'test-button';
const MESSAGE_IDS = 'message-ids';
const INBOUND_FILES = 'inbound-attachments';
const INBOUND_SPAM_CHECK = 'inbound-spam-check';

const YES_NO = ['yes', 'no'] as const;

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: EVENT_SIGNATURE,
    summary: 'whether the Event Webhook is a signed one',
    default: 'yes',
    choices: YES_NO,
  },
  {
    name: INBOUND_SIGNATURE,
    summary: 'whether Inbound Parse has a security policy that signs',
    default: 'no',
    choices: YES_NO,
  },
  {
    name: BASIC_AUTH,
    summary: 'user:password of the webhook URL, sent and expected as Authorization: Basic',
    default: '',
  },
  {
    name: OAUTH_TOKEN,
    summary:
      'access token of OAuth 2.0, sent and expected as Authorization: Bearer; goes before basic-auth',
    default: '',
  },
  {
    name: TEST_BUTTON,
    summary: 'write events as "Test your integration" does: other keys, other order, other escapes',
    default: 'no',
    choices: YES_NO,
  },
  {
    name: MESSAGE_IDS,
    summary: 'shape of sg_message_id and smtp-id: recvd since January 2024, filter before',
    default: 'recvd',
    choices: ['recvd', 'filter'],
  },
  {
    name: INBOUND_FILES,
    summary: 'whether an inbound mail has an HTML body, an attachment and an inline picture',
    default: 'no',
    choices: YES_NO,
  },
  {
    name: INBOUND_SPAM_CHECK,
    summary: 'whether "check incoming emails for spam" is on: adds spam_score and spam_report',
    default: 'no',
    choices: YES_NO,
  },
];

export function signsEvents(options: ProviderOptions): boolean {
  return options[EVENT_SIGNATURE] !== 'no';
}

export function signsInbound(options: ProviderOptions): boolean {
  return options[INBOUND_SIGNATURE] === 'yes';
}

/** `user:password`, or empty. */
export function basicAuthOption(options: ProviderOptions): string {
  return options[BASIC_AUTH] ?? '';
}

export function oauthTokenOption(options: ProviderOptions): string {
  return options[OAUTH_TOKEN] ?? '';
}

export function isTestButton(options: ProviderOptions): boolean {
  return options[TEST_BUTTON] === 'yes';
}

export function hasOldMessageIds(options: ProviderOptions): boolean {
  return options[MESSAGE_IDS] === 'filter';
}

export function hasInboundFiles(options: ProviderOptions): boolean {
  return options[INBOUND_FILES] === 'yes';
}

export function hasSpamCheck(options: ProviderOptions): boolean {
  return options[INBOUND_SPAM_CHECK] === 'yes';
}
