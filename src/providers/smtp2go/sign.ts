import { SecretError } from '../../core/errors.ts';
import { type HeaderList, headerValue, withHeader } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { basicAuthorization, bearerAuthorization } from '../../signing/basic-auth.ts';
import type { Secret, SignInput } from '../types.ts';
import { authOption, secretNameOption } from './options.ts';
import { withPathSecret, withQuerySecret } from './secret-in-url.ts';

const AUTHORIZATION = 'Authorization';

/**
 * Adds the shared secret where the option `auth` says; SMTP2GO signs nothing, so with `none` the request stays as it is.
 *
 * @throws {SecretError} when the secret is empty, a key pair, or no `user:password` where one is needed
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const auth = authOption(input.options);
  if (auth === 'none') return request;
  const secret = sharedValue(input.secret);
  switch (auth) {
    case 'basic':
      return withAuthorization(request, basicAuthorization(userAndPassword(secret)));
    case 'bearer':
      return withAuthorization(request, bearerAuthorization(secret));
    case 'query':
      return {
        ...request,
        path: withQuerySecret(request.path, secretNameOption(input.options), secret),
      };
    case 'path':
      return { ...request, path: withPathSecret(request.path, secret) };
    default:
      return auth satisfies never;
  }
}

function withAuthorization(request: WebhookRequest, value: string): WebhookRequest {
  return { ...request, headers: authorizedHeaders(request.headers, value) };
}

/** A new one goes before `Content-Type`, as in the documented request. */
function authorizedHeaders(headers: HeaderList, value: string): HeaderList {
  const index = headers.findIndex(([name]) => name.toLowerCase() === 'content-type');
  if (headerValue(headers, AUTHORIZATION) !== undefined || index === -1) {
    return withHeader(headers, AUTHORIZATION, value);
  }
  return headers.toSpliced(index, 0, [AUTHORIZATION, value]);
}

function sharedValue(secret: Secret): string {
  if (secret.kind === 'shared' && secret.value !== '') return secret.value;
  throw new SecretError('SMTP2GO needs a shared secret', {
    hint: 'give user:password for auth=basic, a token for auth=bearer, any text for query and path',
  });
}

function userAndPassword(secret: string): string {
  if (secret.includes(':')) return secret;
  throw new SecretError('auth=basic needs a secret of the form user:password', {
    hint: 'give both parts with a colon between them, or use --option auth=bearer',
  });
}
