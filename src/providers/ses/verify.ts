import { base64Bytes, base64Text } from '../../core/bytes.ts';
import { formatDuration } from '../../core/duration.ts';
import { InputError } from '../../core/errors.ts';
import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { verifyRsaPkcs1 } from '../../signing/rsa-pkcs1.ts';
import type { VerifyInput } from '../types.ts';
import { certUrlFault } from './aws-url.ts';
import { RAW_DELIVERY_HEADER } from './encode.ts';
import { certUrlOption, isRawDelivery, type SignatureVersion } from './options.ts';
import { type SnsMessage, sesEvent, snsMessage } from './received.ts';
import { HASHES } from './sign.ts';
import { stringToSign } from './string-to-sign.ts';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Checks an SNS message with the given keys or certificates; nothing is ever fetched. */
export function verify(view: RequestView, input: VerifyInput): Verification {
  const message = snsMessage(view);
  const signature = stringMember(message?.members, 'Signature') ?? '';
  if (message === undefined || signature === '') return withoutSignature(view, input);
  const keys = input.secrets.flatMap((secret) =>
    secret.kind === 'key-pair' ? [secret.publicKeyPem] : [],
  );
  if (keys.length === 0) {
    return {
      status: 'no-secret',
      detail: 'there is a signature, but no public key or certificate to check it with',
    };
  }
  const version = stringMember(message.members, 'SignatureVersion');
  if (version !== '1' && version !== '2') {
    return refused('malformed', 'SignatureVersion is neither "1" nor "2"');
  }
  const text = stringToSign(message);
  if (typeof text !== 'string') {
    return refused('missing', `the message has no text ${text.missing}, which is signed`);
  }
  return (
    signatureFault(signature) ??
    certificateFault(message, input) ??
    mismatch({ version, text, signature }, keys) ??
    staleness(message, input) ??
    accepted(input)
  );
}

/** A sender can claim raw delivery at will, so only the option makes a missing signature no fault. */
function withoutSignature(view: RequestView, { options }: VerifyInput): Verification {
  const hasEnvelope = snsMessage(view) !== undefined;
  if (isRawDelivery(options) && !hasEnvelope) {
    return { status: 'not-applicable', detail: 'raw message delivery has no signature' };
  }
  if (hasEnvelope) return { status: 'unsigned', detail: 'the SNS message has no Signature' };
  const isRaw = view.header(RAW_DELIVERY_HEADER) !== undefined || sesEvent(view) !== undefined;
  return {
    status: 'unsigned',
    detail: isRaw
      ? 'raw message delivery has no envelope, and so no signature; --option raw-delivery=yes says that it is wanted'
      : 'the body is no SNS message, so there is no Signature',
  };
}

function signatureFault(signature: string): Verification | undefined {
  const bytes = base64Bytes(signature);
  return bytes !== undefined && base64Text(bytes) === signature
    ? undefined
    : refused('malformed', 'Signature is not plain base64 with padding');
}

function certificateFault(message: SnsMessage, { options }: VerifyInput): Verification | undefined {
  const url = stringMember(message.members, 'SigningCertURL');
  if (url === undefined) return refused('missing', 'there is no SigningCertURL');
  const expected = certUrlOption(options);
  if (expected !== undefined) {
    return url === expected
      ? undefined
      : refused('malformed', 'SigningCertURL is not the one of --option cert-url');
  }
  const fault = certUrlFault(url);
  return fault === undefined ? undefined : refused('malformed', `SigningCertURL ${fault}`);
}

interface Signed {
  readonly version: SignatureVersion;
  readonly text: string;
  readonly signature: string;
}

function mismatch(signed: Signed, keys: readonly string[]): Verification | undefined {
  const { version, text, signature } = signed;
  const fits = (hash: 'sha1' | 'sha256'): boolean =>
    keys.some((key) => verifyRsaPkcs1(hash, key, text, signature));
  try {
    if (fits(HASHES[version])) return undefined;
    const other = version === '1' ? '2' : '1';
    if (fits(HASHES[other])) {
      return refused(
        'mismatch',
        `the signature fits SignatureVersion ${other}, but the message says ${version}`,
      );
    }
  } catch (error) {
    if (error instanceof InputError) return refused('wrong-secret', error.message);
    throw error;
  }
  const keyOf = keys.length === 1 ? 'the public key' : `any of the ${keys.length} public keys`;
  return refused(
    'mismatch',
    `the signature (version ${version}) over the ${Buffer.byteLength(text)} bytes of the signed members does not fit ${keyOf}`,
  );
}

/** SNS sets no limit, and retries repeat the time of publication: it is judged only where the caller gives a limit. */
function staleness(message: SnsMessage, input: VerifyInput): Verification | undefined {
  const limitMs = input.toleranceMs ?? Number.POSITIVE_INFINITY;
  if (limitMs === Number.POSITIVE_INFINITY) return undefined;
  const timestamp = stringMember(message.members, 'Timestamp') ?? '';
  const signedAtMs = ISO_TIME.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(signedAtMs)) {
    return refused('malformed', 'Timestamp is no time like 2026-01-01T00:00:02.703Z');
  }
  const ageMs = input.nowMs - signedAtMs;
  if (Math.abs(ageMs) <= limitMs) return undefined;
  const age =
    ageMs < 0 ? `${formatDuration(-ageMs)} in the future` : `${formatDuration(ageMs)} old`;
  return refused('stale', `Timestamp is ${age}, more than ${formatDuration(limitMs)}`);
}

function accepted(input: VerifyInput): Verification {
  return verified(
    input.toleranceMs === undefined
      ? 'the signature fits; SNS sets no limit to its time'
      : 'signature and time fit',
  );
}
