import { headerValue, withHeader } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { viewRequest } from '../../core/request-view.ts';
import { member } from '../../core/shape.ts';
import { sharedValue } from '../shared-secrets.ts';
import type { SignInput } from '../types.ts';
import { previousSecret, wantsV0 } from './options.ts';
import { SIGNATURE_HEADER, stripeSignature } from './signature.ts';
import { formatSignatureHeader, parseSignatureHeader } from './signature-header.ts';

/**
 * Signs with the time of now. A header that is there keeps its place, and its `v0` if it has one; a new one gets a `v0`
 * if the option says so and the event is of test mode.
 *
 * @throws {SecretError} when the secret is empty or a key pair
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const secret = sharedValue(input.secret, 'Stripe', "give the endpoint's whole secret, whsec_…");
  const previous = previousSecret(input.options);
  const timestamp = String(Math.floor(input.nowMs / 1000));
  const secrets = previous === '' ? [secret] : [secret, previous];
  const v1 = secrets.map((key) => stripeSignature(key, timestamp, request.body));
  // How Stripe makes v0 is not public, and receivers ignore it.
  const v0 = hasV0(request, input) ? input.random.hex(64) : undefined;
  const value = formatSignatureHeader(timestamp, v1, v0);
  return { ...request, headers: withHeader(request.headers, SIGNATURE_HEADER, value) };
}

function hasV0(request: WebhookRequest, input: SignInput): boolean {
  const present = headerValue(request.headers, SIGNATURE_HEADER);
  if (present !== undefined && present !== '') return parseSignatureHeader(present).hasV0;
  return wantsV0(input.options) && member(viewRequest(request).json(), 'livemode') === false;
}
