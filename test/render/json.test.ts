import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OutputEvent } from '../../src/core/events.ts';
import { jsonLine, jsonRenderer } from '../../src/render/json.ts';
import {
  AT_MS,
  attemptEvent,
  captured,
  deliveryEvent,
  planEvent,
  providerFacts,
  requestEvent,
  summaryEvent,
} from '../helpers/render-events.ts';

const SHA256 = '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862';
const masked = { showSecrets: false };

function parsed(event: OutputEvent, options: Parameters<typeof jsonLine>[1] = masked): unknown {
  return JSON.parse(jsonLine(event, options));
}

test('ready has the addresses and the process id', () => {
  const event = { type: 'ready', url: 'http://127.0.0.1:4665/', ui: null, pid: 7 } as const;
  assert.equal(
    jsonLine(event, masked),
    '{"v":1,"type":"ready","url":"http://127.0.0.1:4665/","ui":null,"pid":7}',
  );
  assert.equal(jsonRenderer(false)(event), `${jsonLine(event, masked)}\n`);
});

test('request has every field of the contract, times as ISO with milliseconds and headers as pairs', () => {
  const event = requestEvent({
    request: captured('{"a":1}', 'application/json', {
      path: '/hooks/mailgun?tenant=7',
      headers: [
        ['Content-Type', 'application/json'],
        ['X-A', '1'],
        ['x-a', '2'],
      ],
    }),
    verification: { status: 'failed', cause: 'mismatch', detail: 'HMAC differs' },
    answered: { status: 406, source: 'rule' },
    again: { count: 1, sinceFirstMs: 300_000, plannedMs: 600_000 },
    savedTo: 'fixtures/mailgun/bounce.yaml',
  });
  assert.deepEqual(parsed(event), {
    v: 1,
    type: 'request',
    id: '1',
    received_at: '2026-11-21T06:50:00.123Z',
    method: 'POST',
    url: 'http://127.0.0.1:4665/hooks/mailgun',
    path: '/hooks/mailgun?tenant=7',
    http_version: '1.1',
    remote_address: '127.0.0.1',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-A', '1'],
      ['x-a', '2'],
    ],
    body_bytes: 7,
    body_sha256: SHA256,
    provider: 'mailgun',
    events: [{ name: 'bounce', wire_name: 'failed', id: 'e-1', recipient: 'alice@example.net' }],
    verification: { status: 'failed', cause: 'mismatch', detail: 'HMAC differs' },
    answered: { status: 406, source: 'rule' },
    again: { count: 1, since_first_ms: 300_000, planned_ms: 600_000 },
    saved_to: 'fixtures/mailgun/bounce.yaml',
  });
});

test('what a request lacks is null, and a nonce of the signature is not printed', () => {
  const verification = { status: 'ok', detail: 'fits', replayKey: 'nonce-1' } as const;
  const line = jsonLine(requestEvent({ provider: null, events: [], verification }), masked);
  assert.match(line, /"provider":null,"events":\[\]/);
  assert.match(line, /"verification":\{"status":"ok","cause":null,"detail":"fits"\}/);
  assert.match(line, /"again":null,"saved_to":null\}$/);
  assert.doesNotMatch(line, /nonce-1/);
});

test('a body is printed only where asked, exact, and as base64 when it is not UTF-8', () => {
  const text = requestEvent({ request: captured('whsec_AAECAwQFBgcICQ', 'text/plain') });
  const bytes = requestEvent({ request: captured(Uint8Array.of(0xff, 0), '') });
  assert.doesNotMatch(jsonLine(text, masked), /"body"/);
  assert.match(jsonLine(text, { ...masked, withBody: true }), /"body":"whsec_AAECAwQFBgcICQ"/);
  assert.match(jsonLine(bytes, { ...masked, withBody: true }), /"body_base64":"\/wA="/);
});

test('attempt has status or error, and when the next one comes', () => {
  assert.deepEqual(parsed(attemptEvent({ signedNote: 'with the test secret' })), {
    v: 1,
    type: 'attempt',
    delivery: 'd-1',
    run: 'run-1',
    source: 'mailgun/bounce',
    attempt: 2,
    max_attempts: 41,
    method: 'POST',
    url: 'http://127.0.0.1:4665/hook',
    started_at: '2026-11-21T06:50:00.123Z',
    status: 503,
    error: null,
    duration_ms: 12,
    next_attempt_at: '2026-11-21T06:55:00.135Z',
    signed: 'fresh',
    signed_note: 'with the test secret',
    body_bytes: 7,
    body_sha256: SHA256,
  });
  const last = jsonLine(
    attemptEvent({ status: null, error: 'refused', nextAttemptAtMs: null }),
    masked,
  );
  assert.match(last, /"status":null,"error":"refused","duration_ms":12,"next_attempt_at":null,/);
});

test('delivery and summary', () => {
  assert.equal(
    jsonLine(deliveryEvent(), masked),
    '{"v":1,"type":"delivery","delivery":"d-1","run":"run-1","source":"mailgun/bounce","outcome":"delivered","attempts":2,"status":200}',
  );
  assert.equal(
    jsonLine(summaryEvent(), masked),
    '{"v":1,"type":"summary","run":"run-1","total":3,"delivered":2,"failed":1,"attempts":5,"elapsed_ms":12340,"per_second":0.4052,"latency_ms":{"p50":0.84,"p90":12.4,"p99":1250,"max":1300}}',
  );
});

/** The rules of a profile that has none of its own. */
const PLAIN_FIELDS = {
  jitter: null,
  waits_from: 'start',
  connect_timeout_ms: null,
  total_ms: null,
  gives_up_on: [],
  stop_header: null,
  floor: null,
  retry_after: null,
  redirects: null,
  retry_headers: [],
  changes: [],
  keeps: [],
  endpoint: null,
  after: { event: 'lost', webhook: 'stays' },
};

test('plan lists every attempt', () => {
  const profile = { ...planEvent().profile, name: 'two', delaysMs: [1000], stop: [406] };
  assert.deepEqual(parsed(planEvent({ profile, offsetsMs: [0, 1000] })), {
    v: 1,
    type: 'plan',
    source: 'mailgun/bounce',
    provider: 'mailgun',
    url: 'http://127.0.0.1:4665/',
    signed: 'fresh',
    profile: {
      name: 'two',
      delays_ms: [1000],
      timeout_ms: 30_000,
      success: [200],
      stop: [406],
      ...PLAIN_FIELDS,
    },
    attempts: [
      { attempt: 1, offset_ms: 0, at: '2026-11-21T06:50:00.123Z' },
      { attempt: 2, offset_ms: 1000, at: '2026-11-21T06:50:01.123Z' },
    ],
  });
});

test('error has code, message and hint', () => {
  assert.equal(
    jsonLine({ type: 'error', code: 'WHK_USAGE', message: 'no', hint: null, exitCode: 2 }, masked),
    '{"v":1,"type":"error","code":"WHK_USAGE","message":"no","hint":null}',
  );
});

test('secret prints what was asked for in the clear', () => {
  const line = jsonLine(
    {
      type: 'secret',
      provider: 'resend',
      scheme: 'standard-webhooks',
      secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAR',
      publicKeyPem: null,
      certificatePem: null,
      publicKeyTxt: null,
      publicKeyBase64: null,
      environmentName: 'WEBHOOK_CLI_RESEND_SECRET',
      asEnvironment: false,
      origin: 'test',
    },
    masked,
  );
  assert.equal(
    line,
    '{"v":1,"type":"secret","provider":"resend","scheme":"standard-webhooks","secret":"whsec_AAECAwQFBgcICQoLDA0ODxAR","public_key":null,"certificate":null,"public_key_base64":null,"dns_txt":null,"environment_name":"WEBHOOK_CLI_RESEND_SECRET","origin":"test"}',
  );
});

test('credentials are masked in headers, addresses and texts unless asked for', () => {
  const event = requestEvent({
    request: captured('', '', {
      url: 'https://user:pass@example.com/hook?token=abcdef',
      path: '/hook?token=abcdef',
      headers: [
        ['Authorization', 'Basic aG9va3VzZXI6czNjcjN0LVBhNTU='],
        ['Cookie', 'session=abcdef'],
      ],
      trailers: [['X-Token', 'abcdef']],
    }),
    verification: { status: 'no-secret', detail: 'got whsec_AAECAwQFBgcICQ' },
  });
  const { url, path, headers, trailers, verification } = parsed(event) as Record<string, unknown>; // our own line
  assert.deepEqual(
    { url, path, headers, trailers, verification },
    {
      url: 'https://****(4):****(4)@example.com/hook?token=****(6)',
      path: '/hook?token=****(6)',
      headers: [
        ['Authorization', 'Basic ****(28)'],
        ['Cookie', 'session=****(6)'],
      ],
      trailers: [['X-Token', '****(6)']],
      verification: { status: 'no-secret', cause: null, detail: 'got whsec_****(14)' },
    },
  );
  const clear = jsonLine(event, { showSecrets: true });
  for (const secret of ['user:pass', 'token=abcdef', 'aG9va3', 'session=abcdef', 'AAECAw']) {
    assert.ok(clear.includes(secret), secret);
    assert.ok(!jsonLine(event, masked).includes(secret), secret);
  }
  assert.doesNotMatch(
    jsonLine(attemptEvent({ url: 'http://u:pass@h/', error: 'http://u:pass@h/ refused' }), masked),
    /pass/,
  );
  assert.doesNotMatch(
    jsonLine(planEvent({ url: 'http://h/?key=pass', source: 'http://u:pass@h/' }), masked),
    /pass/,
  );
});

test('every event is one line of JSON that reads back the same, whatever the text in it', () => {
  const unit = fc.oneof(
    fc.nat({ max: 0xffff }),
    fc.constantFrom(0x0a, 0x1b, 0x9b, 0x2028, 0x202e, 0xd800, 0xfeff),
  );
  const text = fc.array(unit).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(text, text, fc.double(), (a, b, number) => {
      const events: OutputEvent[] = [
        requestEvent({
          request: captured(a, b, {
            id: a,
            path: b,
            url: a,
            method: b,
            remoteAddress: a,
            receivedAtMs: number,
          }),
          provider: b,
          events: [{ name: a, wireName: b, id: a, recipient: b }],
          verification: { status: 'unsigned', detail: a },
          savedTo: b,
        }),
        attemptEvent({
          source: a,
          url: b,
          error: a,
          signedNote: b,
          durationMs: number,
          startedAtMs: number,
        }),
        deliveryEvent({ source: a }),
        planEvent({ source: a, url: b, startAtMs: number }),
        { type: 'error', code: a, message: b, hint: a, exitCode: 3 },
      ];
      for (const event of events) {
        const line = jsonLine(event, { showSecrets: true });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
        assert.match(line, /^[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]*$/);
        assert.doesNotMatch(line, /\p{Cs}/u);
        const value = JSON.parse(line) as Record<string, unknown>; // our own line
        assert.equal(value['type'], event.type);
        if (event.type === 'error') assert.deepEqual([value['message'], value['hint']], [b, a]);
        assert.doesNotThrow(() => JSON.parse(jsonLine(event, masked)));
      }
    }),
  );
});

test('providers and schedules are data', () => {
  const profile = planEvent().profile;
  const facts = { ...providerFacts('x'), name: 'mailtrap', retry: [profile] } as const;
  const line = parsed({ type: 'provider', facts, detail: 'row', sample: null }) as Record<
    string,
    unknown
  >; // our own line
  assert.deepEqual(line['batch'], { max: 500, window_ms: 30_000 });
  assert.deepEqual(
    [line['name'], line['title'], line['scheme'], line['sources']],
    ['mailtrap', 'x', 'x', ['x']],
  );
  const retry = {
    name: 'mailtrap',
    delays_ms: profile.delaysMs,
    timeout_ms: 30_000,
    success: [200],
    stop: [],
    ...PLAIN_FIELDS,
  };
  assert.deepEqual(line['retry'], retry);
  const schedule = parsed({ type: 'schedule', profile, offsetsMs: [0], startAtMs: AT_MS });
  assert.deepEqual(schedule, {
    v: 1,
    type: 'schedule',
    profile: retry,
    summary: '40 retries, 5 minutes apart',
    after_last: 'given up',
    evidence: 'help page',
    attempts: [{ attempt: 1, offset_ms: 0, at: '2026-11-21T06:50:00.123Z' }],
  });
});
