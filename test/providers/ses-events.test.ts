import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { headerValue } from '../../src/core/headers.ts';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { ses } from '../../src/providers/ses/index.ts';
import {
  Confidence,
  type Payload,
  type ProviderOptions,
  type UnsignedRequest,
} from '../../src/providers/types.ts';
import { type DrawnShape, masked } from '../helpers/masking.ts';
import {
  buildContext,
  buildSigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
} from '../helpers/provider-cases.ts';
import { OWN_KEY, verifySns } from '../helpers/ses-cases.ts';
import { MESSAGE_SAMPLES, SNS_SAMPLES } from '../helpers/ses-samples.ts';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DRAWN: readonly DrawnShape[] = [
  [new RegExp(`"MessageId" : "${UUID}"`, 'g'), '"MessageId" : "…"'],
  [new RegExp(`0100[0-9a-f]{12}-${UUID}-000000`, 'g'), 'SES-ID'],
  [/"(?:Timestamp|Signature)" : "[^"]+"/g, '"…" : "…"'],
  [/2336412f37[0-9a-f]{278}/g, 'TOKEN'],
  [/\b[0-9a-v]{40}\b/g, 'MAIL-ID'],
  [/CAF\d{10}@/g, 'CAF…@'],
];

const ACCEPTED_AT_MS = Date.UTC(2026, 0, 1);

/** How long after its acceptance the event of a sample came. */
const AFTER_MS: Readonly<Record<string, number>> = {
  processed: 0,
  delivered: 2_612,
  'feedback-delivered': 2_612,
  bounce: 3_000,
  'feedback-bounce': 3_000,
  complaint: 3_600_000,
  'feedback-complaint': 3_600_000,
  open: 60_652,
  click: 70_101,
  deferred: 600_095,
  unsubscribe: 3 * 3_600_000,
  inbound: 574,
};

/** Built for the time and the addresses of the page's samples, of which one has the headers of its mail. */
function rebuilt(name: string): UnsignedRequest {
  const definition = findEvent(ses, name);
  const options = {
    ...defaultOptions(ses),
    'original-headers': name === 'feedback-bounce' ? 'yes' : 'no',
  };
  const context = buildContext(ses, definition, {
    nowMs: ACCEPTED_AT_MS + (AFTER_MS[name] ?? 0),
    options,
  });
  const isInbound = name === 'inbound';
  const message = {
    ...context.message,
    recipient: isInbound ? 'support@example.com' : 'jane@example.net',
    subject: isInbound ? 'Hello' : 'Welcome',
    acceptedAtMs: ACCEPTED_AT_MS,
  };
  return encode(definition.build({ ...context, message }), options);
}

function encode(payload: Payload, options: ProviderOptions = {}): UnsignedRequest {
  return ses.encode([payload], {
    format: 'json',
    random: seededRandom('encode'),
    options: { ...defaultOptions(ses), ...options },
  });
}

function build(name: string, settings: CaseSettings = {}): Payload {
  const definition = findEvent(ses, name);
  return definition.build(buildContext(ses, definition, settings));
}

function envelope(name: string, settings: CaseSettings = {}): JsonObject {
  const payload = build(name, settings);
  assert.ok(payload.kind === 'json');
  return payload.value as JsonObject; // an envelope is an object
}

function eventOf(name: string, settings: CaseSettings = {}): Record<string, JsonValue> {
  return envelope(name, settings)['Message'] as Record<string, JsonValue>; // as built, an object
}

function timeIn(id: JsonValue | undefined): number {
  return Number.parseInt(String(id).slice(4, 16), 16);
}

describe('ses events', () => {
  for (const { event, text } of MESSAGE_SAMPLES) {
    it(`${event}: the page's Message is rebuilt byte for byte but for its ids`, () => {
      const { Message: again }: { Message: string } = JSON.parse(utf8Text(rebuilt(event).body));
      const hasLineFeed = text.startsWith('{"eventType"');
      assert.equal(masked(again, DRAWN), masked(text + (hasLineFeed ? '\n' : ''), DRAWN));
    });
  }

  for (const { event, body } of SNS_SAMPLES) {
    it(`${event}: the page's whole message is rebuilt byte for byte but for what is drawn or signed`, () => {
      const again = utf8Text(rebuilt(event).body);
      const unsigned = body.replace(/ {2}"Signature" : .*\n/, '');
      assert.equal(masked(again, DRAWN), masked(unsigned, DRAWN));
    });
  }

  it('the headers are those of the page, in its order; Host and the like are for the transport', () => {
    const payload = envelope('delivered');
    const { method, headers } = encode({ kind: 'json', value: payload });
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [
      ['x-amz-sns-message-type', 'Notification'],
      ['x-amz-sns-message-id', payload['MessageId']],
      ['x-amz-sns-topic-arn', 'arn:aws:sns:us-east-1:123456789012:ses-events'],
      [
        'x-amz-sns-subscription-arn',
        'arn:aws:sns:us-east-1:123456789012:ses-events:7f3b0c52-6a1e-4d7c-9c0e-2b8a5d4f1e90',
      ],
      ['Content-Type', 'text/plain; charset=UTF-8'],
      ['User-Agent', 'Amazon Simple Notification Service Agent'],
      ['Accept-Encoding', 'gzip,deflate'],
    ]);
    const confirming = encode(build('subscription-confirmation')).headers;
    assert.equal(headerValue(confirming, 'x-amz-sns-subscription-arn'), undefined);
    const ended = encode(build('unsubscribe-confirmation')).headers;
    assert.ok(headerValue(ended, 'x-amz-sns-subscription-arn') !== undefined);
  });

  it('attributes have a line each, letters beyond ASCII stay, a slash is not escaped', () => {
    const value: JsonObject = {
      Type: 'Notification',
      Message: 'Grüße /\n',
      MessageAttributes: {
        one: { Type: 'String', Value: 'x' },
        two: { Type: 'Number', Value: '2' },
      },
    };
    assert.equal(
      utf8Text(encode({ kind: 'json', value }).body),
      [
        '{',
        '  "Type" : "Notification",',
        '  "Message" : "Grüße /\\n",',
        '  "MessageAttributes" : {',
        '    "one" : {"Type":"String","Value":"x"},',
        '    "two" : {"Type":"Number","Value":"2"}',
        '  }',
        '}',
      ].join('\n'),
    );
  });

  for (const definition of ses.events) {
    for (const version of ['1', '2']) {
      it(`${definition.name}, SignatureVersion ${version}: signed, it verifies, is recognised and described as itself`, () => {
        const options = { ...defaultOptions(ses), 'signature-version': version };
        const request = buildSigned(ses, definition, OWN_KEY, { options });
        assert.equal(verifySns(request, { secrets: [OWN_KEY], options }).status, 'ok');
        const view = viewRequest(request);
        assert.equal(view.jsonText(['SignatureVersion']), version);
        const bare = viewRequest({ ...request, headers: [] });
        for (const seen of [view, bare]) {
          assert.equal(ses.recognise(seen), Confidence.certain);
          const [summary, ...more] = ses.describe(seen);
          const { name, wireName } = definition;
          assert.deepEqual([summary?.name, summary?.wireName], [name, wireName]);
          assert.equal(summary?.id, view.jsonText(['MessageId']));
          const isAboutMail = view.jsonText(['Message'])?.includes('"mail"') === true;
          assert.equal(summary?.recipient, isAboutMail ? 'alice@example.net' : null);
          assert.deepEqual(more, []);
        }
        assert.deepEqual(buildSigned(ses, definition, OWN_KEY, { options }), request);
        const other = buildSigned(ses, definition, OWN_KEY, { options, seed: 'other' });
        assert.notDeepEqual(other.body, request.body);
      });
    }
  }

  for (const definition of ses.events) {
    it(`${definition.name}: raw delivery is the text alone, unless SNS itself speaks`, () => {
      const options = { ...defaultOptions(ses), 'raw-delivery': 'yes' };
      const request = buildSigned(ses, definition, OWN_KEY, { options });
      const view = viewRequest(request);
      const [summary] = ses.describe(view);
      assert.equal(summary?.name, definition.name);
      assert.equal(summary?.id, view.header('x-amz-sns-message-id'));
      assert.equal(ses.recognise(view), Confidence.certain);
      if (definition.name.endsWith('-confirmation')) {
        assert.equal(view.header('x-amz-sns-rawdelivery'), undefined);
        assert.equal(verifySns(request, { secrets: [OWN_KEY], options }).status, 'ok');
        return;
      }
      assert.equal(view.header('x-amz-sns-rawdelivery'), 'true');
      const message = envelope(definition.name)['Message'] ?? null;
      const text = typeof message === 'string' ? message : JSON.stringify(message);
      const isPublished = text.startsWith('{"eventType"');
      assert.equal(utf8Text(request.body), isPublished ? `${text}\n` : text);
      assert.equal(verifySns(request, { options }).status, 'not-applicable');
      assert.equal(verifySns(request).status, 'unsigned');
    });
  }

  it('ids hold the time of what they name, and the message id is the same in all events', () => {
    const sent = eventOf('processed')['mail'] as JsonObject;
    assert.equal(timeIn(sent['messageId']), NOW_MS - 4_000);
    for (const name of ['delivered', 'feedback-bounce', 'open', 'deferred']) {
      const mail = eventOf(name)['mail'] as JsonObject;
      assert.equal(mail['messageId'], sent['messageId'], name);
    }
    const { bounce } = eventOf('bounce') as { bounce: JsonObject };
    assert.equal(timeIn(bounce['feedbackId']), NOW_MS);
    assert.equal(bounce['timestamp'], new Date(NOW_MS).toISOString());
    const { delivery } = eventOf('delivered') as { delivery: JsonObject };
    assert.equal(delivery['processingTimeMillis'], 4_000);
    assert.equal(envelope('open')['Timestamp'], new Date(NOW_MS).toISOString());
  });

  it('region, account and host names follow the topic, in China too', () => {
    const options = {
      ...defaultOptions(ses),
      'topic-arn': 'arn:aws-cn:sns:cn-north-1:210987654321:mail.fifo',
    };
    const built = envelope('open', { options });
    const mail = eventOf('open', { options })['mail'] as JsonObject;
    assert.equal(mail['sourceArn'], 'arn:aws:ses:cn-north-1:210987654321:identity/example.com');
    assert.equal(mail['sendingAccountId'], '210987654321');
    assert.match(
      String(built['SigningCertURL']),
      /^https:\/\/sns\.cn-north-1\.amazonaws\.com\.cn\/SimpleNotificationService-[0-9a-f]{32}\.pem$/,
    );
    const oregon = { 'topic-arn': 'arn:aws:sns:us-west-2:123456789012:t' };
    const there = eventOf('open', { options: { ...options, ...oregon } })['mail'] as JsonObject;
    assert.match(String(there['messageId']), /^0101/);
    for (const arn of ['', 'arn:aws:sqs:us-east-1:123456789012:q', 'arn:aws:sns:us-east-1:1:t']) {
      const wrong = { options: { ...options, 'topic-arn': arn } };
      assert.throws(() => build('open', wrong), { code: 'WHK_USAGE' });
    }
  });

  it('options put other URLs in place of those of AWS', () => {
    const options = {
      ...defaultOptions(ses),
      'cert-url': 'http://127.0.0.1:4665/ses.pem',
      'sns-url': 'http://127.0.0.1:4665',
      'content-type': 'application/json',
    };
    const confirming = envelope('subscription-confirmation', { options });
    assert.equal(confirming['SigningCertURL'], 'http://127.0.0.1:4665/ses.pem');
    assert.match(
      String(confirming['SubscribeURL']),
      /^http:\/\/127\.0\.0\.1:4665\/\?Action=ConfirmSubscription&TopicArn=arn:/,
    );
    assert.match(
      String(envelope('open', { options })['UnsubscribeURL']),
      /^http:\/\/127\.0\.0\.1:4665\/\?Action=Unsubscribe&/,
    );
    const { headers } = encode(build('open', { options }), options);
    assert.equal(headerValue(headers, 'content-type'), 'application/json');
  });

  it('a request has one message, a JSON object', () => {
    const payload = build('open');
    const context = {
      format: 'json',
      random: seededRandom('encode'),
      options: defaultOptions(ses),
    } as const;
    const text: Payload = { kind: 'json', value: 'x' };
    const form: Payload = { kind: 'form', fields: [] };
    for (const wrong of [[], [payload, payload], [text], [form]]) {
      assert.throws(() => ses.encode(wrong, context), { code: 'WHK_USAGE' });
    }
    assert.equal(ses.batch, null);
  });

  it('events are found by wire and canonical names and aliases', () => {
    const table = {
      sent: 'processed',
      Send: 'processed',
      Delivery: 'delivered',
      'hard bounce': 'bounce',
      'Rendering Failure': 'rendering-failure',
      DeliveryDelay: 'deferred',
      Subscription: 'unsubscribe',
      Received: 'inbound',
      'inbound-s3': 'inbound-stored',
      'bounce-notification': 'feedback-bounce',
      AmazonSnsSubscriptionSucceeded: 'feedback-test',
      SubscriptionConfirmation: 'subscription-confirmation',
      UnsubscribeConfirmation: 'unsubscribe-confirmation',
      Notification: 'topic-validation',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(ses, typed).name, name, typed);
    }
    assert.equal(new Set(ses.events.map(({ name }) => name)).size, ses.events.length);
  });
});
