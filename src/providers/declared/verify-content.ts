import { base64Bytes, base64Text, base64UrlText } from '../../core/bytes.ts';
import type { ContentSignature, SignaturePlaces } from '../../core/provider-definition.ts';
import type { RequestView } from '../../core/request-view.ts';
import type { TextEncoding } from '../../core/template.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { fitsContent, signContent } from '../../signing/content-signature.ts';
import type { VerifyInput } from '../types.ts';
import { assemble, encodeText, type TemplateFacts } from './content.ts';
import { type ReadSignatures, readSignatures } from './header-format.ts';
import { type CheckingKey, readCheckingKey } from './keys.ts';
import { signedUrl } from './options.ts';
import { placeName, readPlace } from './places.ts';
import { methodName, placesName } from './scheme-names.ts';
import { timeFault } from './time.ts';
import { setFault } from './verify-sets.ts';

/** Checks signature, set values and time; any signature may fit any secret. */
export function verifyWithContent(
  signature: ContentSignature,
  view: RequestView,
  input: VerifyInput,
): Verification {
  const url = signedUrl(input.url, input.options);
  const { places } = signature;
  const values = placedValues(places, view, url);
  if (values.length === 0) {
    return { status: 'unsigned', detail: `there is no ${placesName(places)}` };
  }
  if (input.secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to check the ${placesName(places)} with` };
  }
  const read = values.map((value) => readSignatures(signature.format, value, input.options));
  const signatures = read.flatMap((one) => one.signatures).filter((text) => text !== '');
  if (signatures.length === 0) {
    return refused(
      'malformed',
      `the ${placesName(places)} is not of the form ${signature.format.template.source}`,
    );
  }
  const facts = factsOf(signature, view, url, input, read);
  return (
    signatureFault(signature, facts, signatures, input) ??
    setFault(signature.sets, facts) ??
    signedTimeFault(signature, facts, input) ??
    verified(signature.time === null ? 'the signature fits' : 'signature and time fit')
  );
}

/** The values where signatures may stand, in order. */
export function placedValues(
  places: SignaturePlaces,
  view: RequestView,
  url: string,
): readonly string[] {
  const values =
    places.in === 'headers'
      ? places.names.map((name) => view.header(name))
      : [readPlace(view, url, places)];
  return values.filter((value) => value !== undefined);
}

function factsOf(
  { time, id }: ContentSignature,
  view: RequestView,
  url: string,
  { options }: VerifyInput,
  read: readonly ReadSignatures[],
): TemplateFacts {
  const inSignature = read.find(({ timestamp }) => timestamp !== undefined)?.timestamp;
  const timestamp =
    time === null || time.place === 'signature' ? inSignature : readPlace(view, url, time.place);
  return {
    view,
    url,
    options,
    timestamp: timestamp || undefined,
    id: (id === null ? read[0]?.id : readPlace(view, url, id.place)) || undefined,
  };
}

function signatureFault(
  signature: ContentSignature,
  facts: TemplateFacts,
  signatures: readonly string[],
  { secrets }: VerifyInput,
): Verification | undefined {
  const read = secrets.map((secret) => readCheckingKey(signature, secret));
  const keys = read.flatMap((reading) => ('key' in reading ? [reading.key] : []));
  const [flaw] = read.flatMap((reading) => ('error' in reading ? [reading.error] : []));
  if (keys.length === 0 && flaw !== undefined) return refused('wrong-secret', `the secret ${flaw}`);
  const { content, format, places } = signature;
  const results: boolean[] = []; // every comparison is made, whichever fits
  for (const key of keys) {
    const known = key.kind === 'made-again' ? { ...facts, secret: key.text } : facts;
    const assembled = assemble(content, known);
    if (!assembled.ok)
      return refused('missing', `there is no ${assembled.missing}, which is signed`);
    results.push(...fits(key, assembled.bytes, signatures, format.encoding));
  }
  if (results.includes(true)) return undefined;
  const one = signatures.length === 1 ? '' : ` (none of ${signatures.length})`;
  const under = keys.length === 1 ? 'the secret' : `any of the ${keys.length} secrets`;
  const cased = caseNote(signatures, format.encoding);
  return refused(
    'mismatch',
    `the ${placesName(places)}${one} is not the ${methodName(signature)} of ${content.source} under ${under}${cased}`,
  );
}

function fits(
  key: CheckingKey,
  content: Uint8Array,
  signatures: readonly string[],
  encoding: TextEncoding,
): readonly boolean[] {
  if (key.kind === 'made-again') {
    const expected = encodeText(signContent(key.key, content), encoding);
    return signatures.map((text) => equalText(expected, text));
  }
  return signatures.map((text) => {
    const bytes = decodedText(text, encoding);
    return bytes !== undefined && fitsContent(key.key, content, bytes);
  });
}

/** Bytes of a text that is spelled as encoding them would spell it: no second text is the same signature. */
function decodedText(text: string, encoding: TextEncoding): Uint8Array | undefined {
  switch (encoding) {
    case 'hex':
      return /^(?:[0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined;
    case 'HEX':
      return /^(?:[0-9A-F]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined;
    case 'base64': {
      const bytes = base64Bytes(text);
      return bytes !== undefined && base64Text(bytes) === text ? bytes : undefined;
    }
    case 'base64url': {
      const bytes = Buffer.from(text, 'base64url');
      return base64UrlText(bytes) === text ? bytes : undefined;
    }
    default:
      return encoding satisfies never;
  }
}

function signedTimeFault(
  { time }: ContentSignature,
  { timestamp }: TemplateFacts,
  { nowMs, toleranceMs }: VerifyInput,
): Verification | undefined {
  if (time === null) return undefined;
  const limitMs = toleranceMs ?? time.toleranceMs;
  if (timestamp !== undefined) return timeFault(time, timestamp, nowMs, limitMs);
  if (limitMs === null || !Number.isFinite(limitMs)) return undefined;
  const where = time.place === 'signature' ? 'time in the signature' : placeName(time.place);
  return refused('missing', `there is no ${where}`);
}

function caseNote(signatures: readonly string[], encoding: TextEncoding): string {
  if (encoding === 'hex' && signatures.some((text) => /^[0-9a-f]*[A-F][0-9a-fA-F]*$/.test(text))) {
    return '; it is expected in lower case';
  }
  if (encoding === 'HEX' && signatures.some((text) => /^[0-9A-F]*[a-f][0-9a-fA-F]*$/.test(text))) {
    return '; it is expected in upper case';
  }
  return '';
}
