import { SecretError } from '../core/errors.ts';
import { type HeaderList, type HeaderPair, headerValue, withHeader } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RequestView } from '../core/request-view.ts';
import { digestHeader } from '../signing/digest.ts';
import {
  formatSignatureHeader,
  type HttpSignature,
  locateSignature,
  parseSignatureHeader,
  signingString,
  signRsaSha256,
} from '../signing/http-signature.ts';
import type { ProviderOptions, SignatureParts, SignInput } from './types.ts';

/** What `X-Copernica-ID` numbers: an SMTPeter environment or a Marketing Suite account. Also the option's name. */
export type SenderKind = 'environment' | 'account';

export const ALGORITHM = 'rsa-sha256';

/** The documentation's example; a DNS name of the shape of a DKIM selector. */
export const DEFAULT_KEY_ID = 'one._domainkey.copernica.com';

/** Covered by every signature according to the documentation. */
export const ALWAYS_COVERED = ['(request-target)', 'host', 'date', 'x-copernica-id', 'digest'];

const OFTEN_COVERED = new Set(['content-length', 'content-type']);
const LOWER_CASE_NAMES =
  '(request-target) host date content-length content-type x-copernica-id digest x-nonce';
const DOCUMENTED_NAMES =
  '(request-target) Host Date Content-length Content-type X-Copernica-ID Digest X-nonce';

const NONCE_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const NONCE_LENGTH = 6;

/** Value of `X-Copernica-ID`: `environment-1234`, `account_1234`. */
export function senderId(kind: SenderKind, options: ProviderOptions): string {
  return `${kind}${options['id-separator'] === 'underscore' ? '_' : '-'}${options[kind] ?? ''}`;
}

/** Lower-case names the signature covers. */
export function coveredNames(signature: HttpSignature): ReadonlySet<string> {
  return new Set(signature.headers.map((name) => name.toLowerCase()));
}

/**
 * Signs by draft-cavage-http-signatures-10: sets `Date`, `Digest`, `X-Nonce` and `Signature`, each where it stands or
 * else where Copernica puts it. `Host` and `Content-Length` are signed as the transport will send them.
 *
 * A request that is signed already keeps the key id, the header list and the spelling of its old signature,
 * unless an option asks for another.
 *
 * @throws {SecretError} when the secret holds no RSA private key
 */
export function signCopernica(
  request: WebhookRequest,
  input: SignInput,
  kind: SenderKind,
): WebhookRequest {
  if (input.secret.kind !== 'key-pair' || input.secret.privateKeyPem === null) {
    throw new SecretError('signing needs the private key of an RSA key pair', {
      hint: 'give a PEM block: PRIVATE KEY or RSA PRIVATE KEY',
    });
  }
  const previous = previousSignature(request.headers);
  const headers = withDigest(
    withDate(request.headers, new Date(input.nowMs).toUTCString(), senderId(kind, input.options)),
    digestHeader(request.body, digestToken(request.headers, previous, input.options)),
  );
  const nonced = withHeader(headers, 'X-Nonce', input.random.text(NONCE_ALPHABET, NONCE_LENGTH));
  const onTheWire = withHeader(
    withHeader(nonced, 'Host', new URL(input.url).host),
    'Content-Length',
    String(request.body.length),
  );
  const names = signedNames(previous, input.options).filter(
    (name) =>
      name.toLowerCase() === '(request-target)' || headerValue(onTheWire, name) !== undefined,
  );
  const text = signingString({ ...request, headers: onTheWire }, names);
  if (typeof text !== 'string') throw new Error(`nothing to sign for ${text.missing}`); // filtered above
  const signature = formatSignatureHeader({
    keyId: keyId(previous, input.options),
    algorithm: ALGORITHM,
    headers: names,
    signature: signRsaSha256(input.secret.privateKeyPem, text),
  });
  return { ...request, headers: withHeader(nonced, 'Signature', signature) };
}

/** Where the signature, its time and a header it covers stand. */
export function copernicaSignatureParts(view: RequestView): SignatureParts {
  const value = view.header('signature');
  if (value === undefined) return { bodyRanges: [] };
  const place = (name: string): { in: 'header'; name: string } => ({
    in: 'header',
    name: view.request.headers.find(([each]) => each.toLowerCase() === name)?.[0] ?? name,
  });
  const parsed = parseSignatureHeader(value);
  const covered = 'error' in parsed ? new Set<string>() : coveredNames(parsed);
  const range = locateSignature(value);
  return {
    signature: { ...place('signature'), ...(range === undefined ? {} : { range }) },
    bodyRanges: [],
    ...(view.header('date') === undefined ? {} : { timestamp: place('date') }),
    ...(covered.has('x-copernica-id') && view.header('x-copernica-id') !== undefined
      ? { coveredHeader: place('x-copernica-id').name }
      : {}),
  };
}

function previousSignature(headers: HeaderList): HttpSignature | undefined {
  const parsed = parseSignatureHeader(headerValue(headers, 'Signature') ?? '');
  if ('error' in parsed) return undefined;
  const covered = coveredNames(parsed);
  const usable = ALWAYS_COVERED.every((name) => covered.has(name)) && !covered.has('signature');
  return usable ? parsed : undefined;
}

function keyId(previous: HttpSignature | undefined, options: ProviderOptions): string {
  const chosen = options['key-id'] ?? DEFAULT_KEY_ID;
  return chosen === DEFAULT_KEY_ID ? (previous?.keyId ?? chosen) : chosen;
}

function signedNames(
  previous: HttpSignature | undefined,
  options: ProviderOptions,
): readonly string[] {
  const documented = options['case'] === 'documented';
  const minimal = options['signed-headers'] === 'minimal';
  if (previous !== undefined && !documented && !minimal) return previous.headers;
  return (documented ? DOCUMENTED_NAMES : LOWER_CASE_NAMES)
    .split(' ')
    .filter((name) => !minimal || !OFTEN_COVERED.has(name.toLowerCase()));
}

function digestToken(
  headers: HeaderList,
  previous: HttpSignature | undefined,
  options: ProviderOptions,
): 'sha-256' | 'SHA-256' {
  if (options['case'] === 'documented') return 'SHA-256';
  const captured = previous === undefined ? '' : (headerValue(headers, 'Digest') ?? '');
  return captured.trimStart().startsWith('SHA-256=') ? 'SHA-256' : 'sha-256';
}

/** On the wire `Date` stands before `X-Copernica-ID`, and `Digest` after it. */
function withDate(headers: HeaderList, date: string, id: string): HeaderList {
  const identified =
    headerValue(headers, 'X-Copernica-ID') === undefined
      ? withHeader(headers, 'X-Copernica-ID', id)
      : headers;
  if (headerValue(identified, 'Date') !== undefined) return withHeader(identified, 'Date', date);
  return inserted(identified, indexOfId(identified), ['Date', date]);
}

function withDigest(headers: HeaderList, digest: string): HeaderList {
  if (headerValue(headers, 'Digest') !== undefined) return withHeader(headers, 'Digest', digest);
  return inserted(headers, indexOfId(headers) + 1, ['Digest', digest]);
}

function indexOfId(headers: HeaderList): number {
  return headers.findIndex(([name]) => name.toLowerCase() === 'x-copernica-id');
}

function inserted(headers: HeaderList, index: number, pair: HeaderPair): HeaderList {
  return [...headers.slice(0, index), pair, ...headers.slice(index)];
}
