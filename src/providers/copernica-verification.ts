import { base64Bytes } from '../core/bytes.ts';
import { formatDuration } from '../core/duration.ts';
import { headerValues } from '../core/headers.ts';
import type { RequestView } from '../core/request-view.ts';
import { refused, type Verification, verified } from '../core/verification.ts';
import { digestMatches, parseDigestHeader, sha256Hex } from '../signing/digest.ts';
import {
  type HttpSignature,
  parseSignatureHeader,
  signingString,
  verifyRsaSha256,
} from '../signing/http-signature.ts';
import { readPublicKey } from '../signing/public-key.ts';
import {
  ALGORITHM,
  ALWAYS_COVERED,
  coveredNames,
  type SenderKind,
  senderId,
} from './copernica-signature.ts';
import type { VerifyInput } from './types.ts';

/** The vendor's library refuses a `Date` older than this; it lets future ones pass. */
export const DEFAULT_TOLERANCE_MS = 60_000;

/** The id that stands for "not told": any sender is then accepted. */
export const DEFAULT_SENDER_NUMBER = '1234';

const FUTURE_WORTH_SAYING_MS = 300_000;

/** Ends in its zone, since `Date.parse` would take a time without one as local. */
const ZONED_DATE = /^[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})$/;

/** Carries out the documentation's checklist in its order; names and digest tokens in any case. */
export function verifyCopernica(
  view: RequestView,
  input: VerifyInput,
  kind: SenderKind,
): Verification {
  const header = view.header('signature');
  if (header === undefined) return { status: 'unsigned', detail: 'there is no Signature header' };
  const keys = input.secrets.flatMap((secret) =>
    secret.kind === 'key-pair' ? [secret.publicKeyPem] : [],
  );
  if (keys.length === 0) {
    return {
      status: 'no-secret',
      detail: 'an RSA public key is needed to check this signature; a shared secret is of no use',
    };
  }
  const signature = parseSignatureHeader(header);
  if ('error' in signature) {
    return refused('malformed', `the Signature header is not well-formed: ${signature.error}`);
  }
  return (
    shapeFault(signature) ??
    digestFault(view) ??
    dateFault(view, input) ??
    keyIdFault(signature) ??
    keyFault(view, signature, keys) ??
    senderFault(view, input, kind) ??
    accepted(view, input, signature)
  );
}

function shapeFault(signature: HttpSignature): Verification | undefined {
  if (signature.algorithm.toLowerCase() !== ALGORITHM) {
    return refused(
      'malformed',
      `the signature's algorithm is ${quoted(signature.algorithm)}, not "${ALGORITHM}"`,
    );
  }
  const covered = coveredNames(signature);
  const absent = ALWAYS_COVERED.filter((name) => !covered.has(name));
  return absent.length === 0
    ? undefined
    : refused('malformed', `the signature does not cover ${absent.join(', ')}`);
}

function digestFault(view: RequestView): Verification | undefined {
  const value = headerValues(view.request.headers, 'digest').join(', ');
  if (value === '') return refused('missing', 'there is no Digest header');
  const verdict = digestMatches(value, view.request.body);
  const algorithms = parseDigestHeader(value).map(({ algorithm }) => algorithm);
  switch (verdict) {
    case 'match':
      return undefined;
    case 'mismatch':
      return refused(
        'digest-mismatch',
        `the ${clipped(algorithms.join(', '))} digest of the ${view.request.body.length} body bytes is not the one in the Digest header: the body is not the one that was signed`,
      );
    case 'unsupported':
      return refused(
        'malformed',
        `the Digest algorithm ${quoted(algorithms.join(', '))} is not known`,
      );
    case 'malformed':
      return refused(
        'malformed',
        'the Digest header is not "algorithm=base64" of the right length',
      );
    default:
      return verdict satisfies never;
  }
}

function signedTimeMs(view: RequestView): number | undefined {
  const text = view.header('date')?.trim() ?? '';
  const parsed = ZONED_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function dateFault(view: RequestView, input: VerifyInput): Verification | undefined {
  if (view.header('date') === undefined) return refused('missing', 'there is no Date header');
  const signedAtMs = signedTimeMs(view);
  if (signedAtMs === undefined) {
    return refused(
      'malformed',
      `the Date header ${quoted(view.header('date') ?? '')} is no HTTP date`,
    );
  }
  const toleranceMs = input.toleranceMs ?? DEFAULT_TOLERANCE_MS;
  // An HTTP date has no fraction, so an age has none either.
  const ageMs = Math.floor((input.nowMs - signedAtMs) / 1000) * 1000;
  return ageMs > toleranceMs
    ? refused(
        'stale',
        `Date is ${formatDuration(ageMs)} old, more than the ${formatDuration(toleranceMs)} allowed`,
      )
    : undefined;
}

function keyIdFault(signature: HttpSignature): Verification | undefined {
  return isCopernicaKeyId(signature.keyId)
    ? undefined
    : refused(
        'malformed',
        `keyId ${quoted(signature.keyId)} is no name under .copernica.com, where the key has to be published`,
      );
}

export function isCopernicaKeyId(keyId: string): boolean {
  return /\.copernica\.com$/i.test(keyId);
}

function keyFault(
  view: RequestView,
  signature: HttpSignature,
  keys: readonly string[],
): Verification | undefined {
  const text = signingString(view.request, signature.headers);
  if (typeof text !== 'string') {
    return refused(
      'missing',
      `the signature covers ${quoted(text.missing)}, but there is no such header`,
    );
  }
  const readable = keys.map(readPublicKey);
  if (readable.some((key) => verifyRsaSha256(key, text, signature.signature))) return undefined;
  const tried = readable.map(fingerprint).join(', ');
  return refused(
    'mismatch',
    `the signature over ${clipped(signature.headers.join(' '))} does not fit the public key tried (SHA-256 ${tried}): another key, or one of these was changed on the way`,
  );
}

/** First 8 hexadecimal characters of the SHA-256 of the key's SubjectPublicKeyInfo. */
function fingerprint(publicKeyPem: string): string {
  const der = base64Bytes(publicKeyPem.replace(/-----[A-Z ]+-----/g, ''));
  return der === undefined ? 'unreadable' : sha256Hex(der).slice(0, 8);
}

/** Copernica signs for all its customers with one key, so whose request it is shows in the id alone. */
function senderFault(
  view: RequestView,
  input: VerifyInput,
  kind: SenderKind,
): Verification | undefined {
  const number = input.options[kind] ?? DEFAULT_SENDER_NUMBER;
  const id = view.header('x-copernica-id')?.trim() ?? '';
  if (number === DEFAULT_SENDER_NUMBER || plainId(id) === `${kind}-${number}`) return undefined;
  return refused(
    'mismatch',
    `X-Copernica-ID is ${quoted(id)}, not "${senderId(kind, input.options)}": signed by Copernica, but for another ${kind}`,
  );
}

function plainId(id: string): string {
  return id.toLowerCase().replace('_', '-');
}

function accepted(view: RequestView, input: VerifyInput, signature: HttpSignature): Verification {
  const nonce = view.header('x-nonce')?.trim();
  const nonceCovered = coveredNames(signature).has('x-nonce');
  const aheadMs = (signedTimeMs(view) ?? input.nowMs) - input.nowMs;
  const remarks = [
    'signature and time fit',
    ...(nonce !== undefined && !nonceCovered ? ['X-Nonce is not covered by the signature'] : []),
    ...(aheadMs > FUTURE_WORTH_SAYING_MS
      ? [`Date is ${formatDuration(aheadMs)} in the future, which the vendor's library lets pass`]
      : []),
  ];
  // A nonce that anyone could have changed tells no replay.
  return verified(remarks.join('; '), nonceCovered && nonce !== '' ? nonce : undefined);
}

/** A sender's text in a sentence: quoted, and not longer than one line. */
function quoted(text: string): string {
  return `"${clipped(text)}"`;
}

function clipped(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
