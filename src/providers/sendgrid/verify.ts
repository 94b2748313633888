import { formatDuration } from '../../core/duration.ts';
import { InputError } from '../../core/errors.ts';
import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { isEcdsaSignature, verifyEcdsaP256 } from '../../signing/ecdsa.ts';
import type { VerifyInput } from '../types.ts';
import { signsEvents, signsInbound } from './options.ts';
import { isInboundPost } from './received.ts';
import { expectedAuthorization, SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.ts';

const SECONDS_SHAPE = /^\d{1,15}$/;

/** Checks the signature, its time where a limit is asked for, and then the credentials of the options. */
export function verify(view: RequestView, input: VerifyInput): Verification {
  const signature = view.header(SIGNATURE_HEADER);
  if (signature === undefined) return withoutSignature(view, input);
  const keys = input.secrets.flatMap((secret) =>
    secret.kind === 'key-pair' ? [secret.publicKeyPem] : [],
  );
  if (keys.length === 0) {
    return {
      status: 'no-secret',
      detail: 'there is a signature, but no public key of the webhook to check it with',
    };
  }
  const timestamp = view.header(TIMESTAMP_HEADER);
  if (timestamp === undefined) {
    return refused('missing', `there is a signature, but no ${TIMESTAMP_HEADER} header`);
  }
  const flaw = flawOf(signature, timestamp) ?? mismatchOf(view, { signature, timestamp }, keys);
  return flaw ?? staleness(timestamp, input) ?? credentialFault(view, input) ?? accepted(input);
}

function withoutSignature(view: RequestView, input: VerifyInput): Verification {
  const inbound = isInboundPost(view);
  if (inbound ? signsInbound(input.options) : signsEvents(input.options)) {
    return { status: 'unsigned', detail: `there is no ${SIGNATURE_HEADER} header` };
  }
  const expected = expectedAuthorization(input.options);
  if (expected !== undefined) {
    return credentialFault(view, input) ?? verified('the Authorization header fits');
  }
  return {
    status: 'not-applicable',
    detail: inbound
      ? 'Inbound Parse does not sign without a security policy (--option inbound-signature=yes)'
      : 'this Event Webhook is said not to be signed (--option event-signature=yes)',
  };
}

function flawOf(signature: string, timestamp: string): Verification | undefined {
  if (!SECONDS_SHAPE.test(timestamp)) {
    return refused('malformed', `${TIMESTAMP_HEADER} is not a whole number of Unix seconds`);
  }
  return isEcdsaSignature(signature)
    ? undefined
    : refused('malformed', `${SIGNATURE_HEADER} is not the base64 of an ECDSA signature in DER`);
}

interface Signed {
  readonly signature: string;
  readonly timestamp: string;
}

function mismatchOf(
  view: RequestView,
  signed: Signed,
  keys: readonly string[],
): Verification | undefined {
  const { body } = view.request;
  const outcomes = keys.map((key) => outcomeWith(key, signed, body));
  if (outcomes.includes('fits')) return undefined;
  const [problem] = outcomes.filter((outcome) => outcome instanceof InputError);
  if (problem !== undefined && !outcomes.includes('differs')) {
    return refused('wrong-secret', problem.message);
  }
  const tried = keys.length === 1 ? 'the public key' : `any of the ${keys.length} public keys`;
  const changed = isInboundPost(view) || endsWithLineEnd(body);
  const note = changed ? '' : '; they do not end with CR LF, as all events of SendGrid do';
  return refused(
    'mismatch',
    `the signature over the timestamp ${signed.timestamp} and the ${body.length} body bytes does not fit ${tried}${note}`,
  );
}

/** A key of another kind is told apart: it can't be the webhook's. */
function outcomeWith(
  key: string,
  { signature, timestamp }: Signed,
  body: Uint8Array,
): 'fits' | 'differs' | InputError {
  try {
    return verifyEcdsaP256(key, signature, timestamp, body) ? 'fits' : 'differs';
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function endsWithLineEnd(body: Uint8Array): boolean {
  return body.at(-2) === 0x0d && body.at(-1) === 0x0a;
}

/** SendGrid sets no limit: a time is judged only where the caller gives one. */
function staleness(timestamp: string, input: VerifyInput): Verification | undefined {
  const limitMs = input.toleranceMs ?? Number.POSITIVE_INFINITY;
  const ageMs = input.nowMs - Number(timestamp) * 1000;
  if (Math.abs(ageMs) <= limitMs) return undefined;
  const age =
    ageMs < 0 ? `${formatDuration(-ageMs)} in the future` : `${formatDuration(ageMs)} old`;
  return refused('stale', `the signed time is ${age}, more than ${formatDuration(limitMs)}`);
}

function credentialFault(view: RequestView, input: VerifyInput): Verification | undefined {
  const expected = expectedAuthorization(input.options);
  if (expected === undefined) return undefined;
  const received = view.header('authorization');
  if (received === undefined) {
    return refused('missing', 'the options ask for an Authorization header, and there is none');
  }
  return equalText(expected, received)
    ? undefined
    : refused('mismatch', 'the Authorization header is not the one of the options');
}

function accepted(input: VerifyInput): Verification {
  const what = expectedAuthorization(input.options) === undefined ? '' : ' and Authorization';
  return verified(
    input.toleranceMs === undefined
      ? `signature${what} fit; SendGrid sets no limit to its time`
      : `signature, time${what} fit`,
  );
}
