import { latin1Text, utf8Bytes } from '../../core/bytes.ts';
import { InputError, SecretError } from '../../core/errors.ts';
import { isJsonList, type JsonValue } from '../../core/json.ts';
import type { JsonPath } from '../../core/json-scan.ts';
import type { TokenSignature, ValuePlace } from '../../core/provider-definition.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { type RequestView, viewRequest } from '../../core/request-view.ts';
import type { Template } from '../../core/template.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { basicAuthorization, parseBasic } from '../../signing/basic-auth.ts';
import { equalText } from '../../signing/constant-time.ts';
import { losslessJson } from '../lossless-json.ts';
import { sharedValue, sharedValues, triedSecrets } from '../shared-secrets.ts';
import type { ProviderOptions, SignInput, VerifyInput } from '../types.ts';
import { memberAt } from './json-walk.ts';
import { type Addressed, placeName, readPlace, writePlace } from './places.ts';

/** Step of a JSON path that stands for every item of a list. */
const EVERY = '*';

/**
 * Puts the secret in its place; nothing of the request is signed.
 *
 * @throws {SecretError} when it is empty, a key pair, or no `user:password` where one is needed
 * @throws {InputError} when the body has no such place
 */
export function signWithToken(
  title: string,
  token: TokenSignature,
  request: WebhookRequest,
  input: SignInput,
): WebhookRequest {
  const secret = sharedValue(
    input.secret,
    title,
    'give the token that the webhook was set up with',
  );
  if (token.form === 'basic' && !secret.includes(':')) {
    throw new SecretError('Basic credentials need a secret of the form user:password', {
      hint: 'give both parts with a colon between them',
    });
  }
  const text = tokenText(token, secret, input.options);
  let signed: Addressed = { request, url: input.url };
  const places = everyPlace(token.place, viewRequest(request));
  for (const place of places) {
    const written = writePlace(signed, place, text);
    if (written === undefined) throw noPlace(title, place);
    signed = written;
  }
  if (places.length === 0) throw noPlace(title, token.place);
  return signed.request;
}

/** Compares the token with the secrets, in constant time. */
export function verifyToken(
  token: TokenSignature,
  view: RequestView,
  input: VerifyInput,
): Verification {
  const what = placeName(token.place);
  const places = everyPlace(token.place, view);
  const values = places.map((place) => readPlace(view, input.url, place));
  if (values.every((value) => value === undefined)) {
    return { status: 'unsigned', detail: `there is no ${what}` };
  }
  const secrets = sharedValues(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to compare the ${what} with` };
  }
  const [value] = values;
  if (token.form === 'basic' && parseBasic(value ?? '') === undefined) {
    return refused('malformed', `the ${what} is not Basic with the base64 of user:password`);
  }
  const results = secrets.map((secret) =>
    values.map((found) => found !== undefined && isToken(token, secret, found, input.options)),
  );
  if (results.some((all) => all.every((fits) => fits))) {
    return verified(`the ${what} is the secret`);
  }
  return refused('mismatch', `the ${what} is not equal to ${triedSecrets(secrets)}`);
}

function isToken(
  token: TokenSignature,
  secret: string,
  found: string,
  options: ProviderOptions,
): boolean {
  if (token.form === 'basic') {
    const basic = parseBasic(found);
    return basic !== undefined && equalText(secret, `${basic.user}:${basic.password}`);
  }
  const expected = tokenText(token, secret, options);
  return equalText(token.place.in === 'header' ? latin1Text(utf8Bytes(expected)) : expected, found);
}

function tokenText(
  { form, template }: TokenSignature,
  secret: string,
  options: ProviderOptions,
): string {
  return form === 'basic' ? basicAuthorization(secret) : filled(template, secret, options);
}

function filled({ parts }: Template, secret: string, options: ProviderOptions): string {
  const texts = parts.map((part) => {
    if (part.kind !== 'value') return part.kind === 'text' ? part.text : '';
    return part.value.from === 'option' ? (options[part.value.name] ?? '') : secret;
  });
  return texts.join('');
}

/** The places that a path with `*` stands for in this body; any other place stands for itself. */
export function everyPlace(place: ValuePlace, view: RequestView): readonly ValuePlace[] {
  if (place.in !== 'json' || !place.path.includes(EVERY)) return [place];
  const value = losslessJson(view);
  if (value === undefined) return [];
  return everyPath(place.path, value).map((path) => ({ in: 'json', path }));
}

function everyPath(path: JsonPath, value: JsonValue): readonly JsonPath[] {
  const [step, ...rest] = path;
  if (step === undefined) return [[]];
  if (step === EVERY) {
    const items = isJsonList(value) ? value : [];
    return items.flatMap((item, index) => everyPath(rest, item).map((inner) => [index, ...inner]));
  }
  const member = memberAt(value, step);
  return member === undefined ? [] : everyPath(rest, member).map((inner) => [step, ...inner]);
}

function noPlace(title: string, place: ValuePlace): InputError {
  return new InputError(`the request has no ${placeName(place)}, where ${title} puts the token`, {
    hint: 'put an empty text there; signing fills it in',
  });
}
