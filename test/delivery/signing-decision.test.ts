import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withHeader } from '../../src/core/headers.ts';
import { decideSigning, type SigningKnowledge } from '../../src/delivery/signing-decision.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import { mandrill } from '../../src/providers/mandrill/index.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import {
  buildSigned,
  buildUnsigned,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';

const DAY = 86_400_000;
const OTHER: Secret = { kind: 'shared', value: '0123456789abcdef0123456789abcdef' };

function testSecret(provider: Provider): Secret {
  assert.equal(provider.secret.kind, 'shared');
  return { kind: 'shared', value: provider.secret.testSecret };
}

function eventOf(provider: Provider) {
  const [event] = provider.events;
  assert.ok(event);
  return event;
}

function decide(
  request: ReturnType<typeof buildSigned>,
  provider: Provider | null,
  more: Partial<SigningKnowledge> = {},
  url = TARGET_URL,
): string {
  return decideSigning(request, url, NOW_MS + 30 * DAY, {
    provider,
    secret: provider === null ? null : testSecret(provider),
    origin: 'test',
    options: provider === null ? {} : defaultOptions(provider),
    verbatim: false,
    ...more,
  }).signed;
}

describe('signing decision', () => {
  it('signs afresh what was signed with the test secret, however long ago', () => {
    for (const provider of [mailgun, mailtrap]) {
      const signed = buildSigned(provider, eventOf(provider), testSecret(provider));
      assert.equal(decide(signed, provider), 'fresh');
    }
  });

  it('signs afresh for a target that is not the one whose URL was signed', () => {
    const recorded = buildSigned(mandrill, eventOf(mandrill), testSecret(mandrill));
    const target = 'http://127.0.0.1:4999/hooks';
    assert.equal(decide(recorded, mandrill, {}, target), 'fresh');
    const headers = withHeader(recorded.headers, 'Host', '127.0.0.1:4998');
    assert.equal(decide({ ...recorded, headers }, mandrill, {}, target), 'verbatim');
  });

  it('keeps a signature made with a secret it does not have', () => {
    const signed = buildSigned(mailtrap, eventOf(mailtrap), OTHER);
    assert.equal(decide(signed, mailtrap), 'verbatim');
  });

  it('signs afresh with a secret the user gave, whoever signed before', () => {
    const signed = buildSigned(mailtrap, eventOf(mailtrap), OTHER);
    assert.equal(decide(signed, mailtrap, { origin: 'given' }), 'fresh');
  });

  it('signs what has no signature yet', () => {
    assert.equal(decide(buildUnsigned(mailtrap, eventOf(mailtrap)), mailtrap), 'fresh');
  });

  it('sends as recorded when told to, and when the provider is unknown', () => {
    const signed = buildSigned(mailgun, eventOf(mailgun), testSecret(mailgun));
    assert.equal(decide(signed, mailgun, { verbatim: true }), 'verbatim');
    assert.equal(decide(signed, null), 'verbatim');
  });
});
