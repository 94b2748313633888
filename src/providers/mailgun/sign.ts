import { isJsonType } from '../../core/body-kind.ts';
import { InputError, SecretError } from '../../core/errors.ts';
import { headerValue, mediaType } from '../../core/headers.ts';
import { boundaryOf } from '../../core/multipart.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { viewRequest } from '../../core/request-view.ts';
import type { SignInput } from '../types.ts';
import { applyEdits, type BodyEdit } from './body-edits.ts';
import { unixSeconds } from './dates.ts';
import { JSON_STYLE, PARENT_KEY } from './facts.ts';
import { formEdits, multipartEdits } from './sign-form.ts';
import { jsonEdits } from './sign-json.ts';
import { mailgunSignature, type SignatureValues } from './signature.ts';

const FORM_TYPE = 'application/x-www-form-urlencoded';
const TOKEN_LENGTH = 50;

/**
 * Puts a fresh timestamp, token and signature where the old ones stand, or where they belong.
 *
 * @throws {SecretError} when the secret is empty or a key pair
 * @throws {InputError} when the body is neither a JSON object nor a form, so that it can't carry a signature
 */
export function signMailgun(request: WebhookRequest, input: SignInput): WebhookRequest {
  if (input.secret.kind !== 'shared') {
    throw new SecretError('Mailgun signs with a signing key, not with a key pair');
  }
  const timestamp = String(unixSeconds(input.nowMs));
  const token = input.random.hex(TOKEN_LENGTH);
  const parentKey = input.options[PARENT_KEY] ?? '';
  const values: SignatureValues = {
    timestamp,
    token,
    signature: mailgunSignature(input.secret.value, timestamp, token),
    parentSignature: parentKey === '' ? undefined : mailgunSignature(parentKey, timestamp, token),
  };
  const edits = editsFor(request, values, input.options[JSON_STYLE] === 'python');
  const { method, path, headers } = request;
  return { method, path, headers, body: applyEdits(request.body, edits) };
}

function editsFor(
  request: WebhookRequest,
  values: SignatureValues,
  spaced: boolean,
): readonly BodyEdit[] {
  const contentType = headerValue(request.headers, 'content-type');
  // What is said to be JSON need not be parsed to learn it.
  const said = isJsonType(contentType) ? jsonEdits(request.body, values, spaced) : undefined;
  if (said !== undefined) return said;
  const view = viewRequest(request);
  const seen = view.kind === 'json' ? jsonEdits(request.body, values, spaced) : undefined;
  if (seen !== undefined) return seen;
  if (view.kind === 'form') return formEdits(view, values);
  if (view.kind === 'empty' && mediaType(contentType) === FORM_TYPE) return formEdits(view, values);
  const boundary = boundaryOf(contentType);
  const edits = boundary === undefined ? undefined : multipartEdits(view, values, boundary);
  if (edits !== undefined) return edits;
  throw new InputError('this body cannot carry a Mailgun signature', {
    hint: 'the signature stands in a JSON object or in the fields of a form',
  });
}
