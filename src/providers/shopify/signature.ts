import { base64Bytes, base64Text } from '../../core/bytes.ts';
import { headerValue } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { hmac } from '../../signing/hmac.ts';
import { placeHeader } from '../place-header.ts';
import { sharedKeys, sharedValue, triedSecrets } from '../shared-secrets.ts';
import type { SignatureParts, SignInput, VerifyInput } from '../types.ts';
import { headerNamesOf } from './header-names.ts';

const DIGEST_BYTES = 32;

/**
 * Computes `X-Shopify-Hmac-Sha256` (or `shopify-hmac-sha256` of Events): HMAC-SHA256 over the raw body.
 *
 * @param secret - client secret of the app, or signing key of the shop admin, used as text with its prefix
 * @returns 44 characters of standard base64
 * @throws {SecretError} when the secret is empty
 */
function shopifySignature(secret: string | Uint8Array, body: Uint8Array): string {
  return base64Text(hmac('sha256', secret, body));
}

/** @throws {SecretError} when the secret is empty or a key pair */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const secret = sharedValue(input.secret, 'Shopify', "give the app's client secret, shpss_…");
  const names = headerNamesOf((name) => headerValue(request.headers, name));
  const value = shopifySignature(secret, request.body);
  return {
    ...request,
    headers: placeHeader(request.headers, names.hmac, value, names.shopDomain),
  };
}

export function verify(view: RequestView, input: VerifyInput): Verification {
  const { hmac: name } = headerNamesOf(view.header);
  const received = view.header(name);
  if (received === undefined) return { status: 'unsigned', detail: `there is no ${name} header` };
  const secrets = sharedKeys(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to check ${name} with` };
  }
  const problem = shapeProblem(name, received);
  if (problem !== undefined) return refused('malformed', problem);
  const { body } = view.request;
  const fits = secrets.map((secret) => equalText(shopifySignature(secret, body), received));
  if (fits.includes(true)) return verified('the signature fits the body');
  return refused(
    'mismatch',
    `${name} is not the HMAC-SHA256 of the ${body.length} body bytes under ${triedSecrets(secrets)}`,
  );
}

export function signatureParts(view: RequestView): SignatureParts {
  const { hmac: name } = headerNamesOf(view.header);
  if (view.header(name) === undefined) return { bodyRanges: [] };
  return { signature: { in: 'header', name }, bodyRanges: [] };
}

function shapeProblem(name: string, value: string): string | undefined {
  if (/^[0-9a-f]{64}$/i.test(value)) return `${name} is hexadecimal; Shopify writes base64`;
  const bytes = base64Bytes(value);
  if (bytes === undefined) return `${name} is not base64 with its padding`;
  if (bytes.length === DIGEST_BYTES) return undefined;
  return `${name} holds ${bytes.length} bytes, not ${DIGEST_BYTES}`;
}
