import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import {
  METADATA,
  messageId,
  NO_MESSAGE,
  preciseTime,
  SERVER_ID,
  TAG,
  wholeSeconds,
} from './event-fields.ts';
import { streamOption } from './options.ts';

/** What an open and a click tell of the reader. */
function reader(context: BuildContext): JsonObject {
  return {
    UserAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
    OS: { Name: 'Windows 10', Family: 'Windows', Company: 'Microsoft Corporation' },
    Client: { Name: 'Chrome 143.0.0.0', Family: 'Chrome', Company: 'Google' },
    Geo: {
      IP: `198.51.100.${context.random.fork('client-ip').integer(1, 254)}`,
      City: 'Amsterdam',
      Country: 'Netherlands',
      CountryISOCode: 'NL',
      Region: 'North Holland',
      RegionISOCode: 'NH',
      Zip: '1012',
      Coords: '52.374,4.8897',
    },
  };
}

function delivery(context: BuildContext): JsonObject {
  return {
    MessageID: messageId(context),
    Recipient: context.message.recipient,
    DeliveredAt: preciseTime(context),
    Details: `smtp;250 2.0.0 OK ${Math.floor(context.nowMs / 1000)} mx.example.com`,
    Tag: TAG,
    ServerID: SERVER_ID,
    Metadata: METADATA,
    RecordType: 'Delivery',
    MessageStream: streamOption(context.options),
  };
}

function open(context: BuildContext): JsonObject {
  return {
    RecordType: 'Open',
    MessageStream: streamOption(context.options),
    Metadata: METADATA,
    FirstOpen: true,
    Recipient: context.message.recipient,
    MessageID: messageId(context),
    ReceivedAt: preciseTime(context),
    Platform: 'WebMail',
    ReadSeconds: 5,
    Tag: TAG,
    ...reader(context),
  };
}

function click(context: BuildContext): JsonObject {
  return {
    RecordType: 'Click',
    MessageStream: streamOption(context.options),
    Metadata: METADATA,
    Recipient: context.message.recipient,
    MessageID: messageId(context),
    ReceivedAt: preciseTime(context),
    Platform: 'Desktop',
    ClickLocation: 'HTML',
    OriginalLink: 'https://www.example.com/welcome?a=1&b=2',
    Tag: TAG,
    ...reader(context),
  };
}

/** An address suppressed on a stream for a reason, or, without one, reactivated by the customer. */
function subscriptionChange(
  reason: 'HardBounce' | 'ManualSuppression' | null,
  context: BuildContext,
): JsonObject {
  const suppressed = reason !== null;
  return {
    RecordType: 'SubscriptionChange',
    MessageID: suppressed ? messageId(context) : NO_MESSAGE,
    ServerID: SERVER_ID,
    MessageStream: streamOption(context.options),
    ChangedAt: wholeSeconds(context.nowMs),
    Recipient: context.message.recipient,
    Origin: suppressed ? 'Recipient' : 'Customer',
    SuppressSending: suppressed,
    SuppressionReason: reason,
    Tag: suppressed ? TAG : null,
    Metadata: suppressed ? METADATA : {},
  };
}

function definition(
  facts: Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'>,
  value: (context: BuildContext) => JsonObject,
): EventDefinition {
  return {
    ...facts,
    generation: 'current',
    formats: ['json'],
    build: (context) => ({ kind: 'json', value: value(context) }),
  };
}

export const MESSAGE_EVENTS: readonly EventDefinition[] = [
  definition(
    {
      name: 'delivered',
      wireName: 'Delivery',
      aliases: [],
      summary: 'the recipient server accepted the mail',
    },
    delivery,
  ),
  definition(
    {
      name: 'open',
      wireName: 'Open',
      aliases: ['opened'],
      summary: 'the tracking pixel was loaded; each time, or the first one only',
    },
    open,
  ),
  definition(
    {
      name: 'click',
      wireName: 'Click',
      aliases: ['clicked'],
      summary: 'a tracked link was clicked',
    },
    click,
  ),
  definition(
    {
      name: 'unsubscribe',
      wireName: 'SubscriptionChange',
      aliases: ['unsubscribed'],
      summary: 'the recipient left the stream (SuppressionReason ManualSuppression)',
    },
    (context) => subscriptionChange('ManualSuppression', context),
  ),
  definition(
    {
      name: 'suppression',
      wireName: 'SubscriptionChange',
      aliases: ['suppressed'],
      summary: 'an address was suppressed on a stream, here after a hard bounce',
    },
    (context) => subscriptionChange('HardBounce', context),
  ),
  definition(
    {
      name: 'resubscribe',
      wireName: 'SubscriptionChange',
      aliases: ['resubscribed', 'reactivated'],
      summary: 'an address was reactivated on a stream',
    },
    (context) => subscriptionChange(null, context),
  ),
];
