import { latin1Text, spliceBytes, utf8Bytes } from '../core/bytes.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import { textAtPlace, withTextAtPlace } from '../providers/signature-place.ts';
import type { Provider, SignaturePlace } from '../providers/types.ts';

const NEAR_END = 6;

/** The request with other text where its signature stands; `null` when it has none. */
export function withSignatureText(
  provider: Provider,
  request: WebhookRequest,
  change: (signature: string) => string,
): WebhookRequest | null {
  const place = signaturePlace(provider, request);
  return place === undefined ? null : withTextAt(request, place, change);
}

function withTextAt(
  request: WebhookRequest,
  place: SignaturePlace,
  change: (text: string) => string,
): WebhookRequest | null {
  const text = textAtPlace(request, place);
  if (text === undefined) return null;
  const changed = change(text);
  return changed === text ? null : withTextAtPlace(request, place, changed);
}

/** The request with its signed time a moment off, still a time; `null` when it stands nowhere by itself. */
export function withTimeMoved(provider: Provider, request: WebhookRequest): WebhookRequest | null {
  const place = provider.signatureParts(viewRequest(request)).timestamp;
  const moved = (text: string): string =>
    text.replace(/\d(?=\D*$)/, (digit) => (digit === '9' ? '8' : String(Number(digit) + 1)));
  return place === undefined ? null : withTextAt(request, place, moved);
}

/** The signature of a request as text, or `undefined`. */
export function signatureText(provider: Provider, request: WebhookRequest): string | undefined {
  const place = signaturePlace(provider, request);
  return place === undefined ? undefined : textAtPlace(request, place);
}

/**
 * The text with one letter or digit near its end changed. Not the very last: in base64 some of its bits belong to no
 * byte, and a lenient decoder would see the old signature.
 */
export function changedNearEnd(text: string): string {
  const places = [...text.matchAll(/[0-9a-z]/gi)].map(({ index }) => index);
  const at = places.at(-NEAR_END) ?? places[0];
  if (at === undefined) return text;
  const old = text.charAt(at);
  const zero = /[a-z]/i.test(old) ? 'a' : '0';
  const one = /[a-z]/i.test(old) ? 'b' : '1';
  return `${text.slice(0, at)}${old.toLowerCase() === zero ? one : zero}${text.slice(at + 1)}`;
}

/** `"signature":"x"` as `"signature":["x"]`; `null` where the signature is no string in a JSON body. */
export function withSignatureInList(
  provider: Provider,
  request: WebhookRequest,
): WebhookRequest | null {
  const place = signaturePlace(provider, request);
  if (place?.in !== 'body') return null;
  const quoted = { start: place.range.start - 1, end: place.range.end + 1 };
  const text = latin1Text(request.body.subarray(quoted.start, quoted.end));
  if (!/^"[^"]*"$/.test(text)) return null;
  return { ...request, body: spliceBytes(request.body, quoted, utf8Bytes(`[${text}]`)) };
}

function signaturePlace(provider: Provider, request: WebhookRequest): SignaturePlace | undefined {
  return provider.signatureParts(viewRequest(request)).signature;
}
