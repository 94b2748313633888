import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import { sendgrid } from '../../src/providers/sendgrid/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import { NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';
import { INBOUND_SAMPLE } from '../helpers/sendgrid-samples.ts';

const SIGNATURE = 'X-Twilio-Email-Event-Webhook-Signature';
const TIMESTAMP = 'X-Twilio-Email-Event-Webhook-Timestamp';
const SECRET: Secret = { kind: 'key-pair', ...ecKeyPair() };
const OTHER: Secret = { kind: 'key-pair', ...ecKeyPair() };
const JSON_TYPE = ['Content-Type', 'application/json;charset=utf-8'] as const;
const GZIP = ['Accept-Encoding', 'gzip'] as const;

type Given = Readonly<Record<string, string>>;

function request(body: string, headers: HeaderList): WebhookRequest {
  return { method: 'POST', path: '/hooks/sendgrid', headers, body: utf8Bytes(body) };
}

function sign(unsigned: WebhookRequest, secret: Secret = SECRET, given: Given = {}) {
  return sendgrid.sign(unsigned, {
    secret,
    url: TARGET_URL,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: resolveOptions(sendgrid, given),
  });
}

function verify(
  seen: WebhookRequest,
  secrets: readonly Secret[],
  { options = {} }: { readonly options?: Given } = {},
): Verification {
  return sendgrid.verify(viewRequest(seen), {
    secrets,
    url: TARGET_URL,
    nowMs: NOW_MS,
    options: resolveOptions(sendgrid, options),
  });
}

function causeOf(verdict: Verification): string {
  return verdict.status === 'failed' ? verdict.cause : verdict.status;
}

function withAuthorization(seen: WebhookRequest, value: string | null): WebhookRequest {
  const headers = seen.headers.flatMap((pair) => {
    if (pair[0] !== 'Authorization') return [pair];
    return value === null ? [] : [['Authorization', value] as const];
  });
  return { ...seen, headers };
}

describe('sendgrid settings beside the signature', () => {
  const body = '[{"event":"open"}]\r\n';

  it('basic-auth and oauth-token add Authorization before Content-Type, and it must fit', () => {
    const table = [
      [{ 'basic-auth': 'hookuser:s3cr3t-Pa55' }, 'Basic aG9va3VzZXI6czNjcjN0LVBhNTU='],
      [{ 'oauth-token': 'tok-1' }, 'Bearer tok-1'],
      [{ 'oauth-token': 'tok-1', 'basic-auth': 'a:b' }, 'Bearer tok-1'],
    ] as const;
    for (const [options, value] of table) {
      const signed = sign(request(body, [JSON_TYPE, GZIP]), SECRET, options);
      assert.deepEqual(signed.headers[0], ['Authorization', value]);
      assert.equal(signed.headers.length, 5);
      assert.equal(verify(signed, [SECRET], { options }).status, 'ok');
      const without = withAuthorization(signed, null);
      assert.equal(causeOf(verify(without, [SECRET], { options })), 'missing');
      const wrong = withAuthorization(signed, `${value}x`);
      assert.equal(causeOf(verify(wrong, [SECRET], { options })), 'mismatch');
      assert.equal(verify(wrong, [SECRET]).status, 'ok');
    }
  });

  it('event-signature=no sends nothing to check, unless credentials are asked for', () => {
    const options = { 'event-signature': 'no' };
    const plain = sign(request(body, [JSON_TYPE]), { kind: 'shared', value: 'x' }, options);
    assert.deepEqual(plain.headers, [JSON_TYPE]);
    assert.equal(verify(plain, [SECRET], { options }).status, 'not-applicable');
    const alone = { ...options, 'oauth-token': 'tok-1' };
    const authorized = sign(plain, SECRET, alone);
    assert.deepEqual(authorized.headers, [['Authorization', 'Bearer tok-1'], JSON_TYPE]);
    assert.equal(verify(authorized, [], { options: alone }).status, 'ok');
    assert.equal(causeOf(verify(plain, [], { options: alone })), 'missing');
  });

  it('an inbound mail is signed only under a security policy; a signature that is there counts anyway', () => {
    const type = ['Content-Type', 'multipart/form-data; boundary=xYzZY'] as const;
    const mail = request(INBOUND_SAMPLE, [['User-Agent', 'Sendlib/1.0'], type, GZIP]);
    assert.deepEqual(sign(mail), mail);
    assert.equal(verify(mail, [SECRET]).status, 'not-applicable');
    const options = { 'inbound-signature': 'yes' };
    assert.equal(verify(mail, [SECRET], { options }).status, 'unsigned');
    const signed = sign(mail, SECRET, options);
    assert.deepEqual(
      signed.headers.map(([name]) => name),
      ['User-Agent', 'Content-Type', SIGNATURE, TIMESTAMP, 'Accept-Encoding'],
    );
    assert.equal(verify(signed, [SECRET]).status, 'ok');
    const again = sign(signed, OTHER);
    assert.equal(causeOf(verify(again, [SECRET])), 'mismatch');
    assert.ok(!verify(again, [SECRET]).detail.includes('CR LF'));
    assert.equal(verify(again, [OTHER]).status, 'ok');
  });
});
