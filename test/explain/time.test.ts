import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { stripe } from '../../src/providers/stripe/index.ts';
import { OWN_KEY } from '../helpers/copernica-cases.ts';
import { caseOf, explained, post, shared } from '../helpers/failed-cases.ts';
import { buildSigned, NOW_MS } from '../helpers/provider-cases.ts';

const KEY = '3f1c9a7be5d24680a1b2c3d4e5f60718';
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
