import type { JsonObject, JsonValue } from '../../core/json.ts';
import type { BuildContext, Payload } from '../types.ts';
import { isoTime } from './ids.ts';
import {
  certUrlOption,
  signatureVersionOption,
  subscriptionArn,
  type Topic,
  topicOption,
} from './options.ts';

/** `Type` of an SNS message. */
export const SNS_TYPES = [
  'Notification',
  'SubscriptionConfirmation',
  'UnsubscribeConfirmation',
] as const;
export type SnsType = (typeof SNS_TYPES)[number];

/** Of the right shape, and of no certificate of AWS. */
const CERTIFICATE_FILE = 'SimpleNotificationService-0123456789abcdef0123456789abcdef.pem';

/** Tokens begin alike; the whole length is 288 characters. */
const TOKEN_PREFIX = '2336412f37';
const TOKEN_LENGTH = 288;

/**
 * An SNS notification before encoding. Its `Message` may stay an object, which encoding writes as text, so that a
 * setting can reach into it: `--set Message.bounce.bounceSubType=NoEmail`.
 */
export function notification(
  context: BuildContext,
  message: JsonValue,
  subject: string | null,
): Payload {
  const topic = topicOption(context.options);
  const subscription = subscriptionArn(topic.arn, context.options);
  return {
    kind: 'json',
    value: {
      Type: 'Notification',
      MessageId: messageId(context),
      TopicArn: topic.arn,
      ...(subject === null ? {} : { Subject: subject }),
      Message: message,
      ...signing(context, topic),
      UnsubscribeURL: `${topic.snsUrl}?Action=Unsubscribe&SubscriptionArn=${subscription}`,
    },
  };
}

/** What SNS posts when a subscription begins, or has ended. */
export function confirmation(
  context: BuildContext,
  type: Exclude<SnsType, 'Notification'>,
  message: (topicArn: string, subscriptionArn: string) => string,
): Payload {
  const topic = topicOption(context.options);
  const token = TOKEN_PREFIX + context.random.fork('token').hex(TOKEN_LENGTH - TOKEN_PREFIX.length);
  return {
    kind: 'json',
    value: {
      Type: type,
      MessageId: messageId(context),
      Token: token,
      TopicArn: topic.arn,
      Message: message(topic.arn, subscriptionArn(topic.arn, context.options)),
      SubscribeURL: `${topic.snsUrl}?Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${token}`,
      ...signing(context, topic),
    },
  };
}

function messageId(context: BuildContext): string {
  return context.random.fork('sns-message-id').uuid();
}

/** The signature itself comes from signing. */
function signing(context: BuildContext, topic: Topic): JsonObject {
  return {
    Timestamp: isoTime(context.nowMs),
    SignatureVersion: signatureVersionOption(context.options),
    SigningCertURL: certUrlOption(context.options) ?? topic.awsUrl + CERTIFICATE_FILE,
  };
}
