import type { DeclaredSecrets } from '../core/declared-secrets.ts';
import { headerValues } from '../core/headers.ts';
import type { WebhookRequest, WebhookResponse } from '../core/request.ts';
import { parseBasic } from '../signing/basic-auth.ts';
import { equalText } from '../signing/constant-time.ts';
import { textResponse } from './text-response.ts';

/** Who may deliver. It decides the answer only: a refused request is captured and shown like any other. */
export interface AccessSettings {
  /** `user:password`, or `null`. */
  readonly basic: string | null;
  /** A header or query parameter and the value it must have; each one listed is wanted. */
  readonly tokens: readonly { readonly name: string; readonly value: string }[];
}

export const OPEN_ACCESS: AccessSettings = { basic: null, tokens: [] };

/** What nobody who reads along may see. */
export function accessSecrets({ basic, tokens }: AccessSettings): DeclaredSecrets {
  const password = basic === null ? [] : [basic.slice(basic.indexOf(':') + 1)];
  return {
    names: tokens.map(({ name }) => name),
    values: [...password, ...tokens.map(({ value }) => value)],
  };
}

/** The refusal for a request that lacks what is wanted, or `null` when it may pass. Compares in constant time. */
export function refuseAccess(
  settings: AccessSettings,
  request: WebhookRequest,
): WebhookResponse | null {
  if (settings.basic !== null && !hasBasic(settings.basic, request)) {
    return textResponse(401, 'webhook-cli: wrong or missing user and password (--auth)\n', [
      ['WWW-Authenticate', 'Basic realm="webhook-cli", charset="UTF-8"'],
    ]);
  }
  const missing = settings.tokens.find((token) => !hasToken(token, request));
  return missing === undefined
    ? null
    : textResponse(403, `webhook-cli: wrong or missing ${missing.name} (--token)\n`);
}

function hasBasic(userPassword: string, request: WebhookRequest): boolean {
  return headerValues(request.headers, 'authorization').some((value) => {
    const given = parseBasic(value);
    return given !== undefined && equalText(userPassword, `${given.user}:${given.password}`);
  });
}

function hasToken(
  token: { readonly name: string; readonly value: string },
  request: WebhookRequest,
): boolean {
  const queryStart = request.path.indexOf('?');
  const query = queryStart === -1 ? '' : request.path.slice(queryStart + 1);
  const given = [
    ...headerValues(request.headers, token.name),
    ...new URLSearchParams(query).getAll(token.name),
  ];
  return given.some((value) => equalText(token.value, value));
}
