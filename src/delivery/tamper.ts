import type { ByteRange } from '../core/bytes.ts';
import { lastJsonString, lastPlainLetter } from '../core/json-scan.ts';
import type { WebhookRequest } from '../core/request.ts';
import { type RequestView, viewRequest } from '../core/request-view.ts';
import { textAtPlace, withTextAtPlace } from '../providers/signature-place.ts';
import type { Provider, SignaturePlace } from '../providers/types.ts';

export const TAMPER_PARTS = ['signature', 'body', 'timestamp', 'secret', 'header'] as const;
export type TamperPart = (typeof TAMPER_PARTS)[number];

/** The end of a base64 text has bits that mean nothing: a receiver that decodes it would not see them change. */
const SPARED_CHARACTERS = 4;

/**
 * Changes one character of a signed request where the user asked for it, so that the request still parses.
 *
 * @returns the changed request, or `null` when the request has no such part (`secret` is not a part: sign with another one)
 */
export function tamperRequest(
  provider: Provider,
  request: WebhookRequest,
  part: Exclude<TamperPart, 'secret'>,
): WebhookRequest | null {
  const view = viewRequest(request);
  const parts = provider.signatureParts(view);
  switch (part) {
    case 'signature': {
      if (parts.signature === undefined) return null;
      // Every one of them: a receiver takes the request when any fits. Lengths stay, so ranges do.
      const others = parts.otherSignatures ?? [];
      return others.reduce<WebhookRequest | null>(
        (changed, place) => changed && (changePlace(changed, place) ?? changed),
        changePlace(request, parts.signature),
      );
    }
    case 'timestamp':
      return parts.timestamp === undefined ? null : changePlace(request, parts.timestamp);
    case 'header':
      return parts.coveredHeader === undefined
        ? null
        : // Its last character: what it begins with may tell whose request it is.
          changePlace(request, { in: 'header', name: parts.coveredHeader }, 0);
    case 'body':
      return changeBody(view, parts.bodyRanges);
    default:
      return part satisfies never;
  }
}

function changePlace(
  request: WebhookRequest,
  place: SignaturePlace,
  spared = SPARED_CHARACTERS,
): WebhookRequest | null {
  if (place.in === 'body') {
    const { start, end } = place.range;
    return changeByteIn(request, { start, end: Math.max(start + 1, end - spared) });
  }
  const value = textAtPlace(request, place);
  const changed = value === undefined ? undefined : changeLastLetterOrDigit(value, spared);
  return changed === undefined ? null : withTextAtPlace(request, place, changed);
}

function changeBody(view: RequestView, avoid: readonly ByteRange[]): WebhookRequest | null {
  const { request } = view;
  const parts = view.multipart();
  if (parts !== undefined) {
    // The boundaries between the parts must stay, or the body would not parse any more.
    const contents = parts.filter(({ range }) => !avoid.some((other) => overlaps(other, range)));
    return firstChange(contents.map(({ range }) => changeByteIn(request, range)).reverse());
  }
  const text = lastJsonString(request.body);
  if (text !== undefined && !avoid.some((range) => overlaps(range, text))) {
    // Not just any letter: the `n` of an escape `\n` must stay.
    const at = lastPlainLetter(request.body, text) ?? text.start;
    return changeByteIn(request, { start: at, end: at + 1 });
  }
  for (let end = request.body.length; end > 0; end -= 1) {
    const range = { start: end - 1, end };
    if (avoid.some((other) => overlaps(other, range))) continue;
    if (isPercentEscape(request.body, end - 1)) continue;
    const changed = changeByteIn(request, range);
    if (changed !== null) return changed;
  }
  return null;
}

function firstChange(changes: readonly (WebhookRequest | null)[]): WebhookRequest | null {
  return changes.find((change) => change !== null) ?? null;
}

function overlaps(left: ByteRange, right: ByteRange): boolean {
  return left.start < right.end && right.start < left.end;
}

/** A digit of `%41` in a form: changing it would change another character, or break the escape. */
function isPercentEscape(body: Uint8Array, index: number): boolean {
  const percent = 0x25;
  return body[index - 1] === percent || body[index - 2] === percent;
}

function changeByteIn(request: WebhookRequest, range: ByteRange): WebhookRequest | null {
  for (let index = range.end - 1; index >= range.start; index -= 1) {
    const before = request.body[index] ?? 0;
    const after = nextLetterOrDigit(String.fromCharCode(before));
    if (after === undefined) continue;
    const body = Uint8Array.from(request.body);
    body[index] = after.charCodeAt(0);
    return { ...request, body };
  }
  return null;
}

function changeLastLetterOrDigit(value: string, spared: number): string | undefined {
  const last = value.search(/[0-9A-Za-z][^0-9A-Za-z]*$/);
  for (let index = Math.max(0, last - spared); index >= 0; index -= 1) {
    const after = nextLetterOrDigit(value.charAt(index));
    if (after !== undefined) return value.slice(0, index) + after + value.slice(index + 1);
  }
  return undefined;
}

/** Another character of the same kind; hexadecimal digits stay hexadecimal. */
function nextLetterOrDigit(character: string): string | undefined {
  if (/[0-8]/.test(character)) return String.fromCharCode(character.charCodeAt(0) + 1);
  if (character === '9') return '0';
  if (/[a-eA-E]/.test(character)) return String.fromCharCode(character.charCodeAt(0) + 1);
  if (character === 'f') return 'a';
  if (character === 'F') return 'A';
  if (/[g-yG-Y]/.test(character)) return String.fromCharCode(character.charCodeAt(0) + 1);
  if (character === 'z') return 'g';
  return character === 'Z' ? 'G' : undefined;
}
