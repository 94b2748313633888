import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { headerValue, withHeader } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { TAMPER_PARTS, type TamperPart, tamperRequest } from '../../src/delivery/tamper.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { recogniseProvider } from '../../src/providers/recognise.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import { generateKeyPair } from '../../src/signing/key-pair.ts';
import { buildSigned, defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

/** Requests that are never signed, though the provider signs others. */
const UNSIGNED: ReadonlySet<string> = new Set(['sendgrid inbound', 'mandrill url-check']);

/** Checks whose bodies hold no values: changing one changes a name, and then it is no event any more. */
const NAMES_ONLY: ReadonlySet<string> = new Set(['sparkpost ping', 'mandrill url-check-post']);

/** Which parts a scheme covers, so that changing one must be noticed. */
function isCovered(provider: Provider, part: Exclude<TamperPart, 'secret'>): boolean {
  const { covers } = provider.scheme;
  if (part === 'signature') return signs(provider);
  if (part === 'header') return covers.headers;
  return covers[part];
}

function signs({ scheme }: Provider): boolean {
  return Object.values(scheme.covers).includes(true);
}

describe('tampering', async () => {
  let providers: readonly Provider[] = [];
  const keyPairs = {
    'rsa-2048': { kind: 'key-pair', ...generateKeyPair('rsa-2048') },
    'ec-p256': { kind: 'key-pair', ...generateKeyPair('ec-p256') },
  } as const;
  before(async () => {
    providers = await loadAllProviders();
  });

  it('leaves a body that still parses and changes the verdict exactly where the scheme covers the part', () => {
    for (const provider of providers) {
      const secret: Secret =
        provider.secret.kind === 'key-pair'
          ? keyPairs[provider.secret.algorithm]
          : { kind: 'shared', value: provider.secret.testSecret };
      const verdictOf = (request: ReturnType<typeof buildSigned>): string =>
        provider.verify(viewRequest(request), {
          secrets: [secret],
          url: new URL(request.path, TARGET_URL).href,
          nowMs: NOW_MS,
          options: defaultOptions(provider),
        }).status;
      for (const event of provider.events) {
        for (const format of event.formats) {
          const signed = buildSigned(provider, event, secret, { format });
          const usual = verdictOf(signed);
          const isUnsigned = UNSIGNED.has(`${provider.name} ${event.name}`);
          assert.equal(usual === 'ok', signs(provider) && !isUnsigned, `${event.name} ${usual}`);
          for (const part of TAMPER_PARTS) {
            if (part === 'secret') continue;
            const title = `${provider.name} ${event.generation} ${event.name} ${format} ${part}`;
            const isNoticed = usual === 'ok' && isCovered(provider, part);
            const tampered = tamperRequest(provider, signed, part);
            if (tampered === null) {
              assert.equal(isNoticed, false, `${title}: nothing to tamper with`);
              continue;
            }
            assert.notDeepEqual(tampered, signed, title);
            assert.equal(tampered.body.length, signed.body.length, title);
            assert.equal(verdictOf(tampered), isNoticed ? 'failed' : usual, title);
            assert.equal(viewRequest(tampered).kind, viewRequest(signed).kind, title);
            if (NAMES_ONLY.has(`${provider.name} ${event.name}`)) continue;
            const described = provider.describe(viewRequest(tampered));
            assert.equal(described.length, provider.describe(viewRequest(signed)).length, title);
          }
        }
      }
    }
  });

  it('leaves it to be seen whose request it is', () => {
    for (const provider of providers) {
      const secret: Secret =
        provider.secret.kind === 'key-pair'
          ? keyPairs[provider.secret.algorithm]
          : { kind: 'shared', value: provider.secret.testSecret };
      for (const event of provider.events) {
        const signed = buildSigned(provider, event, secret);
        const tampered = tamperRequest(provider, signed, 'header');
        if (tampered === null) continue;
        const owner = recogniseProvider(viewRequest(signed), providers)?.name;
        const found = recogniseProvider(viewRequest(tampered), providers)?.name;
        assert.equal(found, owner, `${provider.name} ${event.name}`);
      }
    }
  });

  it('changes the signature alone in a header that goes on behind it', () => {
    const smtpeter = providers.find(({ name }) => name === 'smtpeter');
    assert.ok(smtpeter);
    const [event] = smtpeter.events;
    assert.ok(event);
    const signed = buildSigned(smtpeter, event, keyPairs['rsa-2048']);
    const [first = '', ...others] =
      headerValue(signed.headers, 'Signature')?.split(',').reverse() ?? [];
    const turned = [first, ...others].join(',');
    const request = { ...signed, headers: withHeader(signed.headers, 'Signature', turned) };
    const tampered = tamperRequest(smtpeter, request, 'signature');
    const value = headerValue(tampered?.headers ?? [], 'Signature') ?? '';
    assert.equal(value.slice(first.length), turned.slice(first.length));
    assert.notEqual(value, turned);
  });

  it('changes every signature where a receiver may go by any', () => {
    const find = (wanted: string): Provider => {
      const provider = providers.find(({ name }) => name === wanted);
      assert.ok(provider);
      return provider;
    };
    const signedBy = (provider: Provider, options = {}): WebhookRequest => {
      const [event] = provider.events;
      assert.ok(event && provider.secret.kind === 'shared');
      const secret: Secret = { kind: 'shared', value: provider.secret.testSecret };
      return buildSigned(provider, event, secret, { options });
    };
    const valuesOf = (request: WebhookRequest | null, name: string): readonly string[] =>
      headerValue(request?.headers ?? [], name)?.split(',') ?? [];
    const rotated = { ...defaultOptions(find('stripe')), 'previous-secret': 'whsec_old' };
    const signed = signedBy(find('stripe'), rotated);
    const before = valuesOf(signed, 'Stripe-Signature');
    const after = valuesOf(tamperRequest(find('stripe'), signed, 'signature'), 'Stripe-Signature');
    assert.equal(before.length, 3);
    assert.deepEqual(
      after.map((item, index) => item === before[index]),
      [true, false, false],
    );
    const hub = signedBy(find('github'));
    const tampered = tamperRequest(find('github'), hub, 'signature');
    for (const name of ['X-Hub-Signature', 'X-Hub-Signature-256']) {
      assert.notDeepEqual(valuesOf(tampered, name), valuesOf(hub, name));
    }
  });

  it('changes the time and the signature apart where one header holds both', () => {
    const stripe = providers.find(({ name }) => name === 'stripe');
    assert.ok(stripe?.secret.kind === 'shared');
    const [event] = stripe.events;
    assert.ok(event);
    const signed = buildSigned(stripe, event, { kind: 'shared', value: stripe.secret.testSecret });
    const itemsOf = (request: WebhookRequest | null): readonly string[] =>
      headerValue(request?.headers ?? [], 'Stripe-Signature')?.split(',') ?? [];
    const [time, v1] = itemsOf(signed);
    const [sameTime, otherV1] = itemsOf(tamperRequest(stripe, signed, 'signature'));
    assert.equal(sameTime, time);
    assert.notEqual(otherV1, v1);
    assert.match(otherV1 ?? '', /^v1=[0-9a-f]{64}$/);
    const [otherTime, sameV1] = itemsOf(tamperRequest(stripe, signed, 'timestamp'));
    assert.equal(sameV1, v1);
    assert.notEqual(otherTime, time);
    assert.match(otherTime ?? '', /^t=\d{10}$/);
  });
});
