import assert from 'node:assert/strict';
import { createHmac, type Hmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { headerValue, withHeader, withoutHeaders } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { knownSecrets } from '../../src/explain/known-secrets.ts';
import type { Explanation } from '../../src/explain/types.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import { smtp2go } from '../../src/providers/smtp2go/index.ts';
import type { Provider } from '../../src/providers/types.ts';
import { caseOf, explained, post, searched, shared } from '../helpers/failed-cases.ts';
import { KEY, mailtrapCase, mailtrapHex } from '../helpers/mailtrap-signing.ts';
import { buildSigned, NOW_MS } from '../helpers/provider-cases.ts';

const BODY = '{"event":"open","n":1}';

/** The receiver holds `given` where the provider signs with `right`. */
function withSecret(given: string, right = KEY): Explanation | null {
  return explained(mailtrapCase(BODY, { signature: mailtrapHex(BODY, right), secret: given }));
}

describe('secrets in a wrong form', () => {
  it('names blanks and line ends around the secret', () => {
    for (const given of [
      `${KEY}\n`,
      `${KEY}\r\n`,
      ` ${KEY}`,
      `${KEY}\u00a0`,
      `${KEY.slice(0, 16)}\n${KEY.slice(16)}`,
    ]) {
      assert.equal(withSecret(given)?.cause, 'secret-whitespace', JSON.stringify(given));
    }
    assert.equal(
      withSecret(KEY, `${KEY}\n`)?.cause,
      'secret-whitespace',
      'the sender has the line end',
    );
  });

  it('names quotes around it, and its name before it', () => {
    for (const given of [
      `"${KEY}"`,
      `'${KEY}'`,
      `${KEY}"`,
      `MAILTRAP_SECRET=${KEY}`,
      `export S="${KEY}"`,
    ]) {
      assert.equal(withSecret(given)?.cause, 'secret-quoted', given);
    }
    assert.equal(withSecret(KEY, `"${KEY}"`)?.cause, 'secret-quoted');
  });

  it('names a prefix too many or too few', () => {
    assert.equal(withSecret(`whsec_${KEY}`)?.cause, 'secret-prefix');
    assert.equal(withSecret(KEY, `whsec_${KEY}`)?.cause, 'secret-prefix');
    assert.equal(withSecret(KEY, `key-${KEY}`)?.cause, 'secret-prefix');
  });

  it('names a secret that stands here in base64 or hexadecimal, as from kubectl', () => {
    assert.equal(withSecret(Buffer.from(KEY).toString('base64'))?.cause, 'secret-encoding');
    assert.equal(withSecret(Buffer.from(`${KEY}\n`).toString('base64'))?.cause, 'secret-encoding');
    assert.equal(withSecret(Buffer.from(KEY).toString('hex'))?.cause, 'secret-encoding');
  });

  it('names a secret that should be encoded', () => {
    assert.equal(withSecret(KEY, Buffer.from(KEY).toString('base64'))?.cause, 'secret-encoding');
  });

  it('names a sender that decodes the secret and signs with the bytes', async () => {
    // Bytes that are no UTF-8, so that no text gives the same key.
    const held = 'f0e1d2c3b4a5968778695a4b3c2d1e0f';
    for (const [encoding, text] of [
      ['hexadecimal', held],
      ['base64', Buffer.from(held, 'hex').toString('base64')],
    ] as const) {
      const key = Buffer.from(held, 'hex');
      for (const provider of await loadAllProviders()) {
        const request = signedByHand(provider, text, key);
        if (request === undefined) continue;
        const found = explained(caseOf(provider, request, [shared(text)]));
        assert.equal(found?.cause, 'secret-encoding', provider.name);
        assert.match(found.detail, new RegExp(`decoded from ${encoding}$`));
      }
    }
  });

  it('names capitals', () => {
    assert.equal(withSecret(KEY.toUpperCase())?.cause, 'secret-case');
  });

  it('never prints the secret, not even a part of it', () => {
    const secret = 'abcd-0123456789efgh';
    for (const given of [`"${secret}"`, `whsec_${secret}`, secret.toUpperCase(), `${secret}\n`]) {
      const text = JSON.stringify(withSecret(given, secret));
      assert.doesNotMatch(text, /abcd|0123456789|efgh/i);
    }
    assert.doesNotMatch(JSON.stringify(withSecret(secret, '0123456789efgh')), /abcd/);
  });
});

describe('credentials', () => {
  const body = '{"event":"open"}';
  const authorized = (value: string) =>
    post(body, [
      ['Authorization', value],
      ['Content-Type', 'application/json'],
    ]);
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  it('names a user name that is missing from the secret', () => {
    const failed = caseOf(smtp2go, authorized(basic('hook:s3cret')), [shared('s3cret')], {
      options: { auth: 'basic' },
    });
    assert.equal(explained(failed)?.cause, 'secret-user');
  });

  it('names a user name that a token does not have', () => {
    const failed = caseOf(smtp2go, authorized('Bearer s3cret'), [shared('hook:s3cret')], {
      options: { auth: 'bearer' },
    });
    assert.equal(explained(failed)?.cause, 'secret-user');
  });

  it('names user and password changed about', () => {
    const failed = caseOf(smtp2go, authorized(basic('hook:s3cret')), [shared('s3cret:hook')], {
      options: { auth: 'basic' },
    });
    assert.equal(explained(failed)?.cause, 'secret-user');
  });

  it('names another place of the secret than the options say', () => {
    const failed = caseOf(smtp2go, authorized('Bearer s3cret'), [shared('s3cret')], {
      options: { auth: 'basic' },
    });
    const found = explained(failed);
    assert.equal(found?.cause, 'wrong-option');
    assert.match(found.detail, /auth=/);
  });

  it('names a place of the secret where nothing was found', () => {
    const request = { ...post(body, [], '/hooks?p=s3cret') };
    const failed = caseOf(smtp2go, request, [shared('s3cret')], { options: { auth: 'bearer' } });
    assert.equal(failed.verification.status, 'unsigned');
    assert.equal(explained(failed)?.cause, 'wrong-option');
  });
});

describe('other secrets that are known', () => {
  const signedWith = (secret: string) =>
    mailtrapCase(BODY, { signature: mailtrapHex(BODY, secret) });
  const all = [
    { provider: mailtrap, secrets: [shared(KEY), shared('second-of-mailtrap')] },
    { provider: mailgun, secrets: [shared('own-of-mailgun')] },
  ];
  const causeOf = (secret: string): string | undefined => {
    const failed = signedWith(secret);
    return explained({ ...failed, known: knownSecrets(mailtrap, failed.secrets, all) })?.cause;
  };

  it('names the test secret', () => {
    assert.ok(mailtrap.secret.kind === 'shared');
    assert.equal(causeOf(mailtrap.secret.testSecret), 'test-secret');
  });

  it('names a previous secret', () => {
    assert.equal(causeOf('second-of-mailtrap'), 'previous-secret');
  });

  it('names the secret and the test secret of another provider', () => {
    assert.ok(mailgun.secret.kind === 'shared');
    assert.equal(causeOf('own-of-mailgun'), 'other-provider-secret');
    assert.equal(causeOf(mailgun.secret.testSecret), 'other-provider-secret');
  });

  it('does not list what was tried already', () => {
    const known = knownSecrets(mailtrap, [shared(KEY)], all);
    assert.ok(known.every(({ secret }) => secret.kind === 'shared' && secret.value !== KEY));
  });
});

describe('a subaccount of Mailgun', () => {
  const token = 'a'.repeat(50);
  const timestamp = String(Math.floor(NOW_MS / 1000));
  const hmac = (key: string): string =>
    createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex');
  const parentKey = '9d8e7f6a5b4c3d2e1f00112233445566';
  const signature = { token, timestamp, signature: hmac(KEY), 'parent-signature': hmac(parentKey) };
  const request = post(JSON.stringify({ signature, 'event-data': { event: 'opened' } }), [
    ['Content-Type', 'application/json'],
  ]);

  it('names the key of the parent account', () => {
    assert.equal(explained(caseOf(mailgun, request, [shared(parentKey)]))?.cause, 'parent-key');
  });

  it('names a wrong parent key among the options', () => {
    const failed = caseOf(mailgun, request, [shared(KEY)], {
      options: { 'parent-key': 'another' },
    });
    assert.equal(explained(failed)?.cause, 'wrong-option');
  });
});

describe('two mistakes at once', () => {
  it('names a quoted secret and a body written again, the secret first', () => {
    const signed = '{"event": "open", "n": 1}';
    const failed = mailtrapCase(signed, { body: '{"event":"open","n":1}', secret: `"${KEY}"` });
    const found = explained(failed);
    assert.equal(found?.cause, 'secret-quoted');
    assert.match(found.summary, /Besides, the JSON was written again/);
    assert.equal(searched(failed).confirmed?.besides?.way.name, 'json-whitespace');
  });
});

/** Content of the first event as the provider's page says it is signed, and where the signature goes. */
const CONTENTS: Readonly<
  Record<string, (request: WebhookRequest) => readonly [string, (mac: Hmac) => string]>
> = {
  mailtrap: ({ body }) => [latin1(body), (mac) => mac.digest('hex')],
  mailersend: ({ body }) => [latin1(body), (mac) => mac.digest('hex')],
  github: ({ body }) => [latin1(body), (mac) => `sha256=${mac.digest('hex')}`],
  shopify: ({ body }) => [latin1(body), (mac) => mac.digest('base64')],
  slack: ({ body, headers }) => [
    `v0:${headerValue(headers, 'X-Slack-Request-Timestamp')}:${latin1(body)}`,
    (mac) => `v0=${mac.digest('hex')}`,
  ],
  stripe: ({ body, headers }) => {
    const time = /t=(\d+)/.exec(headerValue(headers, 'Stripe-Signature') ?? '')?.[1];
    return [`${time}.${latin1(body)}`, (mac) => `t=${time},v1=${mac.digest('hex')}`];
  },
};
const HEADERS: Readonly<Record<string, string>> = {
  mailtrap: 'Mailtrap-Signature',
  mailersend: 'Signature',
  github: 'X-Hub-Signature-256',
  shopify: 'X-Shopify-Hmac-Sha256',
  slack: 'X-Slack-Signature',
  stripe: 'Stripe-Signature',
};

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** `undefined` for providers whose signature is no HMAC over text alone. */
function signedByHand(
  provider: Provider,
  text: string,
  key: Uint8Array,
): WebhookRequest | undefined {
  const content = CONTENTS[provider.name];
  const [event] = provider.events;
  if (content === undefined || event === undefined) return undefined;
  const request = buildSigned(provider, event, shared(text));
  const [signed, write] = content(request);
  const mac = createHmac('sha256', key).update(Buffer.from(signed, 'latin1'));
  const headers = withoutHeaders(request.headers, 'X-Hub-Signature');
  return { ...request, headers: withHeader(headers, HEADERS[provider.name] ?? '', write(mac)) };
}
