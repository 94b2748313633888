import { base64Text } from '../../core/bytes.ts';
import type { FormField } from '../../core/form.ts';
import type { RequestView } from '../../core/request-view.ts';
import { hmac } from '../../signing/hmac.ts';
import type { SignatureParts } from '../types.ts';

export const SIGNATURE_HEADER = 'X-Twilio-Signature';

/**
 * Computes `X-Twilio-Signature`: HMAC-SHA1 over the URL and then name and decoded value of each form field.
 *
 * @param token - primary auth token of the account, its 32 hex characters used as text
 * @param url - as requested, without fragment
 * @param fieldsText - see {@link signedText}
 * @returns 28 characters of base64
 * @throws {SecretError} when the token is empty
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function twilioSignature(
  token: string | Uint8Array,
  url: string,
  fieldsText: string,
): string {
  return base64Text(hmac('sha1', token, url, fieldsText));
}

/**
 * Fields as they are signed: in the order of their names (by UTF-16 code units), names and values with nothing between.
 * Equal fields count once; different values of one name go in their own order, as in Twilio's library.
 */
export function signedText(fields: readonly FormField[]): string {
  const distinct = new Map(fields.map((field) => [JSON.stringify(field), field]));
  return [...distinct.values()].sort(byNameThenValue).flat().join('');
}

/** Fields of the body that are signed; a GET has its parameters in the URL already. */
export function signedFields(view: RequestView): readonly FormField[] {
  return view.request.method.toUpperCase() === 'GET' ? [] : (view.form() ?? []);
}

/** Whether the signature needs a hash of the body in the URL: it is there, and no form. */
export function needsBodyHash(view: RequestView): boolean {
  return view.kind !== 'form' && view.kind !== 'empty';
}

export function signatureParts(view: RequestView): SignatureParts {
  if (view.header(SIGNATURE_HEADER) === undefined) return { bodyRanges: [] };
  return { signature: { in: 'header', name: SIGNATURE_HEADER }, bodyRanges: [] };
}

function byNameThenValue(left: FormField, right: FormField): number {
  return compare(left[0], right[0]) || compare(left[1], right[1]);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
