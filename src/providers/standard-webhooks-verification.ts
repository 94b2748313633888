import { formatDuration } from '../core/duration.ts';
import type { RequestView } from '../core/request-view.ts';
import { refused, type Verification, verified } from '../core/verification.ts';
import {
  parseSignatureItems,
  type SignatureItem,
  type SignatureVersion,
  type SignedMessage,
} from '../signing/standard-webhooks.ts';
import { headersIn, type MessageHeaders, signatureHeader } from './standard-webhooks-request.ts';
import type { VerifyInput } from './types.ts';

/** What all reference libraries allow, both ways. */
export const DEFAULT_TOLERANCE_MS = 300_000;

/** A secret made ready: the version it checks, or why it is of no use. */
export type MessageKey =
  | {
      readonly version: SignatureVersion;
      fits(message: SignedMessage, signature: string): boolean;
    }
  | { readonly error: string };

type UsableKey = Exclude<MessageKey, { readonly error: string }>;

/** Milliseconds by mistake are a time too, far in the future. */
const SECONDS = /^\d{1,15}$/;
const METHOD: Readonly<Record<SignatureVersion, string>> = {
  v1: 'HMAC-SHA256',
  v1a: 'Ed25519 signature',
};

/** Checks the signature, any item of which may fit any key, and then the time of the attempt, both ways. */
export function verifyMessage(
  view: RequestView,
  preferred: MessageHeaders,
  input: Pick<VerifyInput, 'nowMs' | 'toleranceMs'>,
  keys: readonly MessageKey[],
): Verification {
  const names = headersIn(view.request.headers, preferred);
  const header = signatureHeader(view, names);
  if (header === undefined) {
    return { status: 'unsigned', detail: `there is no ${names.signature} header` };
  }
  if (keys.length === 0) {
    return { status: 'no-secret', detail: `no secret to check ${names.signature} with` };
  }
  const message = messageOf(view, names);
  if (!('id' in message)) return message;
  const items = parseSignatureItems(header);
  return (
    keyFault(items, keys, names) ??
    signatureFault(message, items, keys, names) ??
    timeFault(message, names, input) ??
    verified('signature and time fit')
  );
}

function messageOf(view: RequestView, names: MessageHeaders): SignedMessage | Verification {
  const id = view.header(names.id) ?? '';
  const timestamp = view.header(names.timestamp) ?? '';
  if (id === '' || timestamp === '') {
    const absent = id === '' ? names.id : names.timestamp;
    return refused('missing', `there is a ${names.signature} header, but no ${absent}`);
  }
  if (!SECONDS.test(timestamp)) {
    return refused('malformed', `${names.timestamp} is not a whole number of Unix seconds`);
  }
  return { id, timestamp, body: view.request.body };
}

function keyFault(
  items: readonly SignatureItem[],
  keys: readonly MessageKey[],
  names: MessageHeaders,
): Verification | undefined {
  const usable = keys.filter(isUsable);
  const [flaw] = keys.flatMap((key) => ('error' in key ? [key.error] : []));
  if (usable.length === 0 && flaw !== undefined) {
    return refused('wrong-secret', `the secret ${flaw}`);
  }
  const sent = [...new Set(items.map(({ version }) => version))];
  if (usable.some(({ version }) => sent.includes(version))) return undefined;
  if (sent.includes('v1') || sent.includes('v1a')) {
    const [version] = usable.map((key) => key.version);
    return refused(
      'wrong-secret',
      `${names.signature} has items of version ${known(sent)}, and the secret is for ${version}`,
    );
  }
  return refused('malformed', `${names.signature} has no item of the form v1,<base64>`);
}

function signatureFault(
  message: SignedMessage,
  items: readonly SignatureItem[],
  keys: readonly MessageKey[],
  names: MessageHeaders,
): Verification | undefined {
  const usable = keys.filter(isUsable);
  const tried = items.flatMap(({ version, signature }) =>
    usable.filter((key) => key.version === version).map((key) => ({ key, signature })),
  );
  // Every comparison is made, whichever fits.
  if (tried.map(({ key, signature }) => key.fits(message, signature)).includes(true)) {
    return undefined;
  }
  const methods = [...new Set(tried.map(({ key }) => METHOD[key.version]))].join(' or ');
  const under = usable.length === 1 ? 'the secret' : `any of the ${usable.length} secrets`;
  return refused(
    'mismatch',
    `no item of ${names.signature} is the ${methods} of ${names.id}, ${names.timestamp} and the ${message.body.length} body bytes under ${under}`,
  );
}

function timeFault(
  { timestamp }: SignedMessage,
  names: MessageHeaders,
  input: Pick<VerifyInput, 'nowMs' | 'toleranceMs'>,
): Verification | undefined {
  const limitMs = input.toleranceMs ?? DEFAULT_TOLERANCE_MS;
  // The signed time has no fraction, so an age has none either.
  const ageMs = (Math.floor(input.nowMs / 1000) - Number(timestamp)) * 1000;
  if (Math.abs(ageMs) <= limitMs) return undefined;
  const age = formatDuration(Math.abs(ageMs));
  return refused(
    'stale',
    `${names.timestamp} is ${age} ${ageMs > 0 ? 'old' : 'in the future'}, more than the ${formatDuration(limitMs)} allowed`,
  );
}

function known(versions: readonly string[]): string {
  return versions.filter((version) => version === 'v1' || version === 'v1a').join(' and ');
}

function isUsable(key: MessageKey): key is UsableKey {
  return 'version' in key;
}
