import { exactUtf8Text, utf8Bytes, utf8Text } from '../core/bytes.ts';
import { type HeaderList, withoutHeaders } from '../core/headers.ts';
import { seededRandom } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { Verification } from '../core/verification.ts';
import {
  buildEvent,
  DEFAULT_MESSAGE_AGE_MS,
  DEFAULT_RECIPIENT,
  DEFAULT_SUBJECT,
  encodeEvents,
} from '../providers/generate.ts';
import type {
  BodyFormat,
  EventDefinition,
  Payload,
  Provider,
  SignatureParts,
} from '../providers/types.ts';
import { parseJsonBody } from './json-body.ts';
import { type Layout, ownLayout } from './json-layout.ts';
import { jsonVariants } from './json-variants.ts';
import { JsonWriting } from './json-writing.ts';
import type { KnownSecret, Subject, VerifyCase } from './types.ts';
import { lazyView } from './verify-case.ts';

export interface SubjectSettings {
  readonly provider: Provider;
  readonly verification: Verification;
  readonly known: readonly KnownSecret[];
  readonly deep: boolean;
  readonly budgetMs: number;
  decode(encoding: string, bytes: Uint8Array): Uint8Array | undefined;
  gzip(bytes: Uint8Array, level: number): Uint8Array | undefined;
}

/** Bytes of JSON that can be written in a few ways in a millisecond, and that are worth it at all. */
const PARSED_PER_MS = 1536;
const MAX_PARSED = 4 * 1024 * 1024;

/** Events whose samples are made: of those in the request, and where none is recognised. */
const MAX_KNOWN = 6;
const MAX_UNKNOWN = 40;
const NO_PARTS: SignatureParts = { bodyRanges: [] };

export function subjectOf(failed: VerifyCase, settings: SubjectSettings): Subject {
  const { provider, deep } = settings;
  const { request } = failed;
  const view = lazyView(request);
  const sampleTexts = once(() => samples().flatMap((body) => parseJsonBody(body) ?? []));
  const layouts = once(() => uniqueLayouts(sampleTexts().flatMap((text) => ownLayout(text) ?? [])));
  const json = once(() => {
    const isLarge = request.body.length > Math.min(MAX_PARSED, settings.budgetMs * PARSED_PER_MS);
    const texts = isLarge ? undefined : parseJsonBody(request.body);
    return texts === undefined ? undefined : new JsonWriting(texts, layouts());
  });
  const samples = once(() => orElse(() => sampleBodies(provider, failed, deep), []));
  return {
    ...failed,
    ...settings,
    view,
    json,
    samples,
    parts: once(() => orElse(() => provider.signatureParts(view), NO_PARTS)),
    text: once(() => exactUtf8Text(request.body)),
    jsonVariants: once(() => {
      const writing = json();
      const roots = sampleTexts().map(({ root }) => root);
      return writing === undefined ? [] : jsonVariants(writing, roots);
    }),
    signatureHeaders: once(() => orElse(() => addedHeaders(provider, failed), [])),
  };
}

/** Bodies as the provider writes them: of the events in the request, or of many when none is known. */
function sampleBodies(
  provider: Provider,
  failed: VerifyCase,
  deep: boolean,
): readonly Uint8Array[] {
  const names = new Set(
    [failed.request, compacted(failed.request)].flatMap((request) =>
      provider.describe(lazyView(request)).map(({ name }) => name),
    ),
  );
  const present = provider.events.filter(({ name }) => names.has(name));
  const some =
    present.length === 0 ? provider.events.slice(0, MAX_UNKNOWN) : present.slice(0, MAX_KNOWN);
  return (deep ? provider.events : some).flatMap((event) =>
    event.formats.map((format) => sampleBody(provider, event, format, failed)),
  );
}

/** JSON on one line: a pretty-printed body is no line of JSON Lines any more. */
function compacted(request: WebhookRequest): WebhookRequest {
  try {
    const value: unknown = JSON.parse(utf8Text(request.body));
    return { ...request, body: utf8Bytes(JSON.stringify(value)) };
  } catch {
    return request;
  }
}

/** Two events in one body where there are batches, to show what stands between them. */
function sampleBody(
  provider: Provider,
  event: EventDefinition,
  format: BodyFormat,
  { nowMs, options }: VerifyCase,
): Uint8Array {
  const settings = {
    seed: 'sample',
    nowMs,
    acceptedAtMs: nowMs - DEFAULT_MESSAGE_AGE_MS,
    recipient: DEFAULT_RECIPIENT,
    subject: DEFAULT_SUBJECT,
    format,
    options,
  };
  const payload = buildEvent(event, event.name, settings);
  const encode = (payloads: readonly Payload[]): Uint8Array =>
    encodeEvents(provider, payloads, settings).body;
  if (provider.batch === null || payload.kind !== 'json') return encode([payload]);
  return orElse(() => encode([payload, payload]), undefined) ?? encode([payload]);
}

function uniqueLayouts(layouts: readonly Layout[]): readonly Layout[] {
  return [...new Map(layouts.map((layout) => [JSON.stringify(layout), layout])).values()];
}

/** What signing puts into the headers, with a secret of the right shape; its values are of no use. */
function addedHeaders(
  provider: Provider,
  { request, secrets, url, nowMs, options }: VerifyCase,
): HeaderList {
  const own = secrets.find((each) => each.kind === 'key-pair' && each.privateKeyPem !== null);
  const secret =
    provider.secret.kind === 'shared'
      ? ({ kind: 'shared', value: provider.secret.testSecret } as const)
      : own;
  if (secret === undefined) return [];
  const bare = { ...request, headers: withoutHeaders(request.headers, ...NEVER_SIGNATURES) };
  const signed = provider.sign(bare, {
    secret,
    url,
    nowMs,
    random: seededRandom('headers'),
    options,
  });
  const before = new Map(bare.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return signed.headers.filter(([name, value]) => before.get(name.toLowerCase()) !== value);
}

/** Some signers keep what stands there already. */
const NEVER_SIGNATURES = ['Authorization'];

function orElse<T>(compute: () => T, otherwise: T): T {
  try {
    return compute();
  } catch {
    return otherwise; // a body or secret that the provider can't work with
  }
}

function once<T>(compute: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: compute() };
    return done.value;
  };
}
