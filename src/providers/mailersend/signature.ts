import { SecretError } from '../../core/errors.ts';
import { withHeader } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { type RequestView, viewRequest } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { hmacHex } from '../../signing/hmac.ts';
import { sharedKeys, sharedValues } from '../shared-secrets.ts';
import type { SignatureParts, SignInput, VerifyInput } from '../types.ts';
import { PING_TYPE } from './account-events.ts';

export const SIGNATURE_HEADER = 'Signature';

/** Name in an example of the official SDK's README; nothing sends it. */
export const MISTAKEN_HEADER = 'X-MailerSend-Signature';

/** Published: pings are signed with it, since a webhook that is being saved has no secret yet. */
const PING_SECRET = 'test_Am3L1GuOIc4blLUuHqAPxxwkZaJyEk8G';

/**
 * Computes `Signature`: HMAC-SHA256 over the raw body.
 *
 * @param secret - signing secret of the webhook or inbound route, used as text
 * @returns 64 lower-case hex characters, no prefix
 * @throws {SecretError} when the secret is empty
 */
function mailersendSignature(secret: string | Uint8Array, body: Uint8Array): string {
  return hmacHex('sha256', secret, body);
}

/**
 * Signs with the secret given, but a ping with the published one, whatever is given.
 *
 * @throws {SecretError} when the secret is empty or a key pair
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const [given] = sharedValues([input.secret]);
  if (given === undefined) {
    throw new SecretError('MailerSend signs with a shared secret', {
      hint: 'give the signing secret of the webhook or inbound route',
    });
  }
  const secret = isPing(viewRequest(request)) ? PING_SECRET : given;
  const signature = mailersendSignature(secret, request.body);
  return { ...request, headers: withHeader(request.headers, SIGNATURE_HEADER, signature) };
}

/** The published secret counts for pings alone: everyone could sign other events with it. */
export function verify(view: RequestView, input: VerifyInput): Verification {
  const received = view.header(SIGNATURE_HEADER);
  if (received === undefined) return { status: 'unsigned', detail: missingDetail(view) };
  const given = sharedKeys(input.secrets);
  if (given.length === 0) {
    return { status: 'no-secret', detail: `no secret to check ${SIGNATURE_HEADER} with` };
  }
  const problem = shapeProblem(received);
  if (problem !== undefined) return refused('malformed', problem);
  const { body } = view.request;
  const fits = (secret: string | Uint8Array): boolean =>
    equalText(mailersendSignature(secret, body), received);
  const pingFits = fits(PING_SECRET);
  if (given.map(fits).includes(true)) return verified('the signature fits the body');
  if (pingFits) {
    return isPing(view)
      ? verified('the signature fits the body, under the published secret of pings')
      : refused(
          'wrong-secret',
          `${SIGNATURE_HEADER} is made with the published secret of pings, which anyone has, and the body is no ${PING_TYPE}`,
        );
  }
  return refused('mismatch', mismatchDetail(body.length, given.length, received));
}

export function signatureParts(view: RequestView): SignatureParts {
  if (view.header(SIGNATURE_HEADER) === undefined) return { bodyRanges: [] };
  return { signature: { in: 'header', name: SIGNATURE_HEADER }, bodyRanges: [] };
}

/** Whether a header value has the shape of this signature. */
export function hasSignatureShape(value: string | undefined): boolean {
  return value !== undefined && shapeProblem(value) === undefined;
}

function isPing(view: RequestView): boolean {
  return stringMember(view.json(), 'type') === PING_TYPE;
}

function shapeProblem(signature: string): string | undefined {
  if (signature.length !== 64) {
    return `${SIGNATURE_HEADER} has ${signature.length} characters, not 64`;
  }
  return /^[0-9a-f]+$/i.test(signature) ? undefined : `${SIGNATURE_HEADER} is not hexadecimal`;
}

function mismatchDetail(bytes: number, secrets: number, received: string): string {
  const tried = secrets === 1 ? 'the secret' : `any of the ${secrets} secrets`;
  const note = received === received.toLowerCase() ? '' : '; MailerSend writes lower-case hex';
  return `${SIGNATURE_HEADER} is not the HMAC-SHA256 of the ${bytes} body bytes under ${tried}${note}`;
}

function missingDetail(view: RequestView): string {
  return view.header(MISTAKEN_HEADER) === undefined
    ? `there is no ${SIGNATURE_HEADER} header`
    : `there is no ${SIGNATURE_HEADER} header; ${MISTAKEN_HEADER} is a mistake of an example and is not checked`;
}
