import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { slack } from '../../src/providers/slack/index.ts';
import type { Secret, VerifyInput } from '../../src/providers/types.ts';
import { defaultOptions, TARGET_URL } from '../helpers/provider-cases.ts';
import { SAMPLE_KEY, SAMPLE_SECONDS, SLACK_SAMPLES } from '../helpers/slack-samples.ts';

interface Vector {
  readonly of: string;
  readonly key: string;
  readonly seconds: number;
  readonly body: string;
  readonly signature: string;
}

/** As the page prints them; the first is the official one. */
const VECTORS: readonly Vector[] = [
  {
    of: 'the documentation',
    key: '8f742231b10e8888abcd99yyyzzz85a5',
    seconds: 1531420618,
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  },
  {
    of: 'the table of schemes',
    key: 'test-secret-0123456789',
    seconds: 1773480413,
    body: '{"hello":"world"}',
    signature: 'v0=96903659bef17769835eb4e7d5abf126e4886cec7c228b459fd2401f3baa17ba',
  },
  ...SLACK_SAMPLES.flatMap(({ event, body, signature }): Vector[] =>
    signature === null
      ? []
      : [{ of: event, key: SAMPLE_KEY, seconds: SAMPLE_SECONDS, body, signature }],
  ),
];

const [FIRST] = VECTORS as readonly [Vector]; // there are several
const SECRET: Secret = { kind: 'shared', value: FIRST.key };
const OTHER: Secret = { kind: 'shared', value: 'ffeeddccbbaa99887766554433221100' };

function request(
  vector: Vector,
  changes: Partial<Record<'ts' | 'sig', string | null>> = {},
): WebhookRequest {
  const ts = changes.ts === undefined ? String(vector.seconds) : changes.ts;
  const sig = changes.sig === undefined ? vector.signature : changes.sig;
  const timed: HeaderList = ts === null ? [] : [['x-slack-request-timestamp', ts]];
  const signed: HeaderList = sig === null ? [] : [['x-slack-signature', sig]];
  return {
    method: 'POST',
    path: '/hooks/slack',
    headers: [['Accept', '*/*'], ...timed, ...signed, ['Host', 'hooks.example.com']],
    body: utf8Bytes(vector.body),
  };
}

function verify(
  sent: WebhookRequest,
  secrets: readonly Secret[] = [SECRET],
  settings: Partial<VerifyInput> = {},
): Verification {
  return slack.verify(viewRequest(sent), {
    secrets,
    url: TARGET_URL,
    nowMs: FIRST.seconds * 1000,
    options: defaultOptions(slack),
    ...settings,
  });
}

function sign(unsigned: WebhookRequest, key: string, seconds: number): WebhookRequest {
  return slack.sign(unsigned, {
    secret: { kind: 'shared', value: key },
    url: TARGET_URL,
    nowMs: seconds * 1000 + 999,
    random: seededRandom('sign'),
    options: defaultOptions(slack),
  });
}

function hmac(key: string, timestamp: string | number, body: string | Uint8Array): string {
  return `v0=${createHmac('sha256', key).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

describe('slack signature', () => {
  assert.equal(VECTORS.length, 8);
  for (const vector of VECTORS) {
    it(`the printed signature of ${vector.of} verifies and is made again`, () => {
      const { key, seconds, body, signature } = vector;
      assert.equal(hmac(key, seconds, body), signature);
      const verdict = verify(request(vector), [{ kind: 'shared', value: key }], {
        nowMs: seconds * 1000,
      });
      assert.deepEqual(verdict, { status: 'ok', detail: 'signature and time fit' });
      const signed = sign(request(vector, { ts: null, sig: null }), key, seconds);
      assert.deepEqual(signed.headers.slice(-2), [
        ['X-Slack-Request-Timestamp', String(seconds)],
        ['X-Slack-Signature', signature],
      ]);
    });
  }

  it('the key is text: decoded from hex it does not fit', () => {
    const vector = VECTORS.find(({ key }) => key === SAMPLE_KEY) ?? FIRST;
    const decoded = Buffer.from(SAMPLE_KEY, 'hex').toString('latin1');
    const secrets = [{ kind: 'shared', value: decoded }] as const;
    const verdict = verify(request(vector), secrets, { nowMs: vector.seconds * 1000 });
    assert.equal(verdict.status === 'failed' && verdict.cause, 'mismatch');
  });

  it('300 s is the limit; a time in the future passes with a remark', () => {
    const at = (seconds: number, settings: Partial<VerifyInput> = {}) =>
      verify(request(FIRST), [SECRET], { nowMs: (FIRST.seconds + seconds) * 1000, ...settings });
    assert.equal(at(300).status, 'ok');
    assert.deepEqual(at(301), {
      status: 'failed',
      cause: 'stale',
      detail: 'the signed time is 5m1s old, more than 5m',
    });
    assert.equal(at(301, { toleranceMs: Number.POSITIVE_INFINITY }).status, 'ok');
    assert.match(at(-600).detail, /10m in the future, which is let pass/);
  });

  it('what is missing or malformed is named', () => {
    const causeOf = (sent: WebhookRequest) => {
      const verdict = verify(sent);
      return verdict.status === 'failed' ? verdict.cause : verdict.status;
    };
    assert.equal(causeOf(request(FIRST, { sig: null })), 'unsigned');
    assert.equal(causeOf(request(FIRST, { ts: null })), 'missing');
    for (const sig of ['', FIRST.signature.slice(3), FIRST.signature.toUpperCase(), 'v0=abc']) {
      assert.equal(causeOf(request(FIRST, { sig })), 'malformed', sig);
    }
    for (const ts of ['', 'now', '-1', '1531420618.0']) {
      assert.equal(causeOf(request(FIRST, { ts })), 'malformed', ts);
    }
    const form = (body: string): WebhookRequest => ({
      method: 'POST',
      path: '/',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: utf8Bytes(body),
    });
    assert.match(verify(form('ssl_check=1&token=t')).detail, /takes an ssl_check without one/);
    assert.match(verify(form('token=t&trigger_word=w')).detail, /only the field token/);
  });

  it('any of several secrets may fit, and a mismatch names none', () => {
    assert.equal(verify(request(FIRST), [OTHER, SECRET]).status, 'ok');
    assert.deepEqual(verify(request(FIRST), [OTHER]), {
      status: 'failed',
      cause: 'mismatch',
      detail:
        'X-Slack-Signature is not the HMAC-SHA256 of "v0:", the timestamp, ":" and the 362 body bytes under the secret',
    });
    assert.equal(verify(request(FIRST), []).status, 'no-secret');
    assert.throws(() => sign(request(FIRST), '', 1), { code: 'WHK_SECRET' });
  });

  it('one flipped bit of the body, or another digit of time or signature, fails', () => {
    const { body } = request(FIRST);
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.nat(7), (index, bit) => {
        const changed = Uint8Array.from(body);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        assert.equal(verify({ ...request(FIRST), body: changed }).status, 'failed');
      }),
    );
    fc.assert(
      fc.property(fc.nat(9), fc.nat(63), fc.integer({ min: 1, max: 9 }), (place, digit, change) => {
        const swap = (text: string, at: number): string =>
          text.slice(0, at) +
          ((Number.parseInt(text.charAt(at), 16) + change) % 10) +
          text.slice(at + 1);
        const ts = swap(String(FIRST.seconds), place);
        const sig = swap(FIRST.signature, 3 + digit);
        assert.equal(verify(request(FIRST, { ts })).status, 'failed');
        fc.pre(sig !== FIRST.signature);
        assert.equal(verify(request(FIRST, { sig })).status, 'failed');
      }),
    );
  });

  it('method, path and other headers are not covered', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, value) => {
        const sent = request(FIRST);
        const headers: HeaderList = [['X-Slack-Retry-Num', value], ...sent.headers];
        assert.equal(verify({ ...sent, method: 'PUT', path, headers }).status, 'ok');
      }),
    );
  });

  it('signing again replaces time and signature in place and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), fc.nat(), (body, ts, sig, seconds) => {
        const sent: WebhookRequest = { ...request(FIRST, { ts, sig }), body };
        const [accept, , , host] = sent.headers;
        assert.deepEqual(sign(sent, FIRST.key, seconds), {
          ...sent,
          headers: [
            accept,
            ['x-slack-request-timestamp', String(seconds)],
            ['x-slack-signature', hmac(FIRST.key, seconds, body)],
            host,
          ],
        });
      }),
    );
  });

  it('signature and time are found in their headers', () => {
    assert.deepEqual(slack.signatureParts(viewRequest(request(FIRST))), {
      signature: { in: 'header', name: 'X-Slack-Signature' },
      timestamp: { in: 'header', name: 'X-Slack-Request-Timestamp' },
      bodyRanges: [],
    });
    const bare = viewRequest(request(FIRST, { ts: null, sig: null }));
    assert.deepEqual(slack.signatureParts(bare), { bodyRanges: [] });
  });
});
