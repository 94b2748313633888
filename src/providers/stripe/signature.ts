import { hmacHex } from '../../signing/hmac.ts';

export const SIGNATURE_HEADER = 'Stripe-Signature';

/**
 * Computes one `v1` value of `Stripe-Signature`: HMAC-SHA256 over the timestamp, a full stop and the body as sent.
 *
 * @param secret - endpoint secret, used as UTF-8 text with its prefix `whsec_`
 * @param timestamp - Unix seconds, the text as sent
 * @returns 64 lower-case hex characters
 * @throws {SecretError} when the secret is empty
 * @see https://docs.stripe.com/webhooks#verify-manually
 */
export function stripeSignature(
  secret: string | Uint8Array,
  timestamp: string,
  body: Uint8Array,
): string {
  return hmacHex('sha256', secret, `${timestamp}.`, body);
}
