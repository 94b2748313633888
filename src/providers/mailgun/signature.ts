import type { ByteRange } from '../../core/bytes.ts';
import { locateFormValue } from '../../core/form.ts';
import { locateJsonValue } from '../../core/json-scan.ts';
import type { RequestView } from '../../core/request-view.ts';
import { hmacHex } from '../../signing/hmac.ts';
import type { SignatureParts, SignaturePlace } from '../types.ts';

/** Members of the object `signature`; forms have the first three as fields. */
type SignatureName = 'timestamp' | 'token' | 'signature' | 'parent-signature';

/** What signing puts into a body. */
export interface SignatureValues {
  /** Unix time in whole seconds, as text. */
  readonly timestamp: string;
  readonly token: string;
  readonly signature: string;
  /** The same data under the primary account's key; JSON bodies only. */
  readonly parentSignature: string | undefined;
}

/**
 * HMAC-SHA256 of timestamp and token, one right after the other.
 *
 * @param key - HTTP webhook signing key, used as UTF-8 text
 * @param timestamp - Unix seconds, the text as sent
 * @returns 64 lower-case hexadecimal characters
 * @throws {SecretError} when the key is empty
 * @see https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
 */
export function mailgunSignature(
  key: string | Uint8Array,
  timestamp: string,
  token: string,
): string {
  return hmacHex('sha256', key, timestamp, token);
}

/** Text of one part of the signature, decoded; `undefined` when it is missing or empty. */
export function signatureText(view: RequestView, name: SignatureName): string | undefined {
  const text = view.kind === 'json' ? view.jsonText(['signature', name]) : view.lastField(name);
  return text === '' ? undefined : text;
}

/**
 * Where the raw value of one of them stands, a JSON string with its quotes. Among equal form fields Mailgun's own is
 * the last one: custom variables of the same name come before it.
 */
export function signatureRange(view: RequestView, name: SignatureName): ByteRange | undefined {
  const { body } = view.request;
  if (view.kind === 'json') return locateJsonValue(body, ['signature', name]);
  if (view.kind === 'form') return locateFormValue(body, name, 'last');
  const isField = (part: { readonly name?: unknown; readonly filename?: unknown }): boolean =>
    part.name === name && part.filename === undefined;
  return view.multipart()?.findLast(isField)?.range;
}

/** Places without the quotes of JSON; as a whole, JSON's object `signature` or the three fields of a form. */
export function mailgunSignatureParts(view: RequestView): SignatureParts {
  const signature = placeOf(view, 'signature');
  const timestamp = placeOf(view, 'timestamp');
  return {
    ...(signature === undefined ? {} : { signature }),
    ...(timestamp === undefined ? {} : { timestamp }),
    bodyRanges: wholeRanges(view),
  };
}

function placeOf(view: RequestView, name: SignatureName): SignaturePlace | undefined {
  const range = signatureRange(view, name);
  if (range === undefined || signatureText(view, name) === undefined) return undefined;
  const quoted = view.kind === 'json' && view.request.body[range.start] === 0x22;
  const inner = quoted ? { start: range.start + 1, end: range.end - 1 } : range;
  return { in: 'body', range: inner };
}

function wholeRanges(view: RequestView): readonly ByteRange[] {
  const ranges =
    view.kind === 'json'
      ? [locateJsonValue(view.request.body, ['signature'])]
      : (['timestamp', 'token', 'signature'] as const).map((name) => signatureRange(view, name));
  return ranges
    .filter((range) => range !== undefined)
    .toSorted((left, right) => left.start - right.start);
}
