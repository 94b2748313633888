import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { EventSummary } from '../../src/core/events.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { Confidence, type Secret } from '../../src/providers/types.ts';
import { MAILGUN_SAMPLES, SAMPLE_KEY, viewOf } from '../helpers/mailgun-samples.ts';
import { buildSigned, buildUnsigned } from '../helpers/provider-cases.ts';

const SECRET: Secret = { kind: 'shared', value: SAMPLE_KEY };

function describeJson(eventData: unknown): readonly EventSummary[] {
  return mailgun.describe(viewOf('json', JSON.stringify({ 'event-data': eventData })));
}

function recogniseRequest(contentType: string, body: string, more: HeaderList = []): Confidence {
  const headers: HeaderList = [['Content-Type', contentType], ...more];
  const request = { method: 'POST', path: '/', headers, body: utf8Bytes(body) };
  return mailgun.recognise(viewRequest(request));
}

describe('mailgun recognises and describes', () => {
  for (const sample of MAILGUN_SAMPLES) {
    it(`the page sample of ${sample.generation} ${sample.name} in ${sample.format}`, () => {
      const view = viewOf(sample.format, sample.body);
      assert.equal(mailgun.recognise(view), Confidence.certain);
      const { name, wireName, id, recipient } = sample;
      assert.deepEqual(mailgun.describe(view), [{ name, wireName, id, recipient }]);
    });
  }

  for (const event of mailgun.events) {
    for (const format of event.formats) {
      it(`what it builds: ${event.generation} ${event.name} in ${format}`, () => {
        const view = viewRequest(buildSigned(mailgun, event, SECRET, { format }));
        assert.equal(mailgun.recognise(view), Confidence.certain);
        const [summary, ...others] = mailgun.describe(view);
        assert.equal(summary?.name, event.name);
        assert.equal(summary?.recipient, 'alice@example.net');
        assert.ok(summary.id !== null);
        assert.equal(others.length, 0);
        const isFailure = event.wireName.endsWith('_fail');
        assert.equal(summary.wireName, isFailure ? 'failed' : event.wireName);
      });
    }
  }

  it('an unsigned request by its User-Agent, and without one by its fields', () => {
    for (const event of mailgun.events) {
      const request = buildUnsigned(mailgun, event);
      assert.equal(mailgun.recognise(viewRequest(request)), Confidence.certain, event.name);
      const headers = request.headers.filter(([name]) => name !== 'User-Agent');
      const confidence = mailgun.recognise(viewRequest({ ...request, headers }));
      assert.ok(confidence < Confidence.certain, event.name);
    }
  });
});

describe('mailgun describe', () => {
  it('failures are told apart by severity, reason and the mark of a late bounce', () => {
    const cases: readonly (readonly [Record<string, unknown>, string | null])[] = [
      [{ severity: 'permanent', reason: 'bounce' }, 'bounce'],
      [{ severity: 'permanent', reason: 'old' }, 'bounce'],
      [{ severity: 'permanent', reason: 'suppress-complaint' }, 'bounce-suppressed'],
      [{ severity: 'permanent', flags: { 'is-delayed-bounce': true } }, 'bounce-delayed'],
      [{ severity: 'permanent', flags: { 'is-delayed-bounce': false } }, 'bounce'],
      [{ severity: 'temporary', reason: 'suppress-bounce' }, 'soft-bounce'],
      [{ severity: 'internal' }, null],
      [{}, null],
    ];
    for (const [members, name] of cases) {
      const expected = [{ name, wireName: 'failed', id: null, recipient: null }];
      assert.deepEqual(describeJson({ event: 'failed', ...members }), expected);
    }
  });

  it("events that only Mailgun's API knows have a wire name and no canonical one", () => {
    const expected = { name: null, wireName: 'stored', id: 'x', recipient: null };
    assert.deepEqual(describeJson({ event: 'stored', id: 'x' }), [expected]);
    assert.deepEqual(mailgun.describe(viewOf('form', 'event=toString&recipient=a')), [
      { name: null, wireName: 'toString', id: null, recipient: 'a' },
    ]);
  });

  it('what is no event is described as none', () => {
    for (const body of ['[]', '{}', '{"event-data":[]}', '{"event-data":{"event":5}}', 'null']) {
      assert.deepEqual(mailgun.describe(viewOf('json', body)), [], body);
    }
    assert.deepEqual(mailgun.describe(viewOf('form', 'a=b&recipient=c')), []);
    assert.deepEqual(mailgun.describe(viewOf('multipart', 'text')), []);
  });

  it("of fields that come twice Mailgun's own is the first, but for the token the last", () => {
    const body = 'event=opened&recipient=a%40b&token=mine&recipient=var&event=var&token=its';
    assert.deepEqual(mailgun.describe(viewOf('form', body)), [
      { name: 'open', wireName: 'opened', id: 'its', recipient: 'a@b' },
    ]);
  });
});

describe('mailgun recognise', () => {
  const form = 'application/x-www-form-urlencoded';
  const token = 'ab'.repeat(25);
  const signature = 'cd'.repeat(32);
  const triple = `timestamp=1561989742&token=${token}&signature=${signature}`;

  it('a signed form is certain with an event or mail fields, likely with a recipient alone', () => {
    const certain = [
      'event=opened&domain=a',
      'message-headers=%5B%5D',
      'body-mime=x',
      'message-headers=x&message-url=y',
    ];
    for (const fields of certain) {
      assert.equal(recogniseRequest(form, `${fields}&${triple}`), Confidence.certain, fields);
    }
    assert.equal(recogniseRequest(form, `recipient=a&${triple}`), Confidence.likely);
    assert.equal(recogniseRequest(form, `event=other&${triple}`), Confidence.likely);
    assert.equal(recogniseRequest(form, `a=b&${triple}`), Confidence.none);
  });

  it('JSON is certain with both objects, likely with an unsigned event', () => {
    const signed = { signature: { timestamp: '1', token: 't', signature: 's' }, 'event-data': {} };
    assert.equal(recogniseRequest('application/json', JSON.stringify(signed)), Confidence.certain);
    const unsigned = '{"event-data":{"event":"opened"}}';
    assert.equal(recogniseRequest('application/json', unsigned), Confidence.likely);
  });

  it('the User-Agent alone is no more than a hint', () => {
    const agent: HeaderList = [['User-Agent', 'mailgun/treq-0.2.1']];
    assert.equal(recogniseRequest('application/json', '{"a":1}', agent), Confidence.possible);
  });

  it('look-alikes of other senders are not taken for Mailgun', () => {
    const others: readonly (readonly [string, string])[] = [
      [
        'application/json',
        '{"signature":{"timestamp":1,"token":"t"},"event_data":{"event":"ip_listed"}}',
      ],
      ['application/json', '{"events":[{"event":"delivery","message_id":"x","email":"a@b"}]}'],
      ['application/json', '[{"event":"open","email":"a@b","timestamp":1,"sg_event_id":"x"}]'],
      ['application/json', '{"event":"delivered","rcpt":"a@b","id":"x","Message-Id":"y"}'],
      [form, 'event=delivered&rcpt=a%40b&email_id=x&id=y&time=2026-01-01'],
      [form, 'id=k3v9&type=bounce&timestamp=2025-03-14&time=1741944413&recipient=a%40b&mime=x'],
      [form, 'token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T1&command=%2Fx&text=y'],
      [form, 'MessageSid=SM1&MessageStatus=sent&To=%2B1&From=%2B2'],
      [form, 'mandrill_events=%5B%5D'],
      ['text/plain', 'event=opened'],
    ];
    for (const [type, body] of others) {
      assert.equal(recogniseRequest(type, body), Confidence.none, body);
    }
  });
});
