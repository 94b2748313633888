import { base64Bytes, concatBytes, equalBytes, latin1Bytes, utf8Bytes } from '../core/bytes.ts';
import { seededRandom } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import { textAtPlace } from '../providers/signature-place.ts';
import type { Secret } from '../providers/types.ts';
import { type HmacAlgorithm, hmac } from '../signing/hmac.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';
import { lazyView } from './verify-case.ts';

/** Signatures by HMAC whose text is put together, or hashed, in another way than the scheme says. */
export const COMPOSITION_WAYS: readonly WrongWay[] = [
  {
    name: 'signature-algorithm',
    aspect: 'signature',
    summary: 'The signature is made with another hash than the scheme uses.',
    explanation:
      'HMAC works with any hash: SHA-1 gives 40 hexadecimal characters, SHA-256 64, SHA-512 128. A sender or a test script used the wrong one.',
    fix: "Use the hash that the provider's page names: createHmac('sha256', secret) in Node.",
    hypotheses: (subject) => compositions(subject, 'hash'),
  },
  {
    name: 'signed-text',
    aspect: 'signature',
    summary: 'The signed text is put together in another way than the scheme says.',
    explanation:
      'Many schemes sign a time or an id together with the body, with a full stop or a colon between them. Here a part is missing, or they are joined in another way.',
    fix: "Build the text exactly as the provider's page says: every part, in its order, with nothing but the named marks between them.",
    hypotheses: (subject) => compositions(subject, 'text'),
  },
];

/** By the length of what they give. */
const HASHES: ReadonlyMap<number, HmacAlgorithm> = new Map([
  [20, 'sha1'],
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
]);

interface Content {
  readonly words: string;
  readonly parts: readonly Uint8Array[];
}

interface Composition {
  readonly content: Content;
  readonly hash: HmacAlgorithm;
}

function* compositions(
  subject: Subject,
  about: 'hash' | 'text',
): Generator<Hypothesis, void, undefined> {
  const { provider, request, secrets } = subject;
  if (provider.secret.kind !== 'shared' || !provider.scheme.covers.body) return;
  const received = signatureBytes(subject, request);
  const hash = HASHES.get(received?.length ?? 0);
  if (received === undefined || hash === undefined) return;
  const own = ownComposition(subject);
  if (own === undefined) return; // not of this kind, so nothing can be said about it
  if ((about === 'hash') !== (hash !== own.hash)) return;
  for (const content of contentsOf(subject, request)) {
    const isOwn = content.words === own.content.words;
    if (isOwn !== (about === 'hash')) continue;
    yield {
      change: {},
      fits:
        about === 'hash'
          ? `the request with HMAC-${hash.toUpperCase().replace('SHA', 'SHA-')}`
          : content.words,
      reproduces: () =>
        secrets.some((secret) =>
          keysOf(secret).some((key) => equalBytes(hmac(hash, key, ...content.parts), received)),
        ),
    };
  }
}

/** Found by looking how the provider signs this very request. */
function ownComposition(subject: Subject): Composition | undefined {
  const { provider, request, url, nowMs, options } = subject;
  if (provider.secret.kind !== 'shared') return undefined;
  const secret: Secret = { kind: 'shared', value: provider.secret.testSecret };
  const random = seededRandom('composition');
  const signed = signedOrNone(() =>
    provider.sign(request, { secret, url, nowMs, random, options }),
  );
  const made = signed === undefined ? undefined : signatureBytes(subject, signed);
  const hash = HASHES.get(made?.length ?? 0);
  if (signed === undefined || made === undefined || hash === undefined) return undefined;
  const content = contentsOf(subject, signed).find(({ parts }) =>
    keysOf(secret).some((key) => equalBytes(hmac(hash, key, ...parts), made)),
  );
  return content === undefined ? undefined : { content, hash };
}

function signedOrNone(sign: () => WebhookRequest): WebhookRequest | undefined {
  try {
    return sign();
  } catch {
    return undefined; // a body that the provider can't sign
  }
}

/** What may have been signed, told by the marks between the parts. */
function contentsOf({ provider }: Subject, request: WebhookRequest): readonly Content[] {
  const { body, headers } = request;
  const { timestamp } = provider.signatureParts(lazyView(request));
  const time = timestamp === undefined ? undefined : textAtPlace(request, timestamp);
  const ids = headers.filter(([name]) => /^(?:webhook|svix)-id$/i.test(name));
  const content = (words: string, ...parts: readonly (string | Uint8Array)[]): Content => ({
    words,
    parts: parts.map((part) => (typeof part === 'string' ? latin1Bytes(part) : part)),
  });
  const timed =
    time === undefined
      ? []
      : [
          ...ids.flatMap(([, id]) => [
            content(
              'the id, the time and the body with full stops between',
              `${id}.${time}.`,
              body,
            ),
            content(
              'the time, the id and the body with full stops between',
              `${time}.${id}.`,
              body,
            ),
            content('the id, the time and the body with nothing between', `${id}${time}`, body),
            content('the id and the body with a full stop between', `${id}.`, body),
          ]),
          content('the time and the body with a full stop between', `${time}.`, body),
          content('"v0", the time and the body with colons between', `v0:${time}:`, body),
          content('the time and the body with a colon between', `${time}:`, body),
          content('the time and the body with nothing between', time, body),
          content('the time and the body with a line end between', `${time}\n`, body),
          content('the body and the time with nothing between', body, time),
          content('the body and the time with a full stop between', body, `.${time}`),
        ];
  return [content('the body alone', body), ...timed];
}

/** The text of the secret, and what it decodes to where a prefix says so. */
function keysOf(secret: Secret): readonly Uint8Array[] {
  if (secret.kind !== 'shared' || secret.value === '') return [];
  const [, coded] = /^whsec_(.+)$/.exec(secret.value) ?? [];
  const decoded = coded === undefined ? undefined : base64Bytes(coded);
  return [utf8Bytes(secret.value), ...(decoded === undefined ? [] : [decoded])].filter(
    ({ length }) => length > 0,
  );
}

/** `sha256=`, `v1,`. */
const MARK = /^[\w-]{1,12}[=,](?=.)/;

function signatureBytes({ provider }: Subject, request: WebhookRequest): Uint8Array | undefined {
  const place = provider.signatureParts(lazyView(request)).signature;
  const text = place === undefined ? undefined : textAtPlace(request, place);
  const [first = ''] = text?.trim().split(/\s/) ?? [];
  const bare = first.replace(MARK, '');
  if (/^(?:[0-9a-f]{2}){20,64}$/i.test(bare)) return concatBytes([Buffer.from(bare, 'hex')]);
  return bare.length < 27 ? undefined : base64Bytes(bare);
}
