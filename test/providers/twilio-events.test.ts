import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { type FormField, parseForm } from '../../src/core/form.ts';
import { headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { twilio } from '../../src/providers/twilio/index.ts';
import type { Payload, UnsignedRequest } from '../../src/providers/types.ts';
import { type DrawnShape, masked } from '../helpers/masking.ts';
import { buildContext, type CaseSettings, defaultOptions } from '../helpers/provider-cases.ts';
import { testEveryEvent } from '../helpers/provider-laws.ts';
import { TWILIO_SAMPLES } from '../helpers/twilio-samples.ts';

const DRAWN: readonly DrawnShape[] = [[/(SM|MM|ME|CA|EZ)[0-9a-f]{32}/g, '$1']];

/** The printed times. */
const NOW_MS = Date.UTC(2026, 2, 14, 9, 26, 53);

function encoded(name: string, settings: CaseSettings = {}): UnsignedRequest {
  const definition = findEvent(twilio, name);
  return encode(definition.build(buildContext(twilio, definition, settings)));
}

function encode(payload: Payload): UnsignedRequest {
  const options = defaultOptions(twilio);
  return twilio.encode([payload], { format: 'form', random: seededRandom('encode'), options });
}

function fields(name: string, settings: CaseSettings = {}): ReadonlyMap<string, string> {
  return new Map(parseForm(encoded(name, settings).body));
}

describe('twilio events', () => {
  for (const { event, method, body } of TWILIO_SAMPLES.filter(({ body }) => body !== '')) {
    it(`${event} by ${method}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const again = utf8Text(encoded(event, { nowMs: NOW_MS }).body);
      assert.equal(masked(again, DRAWN), masked(body, DRAWN));
    });

    it(`${event} by ${method}: the page sample is written again byte for byte from its values`, () => {
      const [value] = body.startsWith('[') ? JSON.parse(body) : [null];
      const payload: Payload =
        value === null
          ? { kind: 'form', fields: parseForm(utf8Bytes(body)) }
          : { kind: 'json', value };
      assert.equal(utf8Text(encode(payload).body), body);
    });
  }

  testEveryEvent(twilio);

  it('the headers are those of captures, with a token that retries repeat', () => {
    const { method, headers } = encoded('message-sent');
    assert.equal(method, 'POST');
    const token = headerValue(headers, 'I-Twilio-Idempotency-Token') ?? '';
    assert.match(token, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(headers, [
      ['Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8'],
      ['User-Agent', 'TwilioProxy/1.1'],
      ['Accept', '*/*'],
      ['Accept-Encoding', 'gzip'],
      ['I-Twilio-Idempotency-Token', token],
    ]);
    const stream = encoded('event-streams').headers;
    assert.equal(headerValue(stream, 'content-type'), 'application/json; charset=utf-8');
  });

  it('callbacks of one message have one id and their own status', () => {
    const [sent, delivered] = [fields('message-sent'), fields('message-delivered')];
    assert.equal(sent.get('MessageSid'), delivered.get('MessageSid'));
    assert.equal(sent.get('SmsSid'), sent.get('MessageSid'));
    assert.deepEqual([sent.get('MessageStatus'), sent.get('SmsStatus')], ['sent', 'sent']);
    assert.notEqual(
      fields('message-sent', { seed: 'b' }).get('MessageSid'),
      sent.get('MessageSid'),
    );
    assert.equal(delivered.get('RawDlrDoneDate'), '2611210650');
  });

  it('a phone number is taken as recipient, an e-mail address is not', () => {
    assert.equal(fields('message-sent', { recipient: '+491701234567' }).get('To'), '+491701234567');
    assert.equal(fields('message-sent').get('To'), '+15555550123');
    assert.equal(
      fields('inbound-sms', { recipient: '+491701234567' }).get('From'),
      '+491701234567',
    );
  });

  it('only failures have an error code, only services theirs, only a read the channel', () => {
    const having = (name: string) =>
      twilio.events.filter((event) => fields(event.name).has(name)).map((event) => event.name);
    assert.deepEqual(having('ErrorCode'), ['message-undelivered', 'message-failed']);
    assert.deepEqual(having('MessagingServiceSid'), ['message-accepted', 'message-scheduled']);
    assert.deepEqual(having('ChannelPrefix'), ['message-read']);
    assert.deepEqual(having('OptOutType'), ['inbound-opt-out']);
    assert.deepEqual(having('CallDuration'), ['call-completed']);
    assert.deepEqual(having('SipResponseCode'), [
      'call-completed',
      'call-busy',
      'call-no-answer',
      'call-failed',
      'call-canceled',
    ]);
    assert.deepEqual(having('RecordingUrl'), ['recording-completed']);
  });

  it('results of TwiML verbs follow the fields of the call', () => {
    const call = parseForm(encoded('inbound-call').body).map(([name]) => name);
    const tails: Readonly<Record<string, readonly string[]>> = {
      'gather-digits': ['Digits'],
      'gather-speech': ['SpeechResult', 'Confidence'],
      'dial-result': ['DialCallStatus', 'DialCallSid', 'DialCallDuration'],
    };
    for (const [name, tail] of Object.entries(tails)) {
      const names = parseForm(encoded(name).body).map(([field]) => field);
      assert.deepEqual(names, [...call, ...tail]);
      assert.equal(fields(name).get('CallStatus'), 'in-progress');
    }
  });

  it('a request has one event, a form or JSON', () => {
    const payload: Payload = { kind: 'form', fields: [] };
    const options = defaultOptions(twilio);
    const context = { format: 'form', random: seededRandom('x'), options } as const;
    assert.throws(() => twilio.encode([payload, payload], context), { code: 'WHK_USAGE' });
    assert.throws(() => twilio.encode([], context), { code: 'WHK_USAGE' });
    assert.throws(() => encode({ kind: 'multipart', parts: [] }), { code: 'WHK_USAGE' });
  });

  it('events are found by status and friendly names; a bare status is a message', () => {
    const table = {
      delivered: 'message-delivered',
      bounce: 'message-undelivered',
      reject: 'message-failed',
      open: 'message-read',
      inbound: 'inbound-sms',
      unsubscribe: 'inbound-opt-out',
      'call-answered': 'call-in-progress',
      failed: 'message-failed',
      'partially-delivered': 'message-partially_delivered',
      'event-streams': 'com.twilio.messaging.message.delivered',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(twilio, typed).name, name, typed);
    }
    assert.equal(twilio.events.length, 31);
  });

  it('the places of numbers are in capitals, and the order is that of captures, not sorted', () => {
    const names = parseForm(encoded('inbound-sms').body).map(([name]: FormField) => name);
    assert.notDeepEqual(names, names.toSorted());
    assert.equal(fields('inbound-sms').get('FromCity'), 'SPRINGFIELD');
  });
});
