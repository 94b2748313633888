import { InputError } from '../../core/errors.ts';
import { type HeaderPair, withHeader } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import { isRecord } from '../../core/shape.ts';
import {
  refused,
  type Verification,
  type VerificationCause,
  verified,
} from '../../core/verification.ts';
import { sharedValue, sharedValues } from '../shared-secrets.ts';
import type { SignInput, VerifyInput } from '../types.ts';
import { signedUrl } from './options.ts';

/** A request as a module of the user's sees it; header values are latin1 text, as Node gives them. */
interface ModuleRequest {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array;
  /** First value of a header, or `undefined`. */
  header(name: string): string | undefined;
}

/**
 * What such a module exports. Both functions are synchronous.
 *
 * `sign(request, { secret, nowMs, randomHex, options })` returns `{ headers, body, path }`, each optional: headers by
 * name, set in place. `verify(request, { secrets, nowMs, toleranceMs, options })` returns true, false, or
 * `{ ok, cause, detail }`.
 */
export interface SignatureModule {
  readonly sign: (request: ModuleRequest, input: unknown) => unknown;
  readonly verify: (request: ModuleRequest, input: unknown) => unknown;
}

const CAUSES: readonly VerificationCause[] = [
  'missing',
  'malformed',
  'mismatch',
  'digest-mismatch',
  'stale',
  'replayed',
  'wrong-secret',
];

/** What a module exports as a signature module, or what is wrong with it, to follow its name. */
export function asSignatureModule(exported: unknown): SignatureModule | { readonly error: string } {
  if (typeof exported !== 'object' || exported === null) return { error: 'exports nothing' };
  const found: unknown[] = ['sign', 'verify'].map((name) => Reflect.get(exported, name));
  const [sign, verify] = found;
  if (typeof sign !== 'function') return { error: 'does not export a function sign' };
  if (typeof verify !== 'function') return { error: 'does not export a function verify' };
  return {
    // What they take and return is checked where they are called.
    sign: (request, input) => Reflect.apply(sign, undefined, [request, input]) as unknown,
    verify: (request, input) => Reflect.apply(verify, undefined, [request, input]) as unknown,
  };
}

/**
 * @throws {SecretError} when the secret is empty or a key pair
 * @throws {InputError} when the module fails, or returns what is no answer
 */
export function signWithModule(
  title: string,
  module: SignatureModule,
  view: RequestView,
  input: SignInput,
): WebhookRequest {
  const secret = sharedValue(input.secret, title, 'give the secret as text');
  const { nowMs, options, random } = input;
  const randomHex = (length: number): string => random.hex(length);
  let answer: unknown;
  try {
    answer = module.sign(requestFor(view, input), { secret, nowMs, options, randomHex });
  } catch (error) {
    throw new InputError(`the module of ${title} failed to sign: ${reasonOf(error, [secret])}`, {
      cause: error,
    });
  }
  return withAnswer(title, view.request, answer);
}

/** A module that fails has not accepted the request. */
export function verifyWithModule(
  title: string,
  module: SignatureModule,
  view: RequestView,
  input: Omit<VerifyInput, 'toleranceMs'> & { readonly toleranceMs: number | null },
): Verification {
  const secrets = sharedValues(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to check ${title} with` };
  }
  const { nowMs, options, toleranceMs } = input;
  try {
    const answer = module.verify(requestFor(view, input), { secrets, nowMs, toleranceMs, options });
    return verdictOf(title, answer);
  } catch (error) {
    return refused('malformed', `the module of ${title} failed: ${reasonOf(error, secrets)}`);
  }
}

function requestFor(
  { request, header }: RequestView,
  { url, options }: Pick<SignInput, 'url' | 'options'>,
): ModuleRequest {
  const { method, path, headers, body } = request;
  // Copies, so that the module can change nothing but what it returns.
  return {
    method,
    path,
    url: signedUrl(url, options),
    headers: headers.map(([name, value]) => [name, value]),
    body: Uint8Array.from(body),
    header,
  };
}

function withAnswer(title: string, request: WebhookRequest, answer: unknown): WebhookRequest {
  const wrong = (message: string): InputError =>
    new InputError(`sign in the module of ${title} returned ${message}`, {
      hint: 'return { headers: { name: value }, body, path }, each optional, and no promise',
    });
  if (!isRecord(answer) || 'then' in answer) throw wrong('no such object');
  const { headers = {}, body = request.body, path = request.path } = answer as Answer;
  if (!isRecord(headers)) throw wrong('headers that are no object');
  if (!(body instanceof Uint8Array)) throw wrong('a body that is no Uint8Array');
  if (typeof path !== 'string') throw wrong('a path that is no text');
  const list = Object.entries(headers).reduce((pairs, [name, value]) => {
    if (typeof value !== 'string' || /[\r\n\0]/.test(value)) {
      throw wrong(`a header ${name} that is not one line of text`);
    }
    return withHeader(pairs, name, value);
  }, request.headers);
  return { ...request, headers: list, body, path };
}

interface Answer {
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly path?: unknown;
}

function verdictOf(title: string, answer: unknown): Verification {
  if (answer === true) return verified(`the module of ${title} accepts it`);
  if (answer === false) return refused('mismatch', `the module of ${title} refuses it`);
  if (!isRecord(answer) || typeof answer['ok'] !== 'boolean') {
    return refused(
      'malformed',
      `verify in the module of ${title} returned neither true, false nor { ok }`,
    );
  }
  const detail = typeof answer['detail'] === 'string' ? answer['detail'] : undefined;
  if (answer['ok']) return verified(detail ?? `the module of ${title} accepts it`);
  const why = detail ?? `the module of ${title} refuses it`;
  if (answer['cause'] === 'unsigned') return { status: 'unsigned', detail: why };
  return refused(CAUSES.find((cause) => cause === answer['cause']) ?? 'mismatch', why);
}

/** Message of an error, without a secret that may stand in it. */
function reasonOf(error: unknown, secrets: readonly string[]): string {
  const text = error instanceof Error ? error.message : String(error);
  return secrets.reduce((said, secret) => said.replaceAll(secret, '…'), text);
}
