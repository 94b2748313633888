import { stringMember } from '../../core/shape.ts';
import type { SnsType } from './envelope.ts';
import type { SnsMessage } from './received.ts';

const CONFIRMATION_KEYS = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
] as const;

/** Members that are signed, in signing order; all but Subject have to be there. */
export const SIGNED_KEYS: Readonly<Record<SnsType, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: CONFIRMATION_KEYS,
  UnsubscribeConfirmation: CONFIRMATION_KEYS,
};

const OPTIONAL_KEY = 'Subject';

/**
 * The text SNS signs: each signed member as key, line feed, value, line feed; values as JSON decodes them.
 *
 * @returns the text, or the first member that is missing or no text
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function stringToSign({ type, members }: SnsMessage): string | { readonly missing: string } {
  let text = '';
  for (const key of SIGNED_KEYS[type]) {
    const value = stringMember(members, key);
    if (value !== undefined) {
      text += `${key}\n${value}\n`;
    } else if (key !== OPTIONAL_KEY || (members[key] ?? null) !== null) {
      return { missing: key };
    }
  }
  return text;
}
