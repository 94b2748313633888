import { latin1Bytes, latin1Text } from '../core/bytes.ts';
import { type DeclaredSecrets, declaredReplacer } from '../core/declared-secrets.ts';
import type { HeaderPair } from '../core/headers.ts';
import { seededRandom } from '../core/random.ts';
import type { CapturedRequest, WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import {
  type ReplaceSecret,
  replaceInHeaders,
  replaceInText,
  replaceInUrl,
} from '../core/secret-places.ts';
import type { Provider, ProviderOptions, Secret } from '../providers/types.ts';
import type { CapturedExchange } from './pipeline.ts';
import type { SecretLookup } from './types.ts';

export interface RedactPorts {
  readonly providers: readonly Provider[];
  optionsFor(provider: Provider): ProviderOptions;
  /** The secrets requests are checked with, which may stand in a URL. */
  readonly secrets: SecretLookup;
  /** What anybody may know: the documented test secret, or the local key pair. */
  testSecret(provider: Provider): Promise<Secret | null>;
}

/** An exchange without its secrets, and what was done to it. */
export interface Redacted {
  readonly exchange: CapturedExchange;
  readonly note: string;
}

const FAKE = /^redacted-\d+$/;

/**
 * Makes a redactor: credentials in headers, cookies and the URL, keys by their shape, and `declared` secrets become
 * `redacted-1`, `redacted-2` …, the same secret always the same; a request whose signature was good is signed afresh
 * with the test secret, so that it still verifies.
 *
 * @param declared - secrets of the listener itself (`--auth`, `--token`)
 */
export function createRedactor(
  declared: DeclaredSecrets,
  ports: RedactPorts,
): (exchange: CapturedExchange) => Promise<Redacted> {
  const fakes = new Map<string, string>();
  const fake: ReplaceSecret = (secret) => {
    if (FAKE.test(secret)) return secret;
    const given = fakes.get(secret) ?? `redacted-${fakes.size + 1}`;
    fakes.set(secret, given);
    return given;
  };
  return async (exchange) => {
    const { request, response, description } = exchange;
    const isAtHand = request.bodyFile === undefined;
    const provider = ports.providers.find(({ name }) => name === description.provider);
    const used =
      provider === undefined || !isAtHand ? [] : await usedSecrets(provider, request, ports);
    const known = { ...declared, values: [...declared.values, ...used] };
    const redacted = withoutSecrets(request, known, fake);
    const isSigned = isAtHand && description.verification.status === 'ok';
    const signed =
      provider === undefined || !isSigned
        ? null
        : await signedAfresh(redacted, request, provider, ports);
    return {
      note: noteOf(signed !== null, isAtHand),
      exchange: {
        ...exchange,
        request: { ...request, ...withLength(signed ?? redacted) },
        response: {
          ...response,
          headers: replaceInHeaders(response.headers, fake),
          body: bodyWithout(response.body, fake),
        },
      },
    };
  };
}

async function usedSecrets(
  provider: Provider,
  request: CapturedRequest,
  ports: RedactPorts,
): Promise<readonly string[]> {
  const { secrets } = await ports.secrets(provider, viewRequest(request));
  return secrets.flatMap((secret) => (secret.kind === 'shared' ? [secret.value] : []));
}

function withoutSecrets(
  { method, path, headers, body }: WebhookRequest,
  known: DeclaredSecrets,
  fake: ReplaceSecret,
): WebhookRequest {
  const declared = declaredReplacer(known, fake);
  return {
    method,
    path: replaceInUrl(declared.url(path), fake),
    headers: replaceInHeaders(declared.headers(headers), fake),
    body: bodyWithout(body, fake),
  };
}

/** Latin1 text gives back the very bytes, whatever their charset. */
function bodyWithout(body: Uint8Array, fake: ReplaceSecret): Uint8Array {
  const text = latin1Text(body);
  const redacted = replaceInText(text, fake);
  return redacted === text ? body : latin1Bytes(redacted);
}

/** `null` when there is nothing to sign with, or nothing that can be signed, such as a compressed body. */
async function signedAfresh(
  redacted: WebhookRequest,
  { url, path, receivedAtMs: nowMs, id }: CapturedRequest,
  provider: Provider,
  ports: RedactPorts,
): Promise<WebhookRequest | null> {
  const secret = await ports.testSecret(provider);
  if (secret === null) return null;
  const options = ports.optionsFor(provider);
  const random = seededRandom(`redact/${id}`);
  const newUrl = url.endsWith(path) ? url.slice(0, -path.length) + redacted.path : url;
  try {
    return provider.sign(redacted, { secret, url: newUrl, nowMs, random, options });
  } catch {
    return null;
  }
}

function withLength(request: WebhookRequest): WebhookRequest {
  const headers = request.headers.map(
    ([name, value]): HeaderPair =>
      name.toLowerCase() === 'content-length' ? [name, `${request.body.length}`] : [name, value],
  );
  return { ...request, headers };
}

function noteOf(isSigned: boolean, isAtHand: boolean): string {
  const signature = isSigned ? '; signed afresh with the test secret' : '';
  const body = isAtHand ? '' : '; the body is as it came, too large to look at';
  return `secrets replaced by webhook-cli listen --redact${signature}${body}`;
}
