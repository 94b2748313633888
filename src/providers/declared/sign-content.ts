import { utf8Text } from '../../core/bytes.ts';
import { InputError, SecretError } from '../../core/errors.ts';
import { headerValue, withHeader } from '../../core/headers.ts';
import type { ContentSignature, ValuePlace } from '../../core/provider-definition.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { viewRequest } from '../../core/request-view.ts';
import type { Template } from '../../core/template.ts';
import { timeText } from '../../core/time-text.ts';
import { type SigningKey, signContent } from '../../signing/content-signature.ts';
import type { Secret, SignInput } from '../types.ts';
import { assemble, encodeText, type TemplateFacts } from './content.ts';
import { writeSignatures } from './header-format.ts';
import { readSigningKey } from './keys.ts';
import { PREVIOUS_SECRET, signedUrl } from './options.ts';
import { type Addressed, placeName, readPlace, writePlace } from './places.ts';

/** One secret to sign with, as a key and as text for schemes that put it into the content. */
interface Signer {
  readonly key: SigningKey;
  readonly text: string;
}

/**
 * Signs afresh: sets time, id and what else the definition sets, and replaces the signature.
 *
 * @throws {SecretError} when the secret is of no use
 * @throws {InputError} when the request lacks something that is signed, or the body a place to put it in
 */
export function signWithContent(
  title: string,
  signature: ContentSignature,
  request: WebhookRequest,
  input: SignInput,
): WebhookRequest {
  const signers = signersOf(title, signature, input);
  const { time, id, format } = signature;
  const timestamp = time === null ? undefined : timeText(input.nowMs, time.unit);
  let idText: string | undefined;
  let signed: Addressed = { request, url: signedUrl(input.url, input.options) };

  const put = (place: ValuePlace, text: string): void => {
    signed = written(title, signed, place, text);
  };
  const made = (template: Template, label: string, secret?: string): Uint8Array => {
    const facts = factsOf(signed, input, label);
    const known = secret === undefined ? facts : { ...facts, secret };
    const assembled = assemble(template, { ...known, timestamp, id: idText });
    if (assembled.ok) return assembled.bytes;
    throw new InputError(`${title} signs the ${assembled.missing}, and the request has none`, {
      hint: 'add it to the fixture, with -H, or under signature.sets in webhook-cli.yaml',
    });
  };

  if (time !== null && time.place !== 'signature' && timestamp !== undefined) {
    put(time.place, timestamp);
  }
  if (id !== null) {
    // It stays the same over all attempts, so that receivers tell redeliveries by it.
    const present = readPlace(viewRequest(request), signed.url, id.place);
    idText = present || utf8Text(made(id.make, 'id'));
    put(id.place, idText);
  }
  for (const { place, value } of signature.sets) {
    put(place, utf8Text(made(value, `${placeName(place)} ${input.nowMs}`)));
  }
  const signatures = signers.map(({ key, text }) =>
    encodeText(signContent(key, made(signature.content, '', text)), format.encoding),
  );
  const write = (texts: readonly string[]): string =>
    writeSignatures(format, { timestamp, id: idText, signatures: texts, options: input.options });
  if (signature.places.in !== 'headers') {
    put(signature.places, write(signatures));
    return signed.request;
  }
  return inHeaders(signed.request, signature.places.names, signatures, write);
}

/** One header holds all signatures; of several each holds one. Those that are there keep their places. */
function inHeaders(
  request: WebhookRequest,
  names: readonly [string, ...string[]],
  signatures: readonly string[],
  write: (signatures: readonly string[]) => string,
): WebhookRequest {
  if (names.length === 1) {
    return { ...request, headers: withHeader(request.headers, names[0], write(signatures)) };
  }
  const isThere = (name: string): boolean => headerValue(request.headers, name) !== undefined;
  const there = names.filter(isThere);
  const added = names.filter((name) => !isThere(name));
  const wanted = Math.max(there.length, signatures.length);
  const headers = [...there, ...added].slice(0, wanted).reduce((list, name, index) => {
    const own = signatures[index] ?? signatures.at(-1) ?? '';
    return withHeader(list, name, write([own]));
  }, request.headers);
  return { ...request, headers };
}

function signersOf(
  title: string,
  signature: ContentSignature,
  input: SignInput,
): readonly Signer[] {
  const previous = input.options[PREVIOUS_SECRET] ?? '';
  const secrets: readonly Secret[] =
    previous === '' ? [input.secret] : [input.secret, { kind: 'shared', value: previous }];
  return secrets.map((secret) => {
    const read = readSigningKey(signature, secret);
    if ('key' in read) return { key: read.key, text: secret.kind === 'shared' ? secret.value : '' };
    throw new SecretError(`the secret ${read.error}, so ${title} can't be signed with it`, {
      hint: 'signature.key in webhook-cli.yaml says what it is taken for',
    });
  });
}

function written(title: string, addressed: Addressed, place: ValuePlace, text: string): Addressed {
  const done = writePlace(addressed, place, text);
  if (done !== undefined) return done;
  throw new InputError(`the request has no ${placeName(place)}, where ${title} puts it`, {
    hint: 'put an empty text there; signing fills it in',
  });
}

/** @param label - tells what is drawn for one place from what is drawn for another */
function factsOf(
  { request, url }: Addressed,
  { options, nowMs, random }: SignInput,
  label: string,
): TemplateFacts {
  const own = random.fork(label);
  const fill = {
    nowMs,
    acceptedAtMs: nowMs,
    recipient: '',
    subject: '',
    event: '',
    wire: '',
    random: own,
    message: () => own,
  };
  return { view: viewRequest(request), url, options, fill };
}
