import type { SignatureVersion } from '../../signing/standard-webhooks.ts';
import {
  type MessageHeaders,
  SVIX_HEADERS,
  WEBHOOK_HEADERS,
} from '../standard-webhooks-request.ts';
import type { ProviderOption, ProviderOptions } from '../types.ts';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: 'headers',
    summary:
      'names of the three headers: webhook-id … as specified, or svix-id … as Svix sends them',
    default: 'webhook',
    choices: ['webhook', 'svix'],
  },
  {
    name: 'version',
    summary: 'signature to send: v1 (HMAC-SHA256, whsec_) or v1a (Ed25519, whsk_)',
    default: 'v1',
    choices: ['v1', 'v1a'],
  },
  {
    name: 'secret-format',
    summary: 'how a v1 secret is read: base64 after whsec_, or as text (as Polar does)',
    default: 'base64',
    choices: ['base64', 'text'],
  },
  { name: 'message-id', summary: 'id of the message (default: a new one per event)', default: '' },
  { name: 'user-agent', summary: 'User-Agent header (default: none is sent)', default: '' },
];

export function headersOption(options: ProviderOptions): MessageHeaders {
  return options['headers'] === 'svix' ? SVIX_HEADERS : WEBHOOK_HEADERS;
}

export function versionOption(options: ProviderOptions): SignatureVersion {
  return options['version'] === 'v1a' ? 'v1a' : 'v1';
}

export function isTextSecret(options: ProviderOptions): boolean {
  return options['secret-format'] === 'text';
}

export function messageIdOption(options: ProviderOptions): string {
  return options['message-id'] ?? '';
}

export function userAgentOption(options: ProviderOptions): string {
  return options['user-agent'] ?? '';
}
