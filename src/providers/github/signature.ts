import type { WebhookRequest } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { hmacHex } from '../../signing/hmac.ts';
import { placeHeader } from '../place-header.ts';
import { sharedKeys, sharedValue, triedSecrets } from '../shared-secrets.ts';
import type { SignatureParts, SignaturePlace, SignInput, VerifyInput } from '../types.ts';

/** A signature header: its name, and the hash it names before the equals sign. */
interface SignatureHeader {
  readonly name: string;
  readonly hash: 'sha1' | 'sha256';
  readonly title: string;
  readonly digits: number;
}

const SHA256: SignatureHeader = {
  name: 'X-Hub-Signature-256',
  hash: 'sha256',
  title: 'HMAC-SHA256',
  digits: 64,
};

/** Kept by GitHub for old receivers. */
const SHA1: SignatureHeader = {
  name: 'X-Hub-Signature',
  hash: 'sha1',
  title: 'HMAC-SHA1',
  digits: 40,
};

/**
 * Computes the value of one of the two signature headers: HMAC over the raw body, a form's with its `payload=`.
 *
 * @param secret - the hook's secret as UTF-8 text
 * @returns `sha256=` and 64, or `sha1=` and 40 lower-case hex characters
 * @throws {SecretError} when the secret is empty
 */
function githubSignature(
  { hash }: SignatureHeader,
  secret: string | Uint8Array,
  body: Uint8Array,
): string {
  return `${hash}=${hmacHex(hash, secret, body)}`;
}

/** Both headers, SHA-1 first. @throws {SecretError} when the secret is empty or a key pair */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const secret = sharedValue(input.secret, 'GitHub', "give the hook's secret, any text");
  const headers = [SHA1, SHA256].reduce((list, header) => {
    const value = githubSignature(header, secret, request.body);
    return placeHeader(list, header.name, value, 'Content-Type');
  }, request.headers);
  return { ...request, headers };
}

/** SHA-256 decides; SHA-1 only where it stands alone. */
export function verify(view: RequestView, input: VerifyInput): Verification {
  const [decisive, other] =
    view.header(SHA256.name) === undefined ? [SHA1, SHA256] : [SHA256, SHA1];
  const received = view.header(decisive.name);
  if (received === undefined) {
    return { status: 'unsigned', detail: `there is no ${SHA256.name} header` };
  }
  const secrets = sharedKeys(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to check ${decisive.name} with` };
  }
  const problem = shapeProblem(decisive, received);
  if (problem !== undefined) return refused('malformed', problem);
  const { body } = view.request;
  if (!fitsAny(decisive, secrets, body, received)) {
    return refused(
      'mismatch',
      `${decisive.name} is not the ${decisive.title} of the ${body.length} body bytes under ${triedSecrets(secrets)}`,
    );
  }
  if (decisive === SHA1) {
    return verified(
      `${SHA1.name} fits the body; there is no ${SHA256.name}, which GitHub sends too`,
    );
  }
  const old = view.header(other.name);
  const isOdd = old !== undefined && !fitsAny(other, secrets, body, old);
  return verified(
    `the signature fits the body${isOdd ? `, but ${SHA1.name} (SHA-1) does not` : ''}`,
  );
}

export function signatureParts(view: RequestView): SignatureParts {
  const places = [SHA256, SHA1].flatMap(({ name }): SignaturePlace[] =>
    view.header(name) === undefined ? [] : [{ in: 'header', name }],
  );
  const [signature, ...otherSignatures] = places;
  if (signature === undefined) return { bodyRanges: [] };
  return {
    signature,
    ...(otherSignatures.length === 0 ? {} : { otherSignatures }),
    bodyRanges: [],
  };
}

function fitsAny(
  header: SignatureHeader,
  secrets: readonly (string | Uint8Array)[],
  body: Uint8Array,
  received: string,
): boolean {
  return secrets
    .map((secret) => equalText(githubSignature(header, secret, body), received))
    .includes(true);
}

function shapeProblem({ name, hash, digits }: SignatureHeader, value: string): string | undefined {
  const prefix = `${hash}=`;
  if (!value.startsWith(prefix)) return `${name} does not begin with ${prefix}`;
  const rest = value.slice(prefix.length);
  if (rest.length !== digits) {
    return `${name} has ${rest.length} characters after ${prefix}, not ${digits}`;
  }
  if (/^[0-9a-f]+$/.test(rest)) return undefined;
  return `${name} is not lower-case hexadecimal after ${prefix}`;
}
