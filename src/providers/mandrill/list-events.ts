import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { dateTime, unixSeconds } from './times.ts';

const DAY_MS = 86_400_000;

/** Lists of the account ("sync events"): `type` and `action` in place of `event`. */
interface ListEvent extends Pick<EventDefinition, 'aliases' | 'summary'> {
  readonly type: 'blacklist' | 'whitelist';
  readonly action: 'add' | 'change' | 'remove';
}

const EVENTS: readonly ListEvent[] = [
  {
    type: 'blacklist',
    action: 'add',
    aliases: ['denylist-add', 'deny-list-add'],
    summary: 'an address was put on the deny list',
  },
  {
    type: 'blacklist',
    action: 'change',
    aliases: ['denylist-change', 'deny-list-change'],
    summary: 'an entry of the deny list was changed',
  },
  {
    type: 'blacklist',
    action: 'remove',
    aliases: ['denylist-remove', 'deny-list-remove'],
    summary: 'an address was taken off the deny list',
  },
  {
    type: 'whitelist',
    action: 'add',
    aliases: ['allowlist-add', 'allow-list-add'],
    summary: 'an address was put on the allow list',
  },
  {
    type: 'whitelist',
    action: 'remove',
    aliases: ['allowlist-remove', 'allow-list-remove'],
    summary: 'an address was taken off the allow list',
  },
];

function denyListEntry({ nowMs, message }: BuildContext): JsonObject {
  return {
    reject: {
      reason: 'hard-bounce',
      detail: '550 5.1.1 User unknown',
      last_event_at: dateTime(nowMs),
      email: message.recipient,
      created_at: dateTime(nowMs),
      expires_at: dateTime(nowMs + DAY_MS),
      expired: false,
      subaccount: null,
      sender: null,
    },
  };
}

function allowListEntry({ nowMs, message }: BuildContext): JsonObject {
  return {
    entry: {
      email: message.recipient,
      detail: 'added by support',
      created_at: dateTime(nowMs),
    },
  };
}

export const LIST_EVENTS: readonly EventDefinition[] = EVENTS.map(
  ({ type, action, aliases, summary }) => ({
    name: `${type}-${action}`,
    wireName: type,
    aliases,
    summary,
    generation: 'current',
    formats: ['form'],
    build: (context) => ({
      kind: 'json',
      value: {
        type,
        action,
        ...(type === 'blacklist' ? denyListEntry(context) : allowListEntry(context)),
        ts: unixSeconds(context.nowMs),
      },
    }),
  }),
);
