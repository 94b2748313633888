import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import type { HeaderPair } from '../../core/headers.ts';
import { encodeJson, isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { contentTypeOption, isRawDelivery, subscriptionArn } from './options.ts';

export const RAW_DELIVERY_HEADER = 'x-amz-sns-rawdelivery';

/**
 * Writes one SNS message: its envelope in the layout of SNS, or with raw delivery the text of a notification alone.
 *
 * @throws {UsageError} for more than one message, or what is no SNS message
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [payload, ...more] = payloads;
  if (payload === undefined || more.length > 0) {
    throw new UsageError(`an SNS request has one message, not ${payloads.length}`);
  }
  if (payload.kind !== 'json' || !isJsonObject(payload.value)) {
    throw new UsageError('an SNS message is a JSON object');
  }
  const message: JsonObject = { ...payload.value };
  const text = messageText(message['Message'] ?? '');
  const isRaw = isRawDelivery(context.options) && message['Type'] === 'Notification';
  return {
    method: 'POST',
    headers: [
      ...snsHeaders(message, context),
      ...(isRaw ? [[RAW_DELIVERY_HEADER, 'true'] as const] : []),
      ['Content-Type', contentTypeOption(context.options)],
      ['User-Agent', 'Amazon Simple Notification Service Agent'],
      ['Accept-Encoding', 'gzip,deflate'],
    ],
    body: utf8Bytes(isRaw ? text : envelopeText({ ...message, Message: text })),
  };
}

/** Event publishing ends its text with a line feed, feedback notifications don't. */
function messageText(message: JsonValue): string {
  if (typeof message === 'string') return message;
  const isPublished = isJsonObject(message) && message['eventType'] !== undefined;
  return encodeJson(message) + (isPublished ? '\n' : '');
}

function snsHeaders(message: JsonObject, { options }: EncodeContext): readonly HeaderPair[] {
  const { Type: type, MessageId: id, TopicArn: topic } = message;
  const isSubscribed = type !== 'SubscriptionConfirmation';
  return [
    ...header('x-amz-sns-message-type', type),
    ...header('x-amz-sns-message-id', id),
    ...header('x-amz-sns-topic-arn', topic),
    ...(typeof topic === 'string' && isSubscribed
      ? header('x-amz-sns-subscription-arn', subscriptionArn(topic, options))
      : []),
  ];
}

function header(name: string, value: JsonValue | undefined): readonly HeaderPair[] {
  return typeof value === 'string' ? [[name, value]] : [];
}

/** Two blanks before a key, one on both sides of the colon, no line end after the last brace. */
function envelopeText(message: JsonObject): string {
  const members = Object.entries(message).map(
    ([key, value]) => `  ${encodeJson(key)} : ${memberText(value)}`,
  );
  return `{\n${members.join(',\n')}\n}`;
}

/** `MessageAttributes` is the one member that is an object: one attribute a line. */
function memberText(value: JsonValue): string {
  if (!isJsonObject(value)) return encodeJson(value);
  const attributes = Object.entries(value).map(
    ([name, attribute]) => `    ${encodeJson(name)} : ${encodeJson(attribute)}`,
  );
  return `{\n${attributes.join(',\n')}\n  }`;
}
