import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { createDescriber, type DescribeSettings } from '../../src/capture/describe.ts';
import type { SecretLookup } from '../../src/capture/types.ts';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { CapturedRequest } from '../../src/core/request.ts';
import { refused, type VerificationCause, verified } from '../../src/core/verification.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import type { Provider, Secret, VerifyInput } from '../../src/providers/types.ts';
import { captured, stubProvider } from '../helpers/captures.ts';
import { keptLog } from '../helpers/listening.ts';
import { buildSigned, defaultOptions, NOW_MS } from '../helpers/provider-cases.ts';

const SECRET: Secret = { kind: 'shared', value: '3f1c9a7be5d24680a1b2c3d4e5f60718' };
const GIVEN: SecretLookup = async () => ({ secrets: [SECRET], origin: 'given' });
const TEST: SecretLookup = async () => ({ secrets: [SECRET], origin: 'test' });

function describer(
  providers: readonly Provider[],
  settings: Partial<DescribeSettings> = {},
  secrets: SecretLookup = GIVEN,
  logger = keptLog(),
): ReturnType<typeof createDescriber> {
  return createDescriber(
    {
      provider: null,
      providers,
      optionsFor: defaultOptions,
      toleranceMsFor: () => null,
      ...settings,
    },
    { secrets, logger },
  );
}

function delivered(seed: string, receivedAtMs = NOW_MS): CapturedRequest {
  const event = mailgun.events.find(({ name }) => name === 'delivered');
  assert.ok(event !== undefined);
  return captured('1', { ...buildSigned(mailgun, event, SECRET, { seed }), receivedAtMs });
}

test('a signed request of a provider is recognised, described and verified', async () => {
  const request = delivered('one');
  const description = await describer([mailgun])(request);
  assert.equal(description.provider, 'mailgun');
  assert.deepEqual(
    description.events.map(({ name, wireName, recipient }) => ({ name, wireName, recipient })),
    [{ name: 'delivered', wireName: 'delivered', recipient: 'alice@example.net' }],
  );
  assert.equal(description.verification.status, 'ok');
  assert.equal(description.again, null);
  assert.equal(description.bodySha256, createHash('sha256').update(request.body).digest('hex'));
});

test('the same request again is a redelivery, and its token no replay', async () => {
  const describe = describer([mailgun]);
  await describe(delivered('one'));
  const second = await describe(delivered('one', NOW_MS + 300_000));
  assert.equal(second.verification.status, 'ok');
  assert.deepEqual(second.again, { count: 1, sinceFirstMs: 300_000, plannedMs: null });
});

test('a token that came before with another body fails as replayed', async () => {
  const provider = stubProvider({ verify: () => verified('fits', 'token') });
  const describe = describer([provider]);
  assert.equal((await describe(captured('1'))).verification.status, 'ok');
  assert.deepEqual(
    (await describe(captured('2', { body: utf8Bytes('[]') }))).verification,
    refused('replayed', 'this token came before with another body'),
  );
});

test('a request nobody knows has no provider, no events and nothing to verify', async () => {
  assert.deepEqual(await describer([mailgun])(captured('1')), {
    bodySha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', // printf '{}' | sha256sum
    provider: null,
    events: [],
    verification: { status: 'not-applicable', detail: 'no known provider sends such a request' },
    again: null,
  });
});

test('a fixed provider describes every request, recognised or not', async () => {
  const description = await describer([], { provider: mailgun })(captured('1'));
  assert.equal(description.provider, 'mailgun');
  assert.equal(description.verification.status, 'unsigned');
});

test('the provider is given the secrets, URL, time of arrival, options and tolerance', async () => {
  const inputs: VerifyInput[] = [];
  const provider = stubProvider({
    verify: (_view, input) => {
      inputs.push(input);
      return verified('fits');
    },
  });
  const request = captured('1');
  await describer([provider], { optionsFor: () => ({ a: 'b' }) })(request);
  await describer([provider], { toleranceMsFor: () => 5_000 })(request);
  const common = { secrets: [SECRET], url: request.url, nowMs: request.receivedAtMs };
  assert.deepEqual(inputs, [
    { ...common, options: { a: 'b' } },
    { ...common, options: defaultOptions(mailgun), toleranceMs: 5_000 },
  ]);
});

const NOTE = ' (checked with the built-in test secret; pass --secret with your own)';
const causes: readonly (readonly [VerificationCause, SecretLookup, string])[] = [
  ['mismatch', TEST, NOTE],
  ['wrong-secret', TEST, NOTE],
  ['mismatch', GIVEN, ''],
  ['stale', TEST, ''],
  ['malformed', TEST, ''],
];
for (const [cause, secrets, note] of causes) {
  const with_ = secrets === TEST ? 'the test secret' : 'a given secret';
  test(`${cause} with ${with_} is told ${note === '' ? 'as it is' : 'with a word about --secret'}`, async () => {
    const provider = stubProvider({ verify: () => refused(cause, 'it is so') });
    const { verification } = await describer([provider], {}, secrets)(captured('1'));
    assert.deepEqual(verification, refused(cause, `it is so${note}`));
  });
}

for (const [keyNameSuffix, how] of [
  [null, 'the key or a file of it'],
  ['.example.com', 'dns or a file of the key'],
] as const) {
  test(`a provider with a key pair has no test secret, and the word is about --public-key with ${how}`, async () => {
    const provider = stubProvider({
      verify: () => refused('mismatch', 'it is so'),
      secret: { kind: 'key-pair', shape: 'a key', algorithm: 'rsa-2048', keyNameSuffix },
    });
    const { verification } = await describer([provider], {}, TEST)(captured('1'));
    const word = `checked with the key pair of this project; for real requests pass --public-key with ${how}`;
    assert.deepEqual(verification, refused('mismatch', `it is so (${word})`));
  });
}

test('secrets that can not be had leave the event as it is, and say why', async () => {
  const describe = describer([stubProvider()], {}, () => Promise.reject(new Error('no such key')));
  const { provider, events, verification } = await describe(captured('1'));
  assert.equal(provider, 'mailgun');
  assert.equal(events.length, 1);
  assert.deepEqual(verification, { status: 'no-secret', detail: 'no such key' });
});

for (const step of ['recognise', 'describe', 'verify'] as const) {
  test(`a provider that throws in ${step} leaves the request without one, and a trace for --verbose`, async () => {
    const logger = keptLog();
    const provider = stubProvider({
      [step]: () => {
        throw new TypeError('a bug');
      },
    });
    const description = await describer([provider], {}, GIVEN, logger)(captured('7'));
    assert.equal(description.provider, null);
    assert.deepEqual(description.events, []);
    assert.deepEqual(description.verification, {
      status: 'not-applicable',
      detail: 'the request could not be described',
    });
    assert.match(
      logger.lines.join(),
      /^debug: request 7 could not be described: TypeError: a bug\n/,
    );
  });
}
