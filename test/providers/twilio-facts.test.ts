import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { eventRetryProfile, findRetryProfile } from '../../src/providers/retry-profiles.ts';
import { twilio } from '../../src/providers/twilio/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { testHostileInput } from '../helpers/provider-laws.ts';
import { TWILIO_SAMPLES } from '../helpers/twilio-samples.ts';

const [webhooks, twiml, streams] = twilio.retry;
const FORM: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];

function view(body: string, headers: HeaderList = FORM, path = '/'): RequestView {
  const method = body === '' ? 'GET' : 'POST';
  return viewRequest({ method, path, headers, body: utf8Bytes(body) });
}

describe('twilio facts', () => {
  it('retries after 0s, once, and only when no connection could be made; 15 s in all', () => {
    assert.deepEqual([webhooks.name, webhooks.delaysMs], ['twilio', [0]]);
    assert.deepEqual([webhooks.timeoutMs, webhooks.totalMs], [15_000, 15_000]);
    assert.equal(webhooks.connectTimeoutMs, 5_000);
    for (const noAnswer of ['connection', 'connect-timeout', 'tls', 'dns'] as const) {
      assert.equal(nextStep(webhooks, 1, null, { noAnswer }).kind, 'retry', noAnswer);
    }
    for (const noAnswer of ['timeout', 'broken'] as const) {
      assert.equal(nextStep(webhooks, 1, null, { noAnswer }).kind, 'exhausted', noAnswer);
    }
    assert.equal(nextStep(webhooks, 1, null).kind, 'retry');
    assert.equal(nextStep(webhooks, 2, null).kind, 'exhausted');
    for (const status of [200, 204]) assert.equal(nextStep(webhooks, 1, status).kind, 'delivered');
    for (const status of [302, 400, 404, 429, 500, 503]) {
      assert.equal(nextStep(webhooks, 1, status).kind, 'rejected');
    }
  });

  it('takes 200 and 204 as delivered where TwiML is wanted: inbound messages and calls, and results of verbs', () => {
    assert.ok(twiml !== undefined);
    assert.deepEqual([twiml.name, twiml.success], ['twilio:twiml', [200, 204]]);
    for (const status of [201, 302, 404, 500]) {
      assert.equal(nextStep(twiml, 1, status).kind, 'rejected');
    }
    const names = twilio.events
      .filter((event) => eventRetryProfile(twilio, event) === twiml)
      .map(({ name }) => name);
    assert.deepEqual(names, [
      'inbound-sms',
      'inbound-mms',
      'inbound-opt-out',
      'inbound-call',
      'gather-digits',
      'gather-speech',
      'dial-result',
    ]);
  });

  it('takes the connection overrides of a URL, such as #rc=3&rp=5xx,ct&tt=12000', async () => {
    const changed = await findRetryProfile('twilio#rc=3&rp=5xx,ct&tt=12000');
    assert.equal(changed.name, 'twilio#rc=3&rp=5xx,ct&tt=12000');
    assert.deepEqual(changed.delaysMs, [0, 0, 0]);
    assert.deepEqual([changed.timeoutMs, changed.totalMs], [12_000, 12_000]);
    assert.deepEqual(changed.stop, [
      [300, 399],
      [400, 499],
    ]);
    assert.deepEqual(changed.givesUpOn, ['timeout', 'broken']);
    const all = await findRetryProfile('twilio:twiml#rp=all&rt=2000');
    assert.deepEqual([all.delaysMs, all.timeoutMs, all.totalMs], [[0], 2_000, 15_000]);
    assert.deepEqual(all.givesUpOn, []);
    assert.deepEqual(all.stop, [
      [201, 203],
      [205, 399],
    ]);
    const slow = await findRetryProfile('twilio#rp=rt');
    assert.deepEqual(slow.givesUpOn, ['dns', 'connection', 'connect-timeout', 'tls']);
  });

  it('refuses overrides that Twilio has not, and those of providers without any', async () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['twilio#rc=6', /rc is a whole number from 0 to 5/],
      ['twilio#tt=15001', /tt is a whole number from 100 to 15000/],
      ['twilio#rp=6xx', /rp has no "6xx"/],
      ['twilio#rq=1', /no connection override "rq"/],
      ['mailgun#rc=1', /has no meaning for mailgun/],
      ['mialgun:rout', /unknown retry profile "mialgun:rout"/],
    ];
    for (const [text, message] of wrong) await assert.rejects(findRetryProfile(text), message);
  });

  it('retries Event Streams within 4 hours, with distances that grow', () => {
    assert.ok(streams !== undefined);
    assert.equal(streams.name, 'twilio:event-streams');
    assert.ok((attemptOffsetsMs(streams).at(-1) ?? Number.NaN) <= 4 * 3_600_000);
    assert.deepEqual(
      streams.delaysMs,
      streams.delaysMs.toSorted((left, right) => left - right),
    );
    const names = twilio.events
      .filter((event) => eventRetryProfile(twilio, event) === streams)
      .map(({ name }) => name);
    assert.deepEqual(names, ['com.twilio.messaging.message.delivered']);
  });

  it('the signature stays over a retry, and nothing is timed', () => {
    assert.equal(twilio.scheme.freshOnRetry, false);
    assert.equal(twilio.scheme.toleranceMs, null);
    assert.equal(twilio.scheme.covers.url, true);
  });

  it('has the token of the printed vectors as its test secret, and makes ones of the same shape', () => {
    const { secret } = twilio;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, '0123456789abcdef0123456789abcdef');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^[0-9a-f]{32}$/);
    assert.equal(secret.check(made), undefined);
    assert.equal(secret.check('')?.fatal, true);
    assert.match(secret.check(`SK${made}`)?.message ?? '', /SID, not the auth token/);
    assert.equal(secret.check('12345')?.fatal, false);
  });

  it('every unknown names what overrides it', () => {
    for (const { override } of twilio.unknowns) assert.match(override, /^-/);
  });
});

describe('twilio recognition', () => {
  for (const { event, method, url, body } of TWILIO_SAMPLES) {
    it(`the page sample of ${event} by ${method} is known without its headers, and described`, () => {
      const { pathname, search } = new URL(url);
      const json = body.startsWith('[');
      const headers: HeaderList = json || method === 'GET' ? [] : FORM;
      const seen = view(body, headers, pathname + search);
      assert.equal(twilio.recognise(seen), json ? Confidence.certain : Confidence.likely);
      const [summary, ...more] = twilio.describe(seen);
      assert.deepEqual([summary?.name, more], [event, []]);
      const sid = /"id":"(EZ\w+)"|(?:MessageSid|CallSid)=(\w+)/.exec(`${search}${body}`);
      const status = summary?.wireName ?? '';
      assert.equal(summary?.id, sid?.[1] ?? `${sid?.[2]}/${status}`);
      const inbound = event.startsWith('inbound');
      const to = inbound ? '+15555550100' : '+15555550123';
      assert.equal(summary?.recipient, json ? null : to);
    });
  }

  it('its own headers make any body certain, and the token is the id', () => {
    assert.equal(twilio.recognise(view('x=1')), Confidence.none);
    for (const name of ['X-Twilio-Signature', 'I-Twilio-Idempotency-Token']) {
      assert.equal(twilio.recognise(view('x=1', [...FORM, [name, 'x']])), Confidence.certain);
    }
    const agent: HeaderList = [...FORM, ['User-Agent', 'TwilioProxy/1.1']];
    assert.equal(twilio.recognise(view('x=1', agent)), Confidence.certain);
    // SendGrid, of the same company, signs in another way.
    const sister: HeaderList = [['X-Twilio-Email-Event-Webhook-Signature', 'x']];
    assert.equal(twilio.recognise(view('[]', sister)), Confidence.none);
    const [summary] = twilio.describe(
      view('AccountSid=AC1&MessageStatus=sent', [...FORM, ['i-twilio-idempotency-token', 't']]),
    );
    assert.equal(summary?.id, 't');
  });

  it('older and unknown statuses are told by what they have', () => {
    const [name, wireName] = ['name', 'wireName'] as const;
    const of = (body: string) => {
      const [summary] = twilio.describe(view(body));
      return [summary?.[name] ?? null, summary?.[wireName] ?? null];
    };
    assert.deepEqual(of('AccountSid=AC1&SmsStatus=receiving'), ['inbound-sms', 'receiving']);
    assert.deepEqual(of('AccountSid=AC1&SmsStatus=sent'), ['message-sent', 'sent']);
    assert.deepEqual(of('AccountSid=AC1&MessageStatus=odd'), [null, 'odd']);
    assert.deepEqual(of('CallStatus=ringing&Direction=inbound'), ['inbound-call', 'ringing']);
    assert.deepEqual(of('CallStatus=ringing&Direction=outbound-api'), ['call-ringing', 'ringing']);
    assert.deepEqual(of('CallStatus=in-progress&Digits=1'), ['gather-digits', 'Digits']);
    assert.deepEqual(of('a=1'), [null, null]);
  });

  it('every event of a stream is described', () => {
    const body =
      '[{"type":"com.twilio.x","id":"EZ1"},{"type":"com.twilio.messaging.message.delivered"},{}]';
    assert.deepEqual(twilio.describe(view(body, [])), [
      { name: null, wireName: 'com.twilio.x', id: 'EZ1', recipient: null },
      {
        name: 'com.twilio.messaging.message.delivered',
        wireName: 'com.twilio.messaging.message.delivered',
        id: null,
        recipient: null,
      },
    ]);
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const wanted = provider === 'twilio' ? Confidence.certain : Confidence.none;
      assert.equal(twilio.recognise(view(body, [])), wanted, body);
    }
    assert.equal(twilio.recognise(view('AccountSid=1&MessageSid=2')), Confidence.possible);
    assert.equal(twilio.recognise(view('command=%2Fx&team_id=T')), Confidence.none);
  });

  testHostileInput(twilio, ['X-Twilio-Signature']);
});
