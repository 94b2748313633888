import { latin1Bytes } from '../../core/bytes.ts';
import { withHeader } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { hmacHex } from '../../signing/hmac.ts';
import { futureNote, isUnixSeconds, tooOld } from '../../signing/signed-time.ts';
import { sharedKeys, sharedValue, triedSecrets } from '../shared-secrets.ts';
import type { SignatureParts, SignInput, VerifyInput } from '../types.ts';
import { SSL_CHECK_FIELD } from './form-events.ts';

export const SIGNATURE_HEADER = 'X-Slack-Signature';
export const TIMESTAMP_HEADER = 'X-Slack-Request-Timestamp';

/** Documented; Slack's own library refuses older times, not future ones. */
export const DEFAULT_TOLERANCE_MS = 300_000;

const SIGNATURE_SHAPE = /^v0=[0-9a-f]{64}$/;

/**
 * Computes `X-Slack-Signature`: HMAC-SHA256 over `v0:`, the timestamp, a colon and the raw body, forms too.
 *
 * @param secret - signing secret, its 32 hex characters used as text
 * @param timestamp - value of `X-Slack-Request-Timestamp` as sent
 * @returns `v0=` and 64 lower-case hex characters
 * @throws {SecretError} when the secret is empty
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
function slackSignature(secret: string | Uint8Array, timestamp: string, body: Uint8Array): string {
  return `v0=${hmacHex('sha256', secret, latin1Bytes(`v0:${timestamp}:`), body)}`;
}

/** @throws {SecretError} when the secret is empty or a key pair */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const secret = sharedValue(input.secret, 'Slack', "give the app's signing secret");
  const timestamp = String(Math.floor(input.nowMs / 1000));
  const signature = slackSignature(secret, timestamp, request.body);
  const timed = withHeader(request.headers, TIMESTAMP_HEADER, timestamp);
  return { ...request, headers: withHeader(timed, SIGNATURE_HEADER, signature) };
}

export function verify(view: RequestView, input: VerifyInput): Verification {
  const received = view.header(SIGNATURE_HEADER);
  if (received === undefined) return { status: 'unsigned', detail: unsignedDetail(view) };
  const secrets = sharedKeys(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to check ${SIGNATURE_HEADER} with` };
  }
  const timestamp = view.header(TIMESTAMP_HEADER);
  if (timestamp === undefined) {
    return refused('missing', `there is ${SIGNATURE_HEADER}, but no ${TIMESTAMP_HEADER}`);
  }
  if (!SIGNATURE_SHAPE.test(received)) {
    return refused('malformed', `${SIGNATURE_HEADER} is not v0= and 64 lower-case hex characters`);
  }
  if (!isUnixSeconds(timestamp)) {
    return refused('malformed', `${TIMESTAMP_HEADER} is not a whole number of Unix seconds`);
  }
  const { body } = view.request;
  const fits = secrets.map((secret) =>
    equalText(slackSignature(secret, timestamp, body), received),
  );
  if (!fits.includes(true)) {
    return refused(
      'mismatch',
      `${SIGNATURE_HEADER} is not the HMAC-SHA256 of "v0:", the timestamp, ":" and the ${body.length} body bytes under ${triedSecrets(secrets)}`,
    );
  }
  const limitMs = input.toleranceMs ?? DEFAULT_TOLERANCE_MS;
  const stale = tooOld(Number(timestamp), input.nowMs, limitMs);
  if (stale !== undefined) return refused('stale', stale);
  const note = futureNote(Number(timestamp), input.nowMs, limitMs);
  return verified(`signature and time fit${note}`);
}

export function signatureParts(view: RequestView): SignatureParts {
  const has = (name: string): boolean => view.header(name) !== undefined;
  return {
    ...(has(SIGNATURE_HEADER) ? { signature: { in: 'header', name: SIGNATURE_HEADER } } : {}),
    ...(has(TIMESTAMP_HEADER) ? { timestamp: { in: 'header', name: TIMESTAMP_HEADER } } : {}),
    bodyRanges: [],
  };
}

function unsignedDetail(view: RequestView): string {
  const plain = `there is no ${SIGNATURE_HEADER} header`;
  if (view.kind !== 'form') return plain;
  if (view.field(SSL_CHECK_FIELD) !== undefined) {
    return `${plain}; Slack's own library takes an ssl_check without one`;
  }
  if (view.field('trigger_word') !== undefined) {
    return `${plain}; old outgoing webhooks have only the field token`;
  }
  return plain;
}
