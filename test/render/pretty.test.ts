import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutputEvent, ReadyEvent } from '../../src/core/events.ts';
import { asciiGlyphs } from '../../src/render/glyphs.ts';
import { renderOptions } from '../../src/render/options.ts';
import { prettyEvent } from '../../src/render/pretty.ts';
import {
  AT_MS,
  attemptEvent,
  captured,
  deliveryEvent,
  requestEvent,
  summaryEvent,
} from '../helpers/render-events.ts';

function pretty(event: OutputEvent, change: Parameters<typeof renderOptions>[0] = {}): string {
  return String(prettyEvent(event, renderOptions({ utcOffsetMinutes: 60, ...change })));
}

const reached: readonly (readonly [string, Partial<ReadyEvent>, string])[] = [
  ['a listener with TLS', { url: 'https://127.0.0.1:9/' }, ' --to https://127.0.0.1:9/ --insecure'],
  [
    'a listener that wants user and password',
    { access: { basic: true, tokens: [] } },
    ' --to http://USER:PASSWORD@127.0.0.1:4665/',
  ],
  [
    'a listener that wants tokens',
    { access: { basic: false, tokens: ['X-Key', "it's"] } },
    " -H 'X-Key: VALUE' -H 'it'\\''s: VALUE'",
  ],
  [
    'a listener that wants a token that can be no header',
    { access: { basic: false, tokens: ['a b'] } },
    " --to 'http://127.0.0.1:4665/?a%20b=VALUE'",
  ],
  ['an open listener', { access: { basic: false, tokens: [] } }, ''],
];
for (const [what, fields, flags] of reached) {
  test(`${what} says how it is reached`, () => {
    const ready = { type: 'ready', url: 'http://127.0.0.1:4665/', ui: null, pid: 7 } as const;
    const line = pretty({ ...ready, ...fields });
    const hint = `send one: webhook-cli send --provider mailgun --event bounce${flags}\n`;
    assert.equal(String(line).slice(-hint.length), hint);
  });
}

test('ready says where it listens and what to do next', () => {
  const ready = { type: 'ready', url: 'http://127.0.0.1:4665/', ui: null, pid: 7 } as const;
  assert.equal(
    pretty(ready),
    'Listening on http://127.0.0.1:4665/  —  send one: webhook-cli send --provider mailgun --event bounce\n',
  );
  assert.equal(
    pretty(
      { ...ready, url: 'http://127.0.0.1:9/', ui: 'http://127.0.0.1:4666/' },
      { glyphs: asciiGlyphs },
    ),
    'Listening on http://127.0.0.1:9/  -  send one: webhook-cli send --provider mailgun --event bounce --to http://127.0.0.1:9/\nInspector at http://127.0.0.1:4666/\n',
  );
  assert.equal(pretty(ready, { quiet: true }), 'Listening on http://127.0.0.1:4665/\n');
});

test('a request is its line with the body under it', () => {
  assert.equal(
    pretty(requestEvent()),
    [
      '07:50:00.123 #1  POST /hooks/mailgun   mailgun  bounce      verified     7 B 200',
      '  {',
      '    "a": 1',
      '  }',
      '',
      '',
    ].join('\n'),
  );
});

test('a failed signature is explained, with marks a plain terminal has', () => {
  const verification = {
    status: 'failed',
    cause: 'mismatch',
    detail: 'HMAC of timestamp and token differs from the signature',
  } as const;
  const event = requestEvent({ verification, savedTo: 'fixtures/a.yaml' });
  assert.deepEqual(pretty(event, { quiet: true }).split('\n').slice(1), [
    '  ✗ signature: mismatch — HMAC of timestamp and token differs from the signature',
    '  saved to fixtures/a.yaml',
    '',
  ]);
  assert.match(pretty(event, { glyphs: asciiGlyphs }), /\n {2}x signature: mismatch - HMAC of /);
});

test('a missing signature is explained as well, a good one only when verbose', () => {
  const unsigned = requestEvent({
    verification: { status: 'unsigned', detail: 'no X-Sig header' },
  });
  assert.match(pretty(unsigned), /\n {2}✗ signature: unsigned — no X-Sig header\n/);
  assert.doesNotMatch(pretty(requestEvent()), /signature/);
  assert.match(
    pretty(requestEvent(), { verbose: true }),
    /\n {2}✓ signature: ok — signature and time fit\n/,
  );
});

test('verbose shows the headers and trailers, masked', () => {
  const request = captured('', '', {
    headers: [
      ['X-A', '1'],
      ['Authorization', 'Bearer abc'],
      ['x-a', '2'],
    ],
    trailers: [
      ['X-End', '3'],
      ['X-Token', 'abcd'],
    ],
  });
  const event = requestEvent({ request, answered: { status: 503, source: 'target' } });
  assert.deepEqual(pretty(event, { verbose: true }).split('\n').slice(2), [
    '  HTTP/1.1 from 127.0.0.1, answered by target',
    '  X-A: 1',
    '  Authorization: Bearer ****(3)',
    '  x-a: 2',
    '  X-End: 3 (trailer)',
    '  X-Token: ****(4) (trailer)',
    '',
    '  (empty body)',
    '',
    '',
  ]);
  assert.match(pretty(event, { verbose: true, showSecrets: true }), /Authorization: Bearer abc\n/);
});

test('a batch in a form lists its events', () => {
  const events = [
    { name: 'open', wireName: 'open', id: 'e-1', recipient: 'a@example.net' },
    { name: null, wireName: 'inbound', id: null, recipient: null },
  ];
  const request = captured('mandrill_events=%5B%5D', 'application/x-www-form-urlencoded');
  assert.deepEqual(pretty(requestEvent({ events, request })).split('\n').slice(1), [
    '  event    recipient      id',
    '  open     a@example.net  e-1',
    '  inbound  -              -',
    '  mandrill_events  []',
    '',
    '',
  ]);
});

test('an attempt tells its result and when the next one comes', () => {
  assert.equal(
    pretty(attemptEvent(), { width: 100 }),
    'attempt 2/41  POST http://127.0.0.1:4665/hook  503  12 ms  next in 5m (07:55:00)\n',
  );
  assert.equal(
    pretty(attemptEvent({ status: null, error: 'connection refused', nextAttemptAtMs: null }), {
      width: 100,
    }),
    'attempt 2/41  POST http://127.0.0.1:4665/hook  connection refused  12 ms\n',
  );
  assert.equal(
    pretty(attemptEvent({ status: 200, nextAttemptAtMs: null }), { nameSources: true }),
    'attempt 2/41  POST http://127.0.0.1:4665/hook  200  12 ms  mailgun/bounce\n',
  );
  assert.equal(pretty(attemptEvent(), { quiet: true }), '');
});

test('a long URL is shortened in the middle', () => {
  const line = pretty(
    attemptEvent({ url: `http://127.0.0.1:4665/${'x'.repeat(200)}`, nextAttemptAtMs: null }),
  );
  assert.equal(line.length, 81);
  assert.match(line, /POST http:\/\/127\.0\.0\.1:4665\/x+…x+ {2}503 /);
});

test('a wait shorter than a second is told in milliseconds', () => {
  const event = attemptEvent({ nextAttemptAtMs: AT_MS + 12 + 250 });
  assert.match(pretty(event), / next in 250ms \(07:50:00\)\n/);
});

test('how a request was signed is told once, and every time when verbose', () => {
  const signedNote = 'with the test secret';
  assert.match(
    pretty(attemptEvent({ attempt: 1, signedNote })),
    /\n {2}signed fresh — with the test secret\n$/,
  );
  assert.doesNotMatch(pretty(attemptEvent({ signedNote })), /test secret/);
  assert.match(pretty(attemptEvent({ signedNote }), { verbose: true }), /test secret/);
  assert.match(
    pretty(attemptEvent({ signed: 'verbatim' }), { verbose: true }),
    /\n {2}sent as recorded\n$/,
  );
});

test('every outcome of a delivery is a word', () => {
  assert.equal(pretty(deliveryEvent()), '✓ delivered  mailgun/bounce  200 after 2 attempts\n');
  const end = { source: 'a.yaml', attempts: 1, status: 406 } as const;
  assert.equal(
    pretty(deliveryEvent({ ...end, outcome: 'rejected' })),
    '✗ REJECTED  a.yaml  406 after 1 attempt\n',
  );
  assert.equal(
    pretty(deliveryEvent({ ...end, outcome: 'exhausted' })),
    '✗ GIVEN UP  a.yaml  406 after 1 attempt\n',
  );
  assert.equal(
    pretty(deliveryEvent({ outcome: 'interrupted', status: null }), { glyphs: asciiGlyphs }),
    'x interrupted  mailgun/bounce  after 2 attempts\n',
  );
});

test('a run in a list says how it is gone on with, or that it can not be', () => {
  const listed = { startedAtMs: 0, pending: 2, delivered: 0, failed: 1 };
  assert.match(pretty(summaryEvent(listed)), /\ngo on with: webhook-cli replay --resume run-1\n$/);
  const half = pretty(summaryEvent({ ...listed, isPlanned: false }));
  assert.match(
    half,
    /\nnot planned to its end: nothing was sent, and it can not be gone on with\n$/,
  );
  assert.doesNotMatch(half, /--resume/);
});

test('the summary of a session without an attempt has no percentiles', () => {
  const none = { p50: 0, p90: 0, p99: 0, max: 0 };
  assert.doesNotMatch(pretty(summaryEvent({ latencyMs: none })), /latency/);
});

test('the summary has totals, rate and percentiles', () => {
  assert.equal(
    pretty(summaryEvent()),
    '3 deliveries: 2 delivered, 1 failed  (5 attempts in 12.3 s, 0.4/s)\nlatency: p50 0.8 ms  p90 12 ms  p99 1.25 s  max 1.30 s\n',
  );
  const none = { total: 0, delivered: 0, failed: 0, attempts: 0, perSecond: 0, elapsedMs: 3 };
  assert.equal(
    pretty(summaryEvent(none)),
    '0 deliveries: 0 delivered, 0 failed  (0 attempts in 3 ms, 0/s)\n',
  );
  assert.equal(pretty(summaryEvent({ total: 1 })), '', 'one delivery needs none');
});

test('an error names its code and the way out', () => {
  assert.equal(
    pretty({
      type: 'error',
      code: 'WHK_PORT_IN_USE',
      message: 'port 4665 is already in use',
      hint: 'pass --port 0 to pick a free one',
      exitCode: 4,
    }),
    'error: port 4665 is already in use [WHK_PORT_IN_USE]\nhint: pass --port 0 to pick a free one\n',
  );
  assert.equal(
    pretty({
      type: 'error',
      code: 'WHK_INPUT',
      message: 'line 3:\nbody: x',
      hint: null,
      exitCode: 3,
    }),
    'error: line 3:\n  body: x [WHK_INPUT]\n',
  );
});

test('a secret is printed alone, or as an assignment a shell reads back', () => {
  const event = {
    type: 'secret',
    provider: 'resend',
    scheme: 'standard-webhooks',
    secret: "it's",
    publicKeyPem: null,
    certificatePem: null,
    publicKeyTxt: null,
    publicKeyBase64: null,
    environmentName: 'WEBHOOK_CLI_RESEND_SECRET',
    asEnvironment: false,
    origin: 'test',
  } as const;
  assert.equal(pretty(event), "it's\n");
  assert.equal(pretty({ ...event, asEnvironment: true }), "WEBHOOK_CLI_RESEND_SECRET='it'\\''s'\n");
  assert.equal(
    pretty({ ...event, secret: null, publicKeyPem: 'PEM\n', publicKeyTxt: 'v=DKIM1; p=abc' }),
    'PEM\n\nDNS TXT: v=DKIM1; p=abc\n',
  );
  assert.equal(
    pretty({ ...event, secret: null, publicKeyPem: 'PEM\n', certificatePem: 'CERTIFICATE\n' }),
    'CERTIFICATE\n',
  );
});

test('a terminal that does not know its width gets 80 columns, and a narrow one 20', () => {
  assert.equal(renderOptions({ width: 0 }).width, 80);
  assert.equal(renderOptions({ width: 3 }).width, 20);
  assert.equal(renderOptions({ width: 132 }).width, 132);
});
