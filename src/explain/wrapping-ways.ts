import { base64Bytes, EMPTY_BYTES, latin1Text, utf8Bytes } from '../core/bytes.ts';
import { encodeForm } from '../core/form.ts';
import { headerValue } from '../core/headers.ts';
import { isRecord } from '../core/shape.ts';
import { CHECK_RAW_BODY } from './fixes.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

/** A body packed up in something else, or unpacked. */
export const WRAPPING_WAYS: readonly WrongWay[] = [
  {
    name: 'body-compression',
    aspect: 'body',
    summary:
      'The body is compressed here and the signature is over what it decompresses to, or the other way round.',
    explanation:
      'A proxy or a stored capture kept the Content-Encoding of the wire, while the signature is made before compressing; or a framework decompressed a body that was signed as it went over the wire.',
    fix: 'Check over the bytes the provider signs. Most sign before compressing: decompress by Content-Encoding, check, then parse. Where the compressed bytes are signed take the raw stream: express.raw({ inflate: false }) in Express.',
    whenUnsigned: true,
    hypotheses: function* (subject) {
      yield* decompressed(subject);
      yield* compressed(subject);
    },
  },
  {
    name: 'body-base64',
    aspect: 'body',
    summary: 'The body is base64 of the one that was signed.',
    explanation:
      'API Gateway, Lambda and some queues hand bodies over in base64 and say so in a flag, isBase64Encoded.',
    fix: 'Decode when the flag is set: Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8"), and check over those bytes.',
    whenUnsigned: true,
    hypotheses: fromBase64,
  },
  {
    name: 'body-wrapped',
    aspect: 'body',
    summary:
      'The signed body stands inside another one: a JSON string, an event object, or a form field.',
    explanation:
      'JSON.stringify of a text puts it in quotes; serverless platforms and queues wrap a request in an object with its body; some senders post their JSON as a field of a form, and the signature covers the whole form.',
    fix: 'Take the body out (or leave the form as it came), and check over exactly those bytes.',
    whenUnsigned: true,
    hypotheses: unwrapped,
  },
  {
    name: 'body-empty',
    aspect: 'body',
    summary: 'The signature was made over an empty body.',
    explanation:
      'The signer read a stream that had been consumed already, or signed before there was a body.',
    fix: `${CHECK_RAW_BODY} A body parser that ran before leaves an empty stream behind; a test sender has to sign the final body.`,
    hypotheses: emptyBody,
  },
];

function* decompressed({ request, decode }: Subject): Generator<Hypothesis, void, undefined> {
  const { headers, body } = request;
  const said = headerValue(headers, 'content-encoding')?.split(',').reverse() ?? [];
  for (const codings of [said, ...(isGzip(body) ? [['gzip']] : [])]) {
    let bytes: Uint8Array | undefined = codings.length === 0 ? undefined : body;
    for (const coding of codings) bytes = bytes === undefined ? undefined : decode(coding, bytes);
    if (bytes !== undefined) yield { change: { body: bytes }, fits: 'the decompressed body' };
  }
}

/** Levels of zlib, and what compressors say of their system in the tenth byte (RFC 1952): Unix, none, Windows, macOS. */
const LEVELS = [6, 9, 1];
const SYSTEMS = [3, 255, 0, 10, 19, 7];
const SYSTEM_AT = 9;

/** What says gzip and is not: it was decompressed on the way, and what was signed may have been the bytes before. */
function* compressed({ request, gzip }: Subject): Generator<Hypothesis, void, undefined> {
  const { headers, body } = request;
  const said = headerValue(headers, 'content-encoding')?.trim().toLowerCase();
  if (said !== 'gzip' || isGzip(body)) return;
  for (const level of LEVELS) {
    const bytes = gzip(body, level);
    if (bytes === undefined) return;
    for (const system of SYSTEMS) {
      const written = Uint8Array.from(bytes);
      written[SYSTEM_AT] = system;
      yield { change: { body: written }, fits: `the body compressed by gzip, at level ${level}` };
    }
  }
}

function isGzip(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

function* fromBase64({ request: { body } }: Subject): Generator<Hypothesis, void, undefined> {
  const text = latin1Text(body)
    .trim()
    .replace(/^"([^"]*)"$/, '$1');
  if (text.length < 4) return;
  const bytes = base64Bytes(text);
  if (bytes !== undefined) yield { change: { body: bytes }, fits: 'the body decoded from base64' };
  else if (/^[\w-]+$/.test(text)) {
    yield {
      change: { body: Buffer.from(text, 'base64url') },
      fits: 'the body decoded from URL-safe base64',
    };
  }
}

const BODY_MEMBERS = [
  'body',
  'rawBody',
  'raw_body',
  'Body',
  'payload',
  'data',
  'content',
  'Message',
];
const FORM_FIELDS = ['payload', 'mandrill_events', 'data', 'body'];

function* unwrapped(subject: Subject): Generator<Hypothesis, void, undefined> {
  const text = subject.text()?.trim() ?? '';
  const value = /^[{"]/.test(text) ? parsed(text) : undefined;
  if (typeof value === 'string') {
    yield { change: { body: utf8Bytes(value) }, fits: 'the text in the JSON string' };
  }
  if (isRecord(value)) {
    for (const member of BODY_MEMBERS) {
      const inner = value[member];
      if (typeof inner !== 'string') continue;
      yield { change: { body: utf8Bytes(inner) }, fits: `the text in the member "${member}"` };
      const bytes = inner.length < 4 ? undefined : base64Bytes(inner);
      if (bytes !== undefined) {
        yield { change: { body: bytes }, fits: `the base64 in the member "${member}"` };
      }
    }
  }
  if (!/^[[{]/.test(text)) return;
  for (const field of FORM_FIELDS) {
    for (const style of ['web', 'unreserved'] as const) {
      const body = encodeForm([[field, subject.text() ?? '']], style);
      yield { change: { body }, fits: `a form with the body as its field "${field}"` };
    }
  }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function* emptyBody({ request: { body } }: Subject): Generator<Hypothesis, void, undefined> {
  if (body.length > 0) yield { change: { body: EMPTY_BYTES }, fits: 'an empty body' };
}
