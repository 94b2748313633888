import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { handshake } from '../../src/providers/ses/handshake.ts';
import { ses } from '../../src/providers/ses/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { MAILGUN_SAMPLES, viewOf } from '../helpers/mailgun-samples.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { OWN_KEY, snsRequest } from '../helpers/ses-cases.ts';
import { MESSAGE_SAMPLES, SNS_SAMPLES, VECTOR_A } from '../helpers/ses-samples.ts';

const TEXT: HeaderList = [['Content-Type', 'text/plain; charset=UTF-8']];
const JSON_TYPE: HeaderList = [['Content-Type', 'application/json']];

function view(body: string | Uint8Array, headers: HeaderList = TEXT): RequestView {
  return viewRequest(snsRequest(body, headers));
}

function nameOf(event: unknown): string | null | undefined {
  return ses.describe(view(JSON.stringify(event)))[0]?.name;
}

describe('ses recognition', () => {
  for (const { event, body } of [VECTOR_A, ...SNS_SAMPLES]) {
    it(`the page's message ${event} is certain by its body alone, under either content type, and described`, () => {
      for (const headers of [TEXT, JSON_TYPE, []]) {
        const seen = view(body, headers);
        assert.equal(ses.recognise(seen), Confidence.certain);
        const [summary] = ses.describe(seen);
        assert.equal(summary?.name, event);
        assert.equal(summary?.id, /"MessageId" : "([^"]+)"/.exec(body)?.[1]);
        const address = event === 'inbound' ? 'support@example.com' : 'jane@example.net';
        assert.equal(summary?.recipient, body.includes('mail\\":') ? address : null);
      }
    });
  }

  for (const { event, text } of MESSAGE_SAMPLES) {
    it(`the page's text of ${event} is likely when it comes raw, and described`, () => {
      const seen = view(`${text}\n`);
      assert.equal(ses.recognise(seen), Confidence.likely);
      const address = event === 'inbound' ? 'support@example.com' : 'jane@example.net';
      const { eventType, notificationType }: Record<string, string> = JSON.parse(text);
      assert.deepEqual(ses.describe(seen), [
        { name: event, wireName: eventType ?? notificationType, id: null, recipient: address },
      ]);
    });
  }

  it('a header or the User-Agent of SNS makes any body certain', () => {
    assert.equal(ses.recognise(view('anything')), Confidence.none);
    for (const header of [
      ['X-Amz-Sns-Message-Type', 'Notification'],
      ['User-Agent', 'Amazon Simple Notification Service Agent'],
    ] as const) {
      assert.equal(ses.recognise(view('anything', [header])), Confidence.certain);
    }
  });

  it('raw delivery has its id in a header, and its first message is plain text', () => {
    const headers: HeaderList = [
      ['x-amz-sns-message-type', 'Notification'],
      ['x-amz-sns-message-id', 'm-1'],
    ];
    const notice = 'Successfully validated SNS topic for Amazon SES event publishing.';
    assert.deepEqual(ses.describe(view(notice, headers)), [
      { name: 'topic-validation', wireName: 'Notification', id: 'm-1', recipient: null },
    ]);
    assert.equal(ses.describe(view('something else', headers))[0]?.name, null);
  });

  it('what bounced, complained or came in decides the name', () => {
    const bounce = (bounceType: string, bounceSubType = 'General'): unknown => ({
      bounceType,
      bounceSubType,
    });
    const names = (kind: 'eventType' | 'notificationType'): readonly unknown[] =>
      [
        { [kind]: 'Bounce', bounce: bounce('Permanent') },
        { [kind]: 'Bounce', bounce: bounce('Permanent', 'Suppressed') },
        { [kind]: 'Bounce', bounce: bounce('Transient') },
        { [kind]: 'Bounce', bounce: bounce('Undetermined') },
        { [kind]: 'Complaint', complaint: { complaintSubType: null } },
        { [kind]: 'Complaint', complaint: { complaintSubType: 'OnAccountSuppressionList' } },
        { [kind]: 'Whatever' },
      ].map(nameOf);
    assert.deepEqual(names('eventType'), [
      'bounce',
      'bounce-suppressed',
      'soft-bounce',
      'soft-bounce',
      'complaint',
      'complaint-suppressed',
      null,
    ]);
    assert.deepEqual(names('notificationType'), [
      'feedback-bounce',
      'feedback-bounce',
      'feedback-soft-bounce',
      'feedback-soft-bounce',
      'feedback-complaint',
      'feedback-complaint',
      null,
    ]);
    assert.equal(nameOf({ notificationType: 'Received', content: 'x' }), 'inbound');
    assert.equal(nameOf({ notificationType: 'Received' }), 'inbound-stored');
  });

  it('all recipients of an event are named, those of the mail when it names none', () => {
    const recipientOf = (event: unknown): unknown =>
      ses.describe(view(JSON.stringify(event)))[0]?.recipient;
    const mail = { destination: ['a@example.com', 'b@example.com'] };
    const bounced = ['b@example.com', 'c@example.com'].map((emailAddress) => ({ emailAddress }));
    assert.equal(recipientOf({ eventType: 'Open', mail }), 'a@example.com, b@example.com');
    assert.equal(
      recipientOf({ eventType: 'Bounce', mail, bounce: { bouncedRecipients: bounced } }),
      'b@example.com, c@example.com',
    );
    const delayed = { delayedRecipients: bounced };
    assert.equal(
      recipientOf({ eventType: 'DeliveryDelay', mail, deliveryDelay: delayed }),
      'b@example.com, c@example.com',
    );
    assert.equal(recipientOf({ eventType: 'Open' }), null);
  });

  it('messages of SNS that are not of SES have no name', () => {
    const other = VECTOR_A.body.replace(/"Message" : ".*"/, '"Message" : "{\\"Records\\":[]}"');
    assert.equal(ses.recognise(view(other)), Confidence.certain);
    assert.deepEqual(
      ses.describe(view(other)).map(({ name, wireName }) => [name, wireName]),
      [[null, 'Notification']],
    );
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const confidence = ses.recognise(view(body, JSON_TYPE));
      if (provider === 'ses') assert.ok(confidence >= Confidence.likely);
      else assert.equal(confidence, Confidence.none, provider);
    }
    for (const { format, body } of MAILGUN_SAMPLES) {
      assert.equal(ses.recognise(viewOf(format, body)), Confidence.none);
      assert.deepEqual(ses.describe(viewOf(format, body)), []);
    }
  });

  it('nothing throws on hostile input', () => {
    const odd = fc
      .tuple(fc.json(), fc.constantFrom('Notification', 'SubscriptionConfirmation'))
      .map(([inner, type]) => {
        const text = JSON.stringify(`{"eventType":${inner},"bounce":${inner},"mail":${inner}}`);
        return `{"Type":"${type}","MessageId":"m","Message":${text},"SubscribeURL":${inner},"TopicArn":${inner},"Signature":"AAAA","SignatureVersion":"1","SigningCertURL":${inner},"Timestamp":${inner},"a":{"b":[${inner}]}}`;
      });
    const raw = fc
      .json()
      .map((inner) => `{"notificationType":"Bounce","bounce":${inner},"mail":${inner}}`);
    const body = fc.oneof(
      fc.uint8Array(),
      fc.json().map(utf8Bytes),
      odd.map(utf8Bytes),
      raw.map(utf8Bytes),
    );
    const options = defaultOptions(ses);
    fc.assert(
      fc.property(body, fc.string(), fc.constantFrom('text/plain', ''), (bytes, text, type) => {
        const headers: HeaderList = [
          ['Content-Type', type],
          ['x-amz-sns-message-type', text],
          ['x-amz-sns-rawdelivery', text],
        ];
        for (const list of [headers, headers.slice(0, 1)]) {
          const seen = view(bytes, list);
          ses.recognise(seen);
          ses.describe(seen);
          ses.signatureParts(seen);
          handshake(seen, options);
          for (const toleranceMs of [1, Number.POSITIVE_INFINITY]) {
            const input = { secrets: [OWN_KEY], url: text, nowMs: 0, toleranceMs, options };
            ses.verify(seen, input);
          }
        }
      }),
    );
  });
});
