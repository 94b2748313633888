import { formatDuration } from '../../core/duration.ts';
import { mediaType } from '../../core/headers.ts';
import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import type { VerifyInput } from '../types.ts';
import { DEFAULT_TOLERANCE_MS, FUTURE_LIMIT_MS, PARENT_KEY } from './facts.ts';
import { mailgunSignature, signatureText } from './signature.ts';

const SIGNATURE_SHAPE = /^[0-9a-f]{64}$/;
const SECONDS_SHAPE = /^\d{1,15}$/;
const STRUCTURED_TYPE = /json$|^application\/x-www-form-urlencoded$|^multipart\//;

/** Timestamp, token and signature as they stand in the body. */
interface Signed {
  readonly timestamp: string;
  readonly token: string;
  readonly signature: string;
  readonly parentSignature: string | undefined;
}

/** Checks the signature, the parent-signature where its key is known, and then the time. */
export function verifyMailgun(view: RequestView, input: VerifyInput): Verification {
  const signature = signatureText(view, 'signature');
  if (signature === undefined) return withoutSignature(view);
  if (input.secrets.length === 0) {
    return { status: 'no-secret', detail: 'there is a signature, but no signing key to check it' };
  }
  const timestamp = signatureText(view, 'timestamp');
  const token = signatureText(view, 'token');
  if (timestamp === undefined || token === undefined) {
    const missing = timestamp === undefined ? 'timestamp' : 'token';
    return refused('missing', `the body has a signature but no ${missing}`);
  }
  const parentSignature = signatureText(view, 'parent-signature');
  const signed = { timestamp, token, signature, parentSignature };
  return (
    flawOf(signed) ?? mismatchOf(signed, input) ?? staleness(signed, input) ?? accept(signed, input)
  );
}

function withoutSignature(view: RequestView): Verification {
  const isStructured = STRUCTURED_TYPE.test(mediaType(view.header('content-type')));
  if (isStructured && (view.kind === 'text' || view.kind === 'binary')) {
    return refused(
      'malformed',
      'the body is not what its Content-Type says, so no signature can be read from it',
    );
  }
  return { status: 'unsigned', detail: 'the body holds no signature' };
}

function flawOf(signed: Signed): Verification | undefined {
  if (!SIGNATURE_SHAPE.test(signed.signature)) {
    return refused('malformed', `the signature ${shapeFlaw(signed.signature)}`);
  }
  if (!SECONDS_SHAPE.test(signed.timestamp)) {
    return refused('malformed', 'the timestamp is not a whole number of Unix seconds');
  }
  return undefined;
}

function shapeFlaw(text: string): string {
  const wanted = 'instead of 64 lower-case hexadecimal characters';
  if (SIGNATURE_SHAPE.test(text.toLowerCase())) return `is written in capital letters ${wanted}`;
  return text.length === 64
    ? `holds other characters ${wanted}`
    : `has ${text.length} characters ${wanted}`;
}

function mismatchOf(signed: Signed, input: VerifyInput): Verification | undefined {
  const keys = input.secrets.flatMap((secret) =>
    secret.kind === 'shared' ? [secret.keyBytes ?? secret.value] : [],
  );
  if (keys.length === 0) {
    return refused(
      'wrong-secret',
      'Mailgun signs with a shared signing key, and a key pair was given',
    );
  }
  const parentKey = input.options[PARENT_KEY] ?? '';
  const { parentSignature } = signed;
  const own = fitsAny(signed, keys, signed.signature);
  const parent =
    parentKey === '' ||
    parentSignature === undefined ||
    fitsAny(signed, [parentKey], parentSignature);
  if (own && parent) return undefined;
  if (!own && parentSignature !== undefined && fitsAny(signed, keys, parentSignature)) {
    return refused(
      'wrong-secret',
      "the signing key fits parent-signature, not signature: it is the primary account's key, and signature is made with the subaccount's",
    );
  }
  if (own) return refused('mismatch', `parent-signature ${doesNotFit('the parent key')}`);
  const tried = keys.length === 1 ? 'the signing key' : `any of the ${keys.length} signing keys`;
  if (parent) return refused('mismatch', `signature ${doesNotFit(tried)}`);
  return refused(
    'mismatch',
    `signature ${doesNotFit(tried)}, and parent-signature does not fit the parent key`,
  );
}

function doesNotFit(key: string): string {
  return `is not the HMAC-SHA256 of timestamp and token under ${key}`;
}

function fitsAny(
  signed: Signed,
  keys: readonly (string | Uint8Array)[],
  signature: string,
): boolean {
  return keys.some(
    (key) =>
      key.length > 0 && equalText(mailgunSignature(key, signed.timestamp, signed.token), signature),
  );
}

function staleness({ timestamp }: Signed, input: VerifyInput): Verification | undefined {
  const ageMs = input.nowMs - Number(timestamp) * 1000;
  const limitMs = input.toleranceMs ?? DEFAULT_TOLERANCE_MS;
  if (ageMs > limitMs) {
    return refused(
      'stale',
      `the signed time is ${formatDuration(ageMs)} old, more than ${formatDuration(limitMs)}`,
    );
  }
  // Without a limit the question is about the key alone.
  if (-ageMs > FUTURE_LIMIT_MS && limitMs !== Number.POSITIVE_INFINITY) {
    return refused(
      'stale',
      `the signed time is ${formatDuration(-ageMs)} in the future, more than ${formatDuration(FUTURE_LIMIT_MS)}`,
    );
  }
  return undefined;
}

function accept({ token, parentSignature }: Signed, input: VerifyInput): Verification {
  const hasParentKey = (input.options[PARENT_KEY] ?? '') !== '';
  if (parentSignature === undefined) {
    const note = hasParentKey ? '; the body has no parent-signature' : '';
    return verified(`signature and time fit${note}`, token);
  }
  return verified(
    hasParentKey
      ? 'signature, parent-signature and time fit'
      : 'signature and time fit; parent-signature was not checked, for there is no parent-key',
    token,
  );
}
