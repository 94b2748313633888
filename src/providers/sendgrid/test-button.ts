import { UsageError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, ProviderOptions } from '../types.ts';
import { randomId } from './ids.ts';
import { isTestButton } from './options.ts';

/** Members that only some events have, in the order of the button. */
const OWN_KEYS = [
  'reason',
  'status',
  'response',
  'attempt',
  'useragent',
  'ip',
  'url',
  'asm_group_id',
] as const;

const OLD_MESSAGE_KEY = '14c5d75ce93.dfd.64b469';

/** An event as the button "Test your integration" sends it: fixed ids of old shapes, keys in an order of its own. */
export function testButtonEvent(
  wireName: string,
  own: JsonObject,
  context: BuildContext,
): JsonObject {
  const values: JsonObject = 'ip' in own ? { ...own, ip: '255.255.255.255' } : own;
  return {
    email: context.message.recipient,
    timestamp: Math.floor(context.nowMs / 1000),
    'smtp-id': `<${OLD_MESSAGE_KEY}@ismtpd-555>`,
    event: wireName,
    category: ['cat facts'],
    sg_event_id: `${randomId(context.random.fork('event-id'))}==`,
    sg_message_id: `${OLD_MESSAGE_KEY}.filter0001.16648.5515E0B88.0`,
    ...Object.fromEntries(
      OWN_KEYS.flatMap((key) => {
        const value = values[key];
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  };
}

/** @throws {UsageError} when the button is asked for an event it does not have */
export function refuseTestButton(event: string, options: ProviderOptions): void {
  if (!isTestButton(options)) return;
  throw new UsageError(`"Test your integration" sends no ${event}`, {
    hint: 'leave out --option test-button=yes',
  });
}
