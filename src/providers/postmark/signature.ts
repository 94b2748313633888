import { SecretError } from '../../core/errors.ts';
import { withHeader } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { basicAuthorization } from '../../signing/basic-auth.ts';
import type { Secret, SignatureParts, SignInput, VerifyInput } from '../types.ts';
import {
  AUTHORIZATION,
  basicCredentials,
  type Credentials,
  headerCredentials,
  headerText,
} from './credentials.ts';
import { SECRET } from './facts.ts';
import { authOption, DEFAULT_HEADER_NAME, headerNameOption } from './options.ts';

/**
 * Adds the secret where the option `auth` says. Postmark signs nothing, and sends nothing unless it was set up to:
 * with `auto` the built-in test secret stays at home.
 *
 * @throws {SecretError} when the secret is empty, a key pair, or no `user:password` where one is needed
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const auth = authOption(input.options);
  if (auth === 'none' || (auth === 'auto' && isTestSecret(input.secret))) return request;
  const secret = sharedValue(input.secret);
  const [name, value] =
    auth === 'header'
      ? [headerNameOption(input.options), headerText(secret)]
      : [AUTHORIZATION, basicAuthorization(userAndPassword(secret))];
  return { ...request, headers: withHeader(request.headers, name, value) };
}

/** Compares the secret a request shows, in constant time; nothing of the request is signed. */
export function verify(view: RequestView, input: VerifyInput): Verification {
  const auth = authOption(input.options);
  const isSetUp = auth !== 'auto' || !input.secrets.every(isTestSecret);
  const isShown = view.header(AUTHORIZATION) !== undefined;
  if (auth === 'none' || (!isSetUp && !isShown)) {
    return {
      status: 'not-applicable',
      detail:
        'Postmark does not sign; give the webhook user:password in its URL, and the same with --secret',
    };
  }
  const shown = credentialsOf(view, auth === 'header' ? headerNameOption(input.options) : null);
  if (shown.kind === 'missing') return { status: 'unsigned', detail: shown.detail };
  const secrets = input.secrets.flatMap((secret) =>
    secret.kind === 'shared' && secret.value !== '' ? [secret.value] : [],
  );
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: 'no secret to compare the credentials with' };
  }
  if (shown.kind === 'unusable') return refused(shown.cause, shown.detail);
  if (secrets.map(shown.fits).includes(true))
    return verified(`${shown.place}: equal to the secret`);
  const tried = secrets.length === 1 ? 'the secret' : `any of the ${secrets.length} secrets`;
  return refused('mismatch', `${shown.place}: not equal to ${tried}`);
}

/** The credentials; a custom header is found under its default name only, for options are not at hand here. */
export function signatureParts(view: RequestView): SignatureParts {
  const name = [AUTHORIZATION, DEFAULT_HEADER_NAME].find(
    (candidate) => view.header(candidate) !== undefined,
  );
  return name === undefined
    ? { bodyRanges: [] }
    : { signature: { in: 'header', name }, bodyRanges: [] };
}

function credentialsOf(view: RequestView, headerName: string | null): Credentials {
  return headerName === null ? basicCredentials(view) : headerCredentials(view, headerName);
}

function isTestSecret(secret: Secret): boolean {
  return secret.kind === 'shared' && secret.value === SECRET.testSecret;
}

function sharedValue(secret: Secret): string {
  if (secret.kind === 'shared' && secret.value !== '') return secret.value;
  throw new SecretError('Postmark needs a shared secret', {
    hint: 'give user:password, or with --option auth=header any text',
  });
}

function userAndPassword(secret: string): string {
  if (secret.includes(':')) return secret;
  throw new SecretError('Basic credentials need a secret of the form user:password', {
    hint: 'give both parts with a colon between them, or use --option auth=header',
  });
}
