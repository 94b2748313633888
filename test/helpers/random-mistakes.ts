import { type Random, seededRandom } from '../../src/core/random.ts';
import type { ExplainLimits, ExplainPorts, FailedCase } from '../../src/explain/explain.ts';
import { explanationOf, searchCause } from '../../src/explain/explain.ts';
import type { VerifyCase } from '../../src/explain/types.ts';
import type { BodyFormat, Provider, Secret } from '../../src/providers/types.ts';
import { generateKeyPair, type KeyAlgorithm } from '../../src/signing/key-pair.ts';
import { OWN_KEY } from './copernica-cases.ts';
import { caseOf } from './failed-cases.ts';
import { MISTAKES, type Mistake, type RightCase } from './mistakes.ts';
import {
  buildUnsigned,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
  withTransportHeaders,
} from './provider-cases.ts';
import { reproduces } from './reproduction.ts';

/** What became of one drawn case. */
export interface Outcome {
  readonly provider: string;
  readonly event: string;
  readonly mistake: Mistake;
  /** `null` when no cause was named. */
  readonly cause: string | null;
  readonly besides: string | null;
  readonly detail: string;
  /** Whether the named cause gives the received signature; `undefined` where there is no way to tell. */
  readonly reproduced: boolean | undefined;
  readonly tried: number;
  readonly elapsedMs: number;
}

const RECIPIENTS = ['alice@example.net', 'zoë+tag@example.org', "o'hara@example.com"] as const;

/** A mistake made with an event of a provider, all drawn; `undefined` when it makes no difference there. */
export function drawMistake(
  seed: string,
  providers: readonly Provider[],
  ports: ExplainPorts,
  limits: ExplainLimits,
): Outcome | undefined {
  const random = seededRandom(seed);
  const provider = pick(random, providers);
  const mistake = pick(random, MISTAKES);
  const right = drawRight(seed, provider, random);
  if (right === undefined || caseFrom(right, {}).verification.status !== 'ok') return undefined;
  const wrong = mistake.make(right);
  if (wrong === undefined) return undefined;
  const failed = caseFrom(right, wrong);
  const { status } = failed.verification;
  if (status !== 'failed' && status !== 'unsigned') return undefined;
  const startMs = performance.now();
  const { confirmed, tried } = searchCause(failed, ports, limits);
  const elapsedMs = performance.now() - startMs;
  return {
    provider: provider.name,
    event: right.event,
    mistake,
    cause: confirmed?.way.name ?? null,
    besides: confirmed?.besides?.way.name ?? null,
    detail: confirmed === undefined ? '' : explanationOf(confirmed, failed).detail,
    reproduced:
      confirmed === undefined || reproduces(provider.name, asCase(right), right.request) !== true
        ? undefined
        : reproduces(provider.name, confirmed.fitting, right.request),
    tried,
    elapsedMs,
  };
}

function drawRight(
  seed: string,
  provider: Provider,
  random: Random,
): (RightCase & { readonly event: string }) | undefined {
  const event = pick(random, provider.events);
  const format: BodyFormat = pick(random, event.formats);
  const secret: Secret =
    provider.secret.kind === 'shared'
      ? { kind: 'shared', value: provider.secret.make(random.fork('secret')) }
      : keyPair(provider.secret.algorithm);
  const options = {
    ...defaultOptions(provider),
    ...(provider.name === 'smtp2go' ? { auth: 'basic' } : {}),
  };
  const recipient = pick(random, RECIPIENTS);
  const nowMs = NOW_MS + random.integer(0, 1_000_000_000);
  try {
    const unsigned = buildUnsigned(provider, event, { seed, format, options, recipient, nowMs });
    const value =
      secret.kind === 'shared' && provider.name === 'smtp2go' ? `hook:${secret.value}` : undefined;
    const used: Secret = value === undefined ? secret : { kind: 'shared', value };
    const request = withTransportHeaders(
      provider.sign(unsigned, {
        secret: used,
        url: TARGET_URL,
        nowMs,
        random: random.fork('sign'),
        options,
      }),
      TARGET_URL,
    );
    return {
      provider,
      request,
      secret: used,
      url: TARGET_URL,
      nowMs,
      options,
      random,
      event: event.name,
    };
  } catch {
    return undefined; // an event that can't be signed this way
  }
}

function asCase(right: RightCase): VerifyCase {
  return { ...right, secrets: [right.secret], toleranceMs: null };
}

function caseFrom(right: RightCase, wrong: ReturnType<Mistake['make']> & object): FailedCase {
  const { request, url, nowMs, options } = { ...right, ...wrong };
  const { secrets = [right.secret], known = [] } = wrong;
  return caseOf(right.provider, request, secrets, { url, nowMs, options, known });
}

let ecKey: Secret | undefined;

/** One of each kind; the RSA one is small, for speed. */
function keyPair(algorithm: KeyAlgorithm): Secret {
  if (algorithm === 'rsa-2048') return OWN_KEY;
  ecKey ??= { kind: 'key-pair', ...generateKeyPair(algorithm) };
  return ecKey;
}

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[random.integer(0, items.length - 1)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** A request with one random thing broken. */
export interface Corruption {
  readonly failed: FailedCase;
  readonly signed: RightCase['request'];
  readonly what: string;
}

/** `undefined` when what was broken is not covered by the signature. */
export function drawCorruption(
  seed: string,
  providers: readonly Provider[],
): Corruption | undefined {
  const random = seededRandom(seed);
  const right = drawRight(seed, pick(random, providers), random);
  if (right === undefined || caseFrom(right, {}).verification.status !== 'ok') return undefined;
  const what = random.pick(['body', 'header', 'secret', 'cut']);
  const broken = brokenCase(what, right, random);
  const failed = broken === undefined ? undefined : caseFrom(right, broken);
  return failed?.verification.status === 'failed'
    ? { failed, signed: right.request, what }
    : undefined;
}

function brokenCase(what: string, right: RightCase, random: Random): ReturnType<Mistake['make']> {
  const { request, secret } = right;
  const at = random.integer(0, Math.max(0, request.body.length - 1));
  switch (what) {
    case 'body': {
      const body = Uint8Array.from(request.body);
      body[at] = random.integer(0, 255);
      return { request: { ...request, body } };
    }
    case 'cut':
      return { request: { ...request, body: request.body.subarray(0, at) } };
    case 'header': {
      const [name, value] = pick(random, request.headers);
      const headers = request.headers.map(
        (pair) =>
          (pair[0] === name ? [name, withOneChanged(value, random)] : pair) as [string, string],
      );
      return { request: { ...request, headers } };
    }
    default:
      return secret.kind === 'shared'
        ? { secrets: [{ kind: 'shared', value: withOneChanged(secret.value, random) }] }
        : undefined;
  }
}

function withOneChanged(text: string, random: Random): string {
  const at = random.integer(0, Math.max(0, text.length - 1));
  return text.slice(0, at) + random.pick(['z', '5', '!']) + text.slice(at + 1);
}
