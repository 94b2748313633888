import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { seededRandom } from '../../src/core/random.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { stripe } from '../../src/providers/stripe/index.ts';
import { OWN_KEY } from '../helpers/copernica-cases.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import { caseOf, explained, post, shared } from '../helpers/failed-cases.ts';
import { buildSigned, defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const KEY = '3f1c9a7be5d24680a1b2c3d4e5f60718';
const EC_KEY = { kind: 'key-pair', ...ecKeyPair() } as const;
const DAY_MS = 86_400_000;

function mailgunCase(timestamp: string, nowMs = NOW_MS, signedTimestamp = timestamp) {
  const token = 'c'.repeat(50);
  const signature = createHmac('sha256', KEY)
    .update(signedTimestamp + token)
    .digest('hex');
  const body = JSON.stringify({ signature: { token, timestamp, signature } });
  return caseOf(mailgun, post(body, [['Content-Type', 'application/json']]), [shared(KEY)], {
    nowMs,
  });
}

const SECONDS = String(Math.floor(NOW_MS / 1000));

describe('time', () => {
  it('says by how much a signature is too old', () => {
    const found = explained(mailgunCase(SECONDS, Number(SECONDS) * 1000 + 30 * DAY_MS));
    assert.equal(found?.cause, 'stale');
    assert.match(found.detail, /30d old$/);
  });

  it('says by how much a signature lies in the future', () => {
    const found = explained(mailgunCase(SECONDS, Number(SECONDS) * 1000 - DAY_MS));
    assert.equal(found?.cause, 'future');
    assert.match(found.detail, /1d in the future$/);
  });

  it('reads the time of an HTTP date too', () => {
    const [event] = smtpeter.events;
    assert.ok(event !== undefined);
    const request = buildSigned(smtpeter, event, OWN_KEY);
    const failed = caseOf(smtpeter, request, [OWN_KEY], { nowMs: NOW_MS + 3_600_000 });
    assert.match(explained(failed)?.detail ?? '', /1h.*old$/);
  });

  it('names milliseconds that were signed instead of seconds', () => {
    assert.equal(explained(mailgunCase(String(NOW_MS)))?.cause, 'timestamp-in-milliseconds');
  });

  it('names milliseconds for every provider that refuses them', async () => {
    const refusing: string[] = [];
    for (const provider of await loadAllProviders()) {
      const [event] = provider.events;
      if (event === undefined || !provider.scheme.covers.timestamp) continue;
      const secret =
        provider.secret.kind === 'shared' ? shared(provider.secret.testSecret) : EC_KEY;
      if (provider.scheme.name.includes('rsa')) continue; // an HTTP date has no such unit
      const request = provider.sign(buildSigned(provider, event, secret), {
        secret,
        url: TARGET_URL,
        nowMs: NOW_MS * 1000,
        random: seededRandom('milliseconds'),
        options: defaultOptions(provider),
      });
      const failed = caseOf(provider, request, [secret]);
      // Stripe and Slack let any time in the future pass.
      if (failed.verification.status === 'ok') continue;
      refusing.push(provider.name);
      assert.equal(explained(failed)?.cause, 'timestamp-in-milliseconds', provider.name);
    }
    assert.deepEqual(refusing.toSorted(), ['mailgun', 'resend', 'standard-webhooks']);
  });

  it('names milliseconds that were sent where seconds were signed', () => {
    const failed = mailgunCase(String(NOW_MS), NOW_MS, SECONDS);
    assert.equal(explained(failed)?.cause, 'timestamp-in-milliseconds');
  });

  it('reads the time within a signature header', () => {
    const body = '{"id":"evt_1","object":"event"}';
    const header = (time: string, signed = time): string =>
      `t=${time},v1=${createHmac('sha256', KEY).update(`${signed}.${body}`).digest('hex')}`;
    const stripeCase = (value: string, nowMs: number) =>
      caseOf(stripe, post(body, [['Stripe-Signature', value]]), [shared(KEY)], { nowMs });
    assert.equal(explained(stripeCase(header(SECONDS), NOW_MS + DAY_MS))?.cause, 'stale');
    const mixed = stripeCase(header(String(NOW_MS), SECONDS), NOW_MS);
    assert.equal(explained(mixed)?.cause, 'timestamp-in-milliseconds');
  });

  it('adds the age to another cause', () => {
    const failed = mailgunCase(SECONDS, NOW_MS + 30 * DAY_MS);
    const found = explained({ ...failed, secrets: [shared(`${KEY}\n`)] });
    assert.equal(found?.cause, 'secret-whitespace');
    assert.match(found.detail, /besides, the signed time is 30d/);
  });
});
