import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Secret } from '../../src/providers/types.ts';
import {
  causeOf,
  check,
  jsonView,
  PARENT_KEY,
  sampleOf,
  sampleView,
  shared,
} from '../helpers/mailgun-cases.ts';
import { SAMPLE_KEY, viewOf } from '../helpers/mailgun-samples.ts';

const DAY_MS = 86_400_000;

/** A vector of the provider page. */
const VECTOR = {
  timestamp: '1771320772',
  token: '4b7e0c92d1a85f36e7c4019b2d68f5a3107ce9b4d2835f6a1c',
  signature: 'cad1e40f6f756b3df7418f67ce0eb5b96e765129605f278fc9687e41d79d3d4a',
} as const;

const SUBACCOUNT = {
  token: '50722e121ec54a5169c871a6199c32a11d1a119ceff35e6771',
  timestamp: '1771320800',
  signature: '83bb41735baf643446ec411250a012d969132fa26de516b524d1aaf029004478',
  'parent-signature': '7fce810bc83b9343f64b430cfbb42f646a3f810728792ac1872b5e8e124e7c18',
};
const SUBACCOUNT_TIME = Number(SUBACCOUNT.timestamp);

describe('mailgun verify', () => {
  const sample = sampleOf('delivered', 'json');
  const view = sampleView(sample);

  it('any of several keys may fit', () => {
    const secrets = [shared('old'), shared(SAMPLE_KEY)];
    assert.equal(check(view, sample.signedAtSeconds, { secrets }).status, 'ok');
  });

  it('a timestamp that is a JSON number counts by its digits', () => {
    const { timestamp, token, signature } = VECTOR;
    const numeric = jsonView({ timestamp: Number(timestamp), token, signature });
    assert.equal(check(numeric, Number(timestamp)).status, 'ok');
  });

  it('of equal form fields the last one is checked: a custom variable may be called token', () => {
    const form = sampleOf('open', 'form');
    const clash = viewOf('form', `token=mine&timestamp=5&signature=x&${form.body}`);
    assert.equal(check(clash, form.signedAtSeconds).status, 'ok');
    const multipart = sampleOf('bounce', 'multipart');
    const [delimiter = ''] = multipart.body.split('\n');
    const part = `${delimiter}\nContent-Disposition: form-data; name="token"\n\nmine\n`;
    const view = viewOf('multipart', part + multipart.body);
    assert.equal(check(view, multipart.signedAtSeconds).status, 'ok');
  });

  it('a body without a signature is unsigned, whatever it is', () => {
    const bodies: [Parameters<typeof viewOf>[0], string][] = [
      ['json', '{"event-data":{"event":"opened"}}'],
      ['json', '[]'],
      ['json', ''],
      ['json', '{"signature":"text"}'],
      ['form', 'event=opened&timestamp=1771320772&token=&signature='],
      ['multipart', '--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143--\n'],
    ];
    for (const [format, body] of bodies) {
      assert.equal(check(viewOf(format, body), 0).status, 'unsigned', body);
      assert.equal(check(viewOf(format, body), 0, { secrets: [] }).status, 'unsigned', body);
    }
  });

  it('a signature and no key to check it with is no failure', () => {
    assert.equal(check(view, sample.signedAtSeconds, { secrets: [] }).status, 'no-secret');
  });

  it('a body that is not what its type says is malformed', () => {
    assert.equal(causeOf(check(viewOf('json', sample.body.slice(0, -1)), 0)), 'malformed');
    const cut = sampleOf('bounce', 'multipart').body.slice(0, 500);
    assert.equal(causeOf(check(viewOf('multipart', cut), 0)), 'malformed');
  });

  it('a missing timestamp or token is named', () => {
    const { timestamp, token, signature } = VECTOR;
    const withoutToken = check(jsonView({ timestamp, signature }), Number(timestamp));
    assert.deepEqual(withoutToken, {
      status: 'failed',
      cause: 'missing',
      detail: 'the body has a signature but no token',
    });
    const withoutTime = check(jsonView({ token, signature }), Number(timestamp));
    assert.match(withoutTime.detail, /no timestamp/);
  });

  it('a signature of another shape is malformed, and the detail tells how', () => {
    const { timestamp, token, signature } = VECTOR;
    const details = [signature.slice(1), signature.toUpperCase(), `${signature.slice(1)}!`].map(
      (wrong) => {
        const verdict = check(jsonView({ timestamp, token, signature: wrong }), Number(timestamp));
        assert.equal(causeOf(verdict), 'malformed');
        return verdict.detail;
      },
    );
    assert.match(details[0] ?? '', /63 characters/);
    assert.match(details[1] ?? '', /capital letters/);
    assert.match(details[2] ?? '', /other characters/);
  });

  it('a timestamp that is no whole number is malformed', () => {
    const { token, signature } = VECTOR;
    const verdict = check(jsonView({ timestamp: '1.5', token, signature }), 1);
    assert.equal(causeOf(verdict), 'malformed');
  });

  it('a key that does not fit is a mismatch, and no detail prints a key or the right signature', () => {
    const wrong = 'ffffffffffffffffffffffffffffffff';
    const verdict = check(view, sample.signedAtSeconds, {
      secrets: [shared(wrong), shared('other')],
    });
    assert.equal(causeOf(verdict), 'mismatch');
    assert.match(verdict.detail, /timestamp and token under any of the 2 signing keys/);
    assert.ok(!verdict.detail.includes(wrong) && !/[0-9a-f]{32}/.test(verdict.detail));
  });

  it('an empty key fits nothing, and a key pair is the wrong secret', () => {
    assert.equal(
      causeOf(check(view, sample.signedAtSeconds, { secrets: [shared('')] })),
      'mismatch',
    );
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    assert.equal(causeOf(check(view, sample.signedAtSeconds, { secrets: [pair] })), 'wrong-secret');
  });
});

describe('mailgun verify: time', () => {
  const sample = sampleOf('click', 'json');
  const view = sampleView(sample);
  const at = sample.signedAtSeconds;

  it('a signed time counts for 24 hours and no millisecond longer', () => {
    const limitMs = at * 1000 + DAY_MS;
    assert.equal(check(view, 0, { nowMs: limitMs }).status, 'ok');
    const late = check(view, 0, { nowMs: limitMs + 1000 });
    assert.equal(causeOf(late), 'stale');
    assert.match(late.detail, /1d1s old, more than 1d/);
  });

  it('another tolerance replaces the 24 hours', () => {
    assert.equal(check(view, at + 16, { toleranceMs: 15_000 }).status, 'failed');
    assert.equal(check(view, at + 15, { toleranceMs: 15_000 }).status, 'ok');
    assert.equal(check(view, at + 200_000, { toleranceMs: 3 * DAY_MS }).status, 'ok');
  });

  it('a time up to 5 minutes in the future is fine, beyond that it is stale', () => {
    assert.equal(check(view, at - 300).status, 'ok');
    const early = check(view, at - 301);
    assert.equal(causeOf(early), 'stale');
    assert.match(early.detail, /5m1s in the future, more than 5m/);
  });

  it('an infinite tolerance asks about the key alone, in both directions', () => {
    const toleranceMs = Number.POSITIVE_INFINITY;
    assert.equal(check(view, 0, { toleranceMs }).status, 'ok');
    assert.equal(check(view, at * 2, { toleranceMs }).status, 'ok');
  });

  it('a wrong signature is told before an old time', () => {
    const verdict = check(view, at + 10 * 86_400, { secrets: [shared('wrong')] });
    assert.equal(causeOf(verdict), 'mismatch');
  });
});

describe('mailgun verify: parent-signature', () => {
  const view = jsonView(SUBACCOUNT);

  it("the page's subaccount signature holds under both keys", () => {
    const data = SUBACCOUNT.timestamp + SUBACCOUNT.token;
    const own = createHmac('sha256', SAMPLE_KEY).update(data).digest('hex');
    const parent = createHmac('sha256', PARENT_KEY).update(data).digest('hex');
    assert.deepEqual([own, parent], [SUBACCOUNT.signature, SUBACCOUNT['parent-signature']]);
    const verdict = check(view, SUBACCOUNT_TIME, {}, PARENT_KEY);
    assert.equal(verdict.detail, 'signature, parent-signature and time fit');
  });

  it('without the parent key the verdict says that it was not checked', () => {
    const verdict = check(view, SUBACCOUNT_TIME);
    assert.equal(verdict.status, 'ok');
    assert.match(verdict.detail, /parent-signature was not checked/);
  });

  it('a body without one is fine, for it may come from the primary account', () => {
    const plain = check(sampleView(sampleOf('open', 'json')), 1771327074, {}, PARENT_KEY);
    assert.equal(plain.status, 'ok');
    assert.match(plain.detail, /no parent-signature/);
  });

  it('a mismatch names which of the two failed', () => {
    const parentOnly = check(view, SUBACCOUNT_TIME, {}, 'wrong');
    const ownOnly = check(view, SUBACCOUNT_TIME, { secrets: [shared('wrong')] }, PARENT_KEY);
    const both = check(view, SUBACCOUNT_TIME, { secrets: [shared('wrong')] }, 'wrong');
    assert.deepEqual([parentOnly, ownOnly, both].map(causeOf), Array(3).fill('mismatch'));
    assert.match(parentOnly.detail, /^parent-signature is not/);
    assert.match(ownOnly.detail, /^signature is not/);
    assert.doesNotMatch(ownOnly.detail, /parent/);
    assert.match(both.detail, /^signature is not .* and parent-signature does not fit/);
  });

  it("the primary account's key given as the signing key is recognised as such", () => {
    const verdict = check(view, SUBACCOUNT_TIME, { secrets: [shared(PARENT_KEY)] });
    assert.equal(causeOf(verdict), 'wrong-secret');
    assert.match(verdict.detail, /primary account/);
  });
});
