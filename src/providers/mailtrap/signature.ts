import { SecretError } from '../../core/errors.ts';
import { withHeader } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { hmacHex } from '../../signing/hmac.ts';
import { sharedKeys, sharedValues } from '../shared-secrets.ts';
import type { SignatureParts, SignInput, VerifyInput } from '../types.ts';

export const SIGNATURE_HEADER = 'Mailtrap-Signature';

/** Spelling of a community article; documentation, SDKs and captures have the header without `X-`. */
export const MISTAKEN_HEADER = 'X-Mailtrap-Signature';

/**
 * Computes `Mailtrap-Signature`: HMAC-SHA256 over the raw body, JSON or JSON Lines alike.
 *
 * @param secret - the webhook's signing secret, its 32 hex characters used as text
 * @returns 64 lower-case hex characters, no prefix
 * @throws {SecretError} when the secret is empty
 */
function mailtrapSignature(secret: string | Uint8Array, body: Uint8Array): string {
  return hmacHex('sha256', secret, body);
}

/** @throws {SecretError} when the secret is empty or a key pair */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const [secret] = sharedValues([input.secret]);
  if (secret === undefined) {
    throw new SecretError('Mailtrap signs with a shared secret', {
      hint: "give the webhook's 32 hex characters",
    });
  }
  const signature = mailtrapSignature(secret, request.body);
  return { ...request, headers: withHeader(request.headers, SIGNATURE_HEADER, signature) };
}

export function verify(view: RequestView, input: VerifyInput): Verification {
  const received = view.header(SIGNATURE_HEADER);
  if (received === undefined) return { status: 'unsigned', detail: missingDetail(view) };
  const secrets = sharedKeys(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to check ${SIGNATURE_HEADER} with` };
  }
  const problem = shapeProblem(received);
  if (problem !== undefined) return refused('malformed', problem);
  const { body } = view.request;
  const fits = secrets.map((secret) => equalText(mailtrapSignature(secret, body), received));
  if (fits.includes(true)) return verified('the signature fits the body');
  const tried = secrets.length === 1 ? 'the secret' : `any of the ${secrets.length} secrets`;
  const note = received === received.toLowerCase() ? '' : '; Mailtrap writes lower-case hex';
  return refused(
    'mismatch',
    `${SIGNATURE_HEADER} is not the HMAC-SHA256 of the ${body.length} body bytes under ${tried}${note}`,
  );
}

export function signatureParts(view: RequestView): SignatureParts {
  if (view.header(SIGNATURE_HEADER) === undefined) return { bodyRanges: [] };
  return { signature: { in: 'header', name: SIGNATURE_HEADER }, bodyRanges: [] };
}

function shapeProblem(signature: string): string | undefined {
  if (signature.length !== 64) {
    return `${SIGNATURE_HEADER} has ${signature.length} characters, not 64`;
  }
  return /^[0-9a-f]+$/i.test(signature) ? undefined : `${SIGNATURE_HEADER} is not hexadecimal`;
}

function missingDetail(view: RequestView): string {
  return view.header(MISTAKEN_HEADER) === undefined
    ? `there is no ${SIGNATURE_HEADER} header`
    : `there is no ${SIGNATURE_HEADER} header; ${MISTAKEN_HEADER} is a mistake of a community article and is not checked`;
}
