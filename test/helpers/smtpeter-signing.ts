import assert from 'node:assert/strict';
import { createHash, createVerify } from 'node:crypto';
import { withHeader, withoutHeaders } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import type { SignInput, VerifyInput } from '../../src/providers/types.ts';
import { OWN_KEY, PAGE_KEY, PAGE_NOW_MS } from './copernica-cases.ts';
import { defaultOptions } from './provider-cases.ts';

export const URL_A = 'https://hooks.example.com/hooks/smtpeter.php?tenant=7';
export const OPTIONS = defaultOptions(smtpeter);

export function verify(request: WebhookRequest, changes: Partial<VerifyInput> = {}): Verification {
  return smtpeter.verify(viewRequest(request), {
    secrets: [PAGE_KEY],
    url: URL_A,
    nowMs: PAGE_NOW_MS,
    options: OPTIONS,
    ...changes,
  });
}

export function sign(request: WebhookRequest, changes: Partial<SignInput> = {}): WebhookRequest {
  return smtpeter.sign(request, {
    secret: OWN_KEY,
    url: URL_A,
    nowMs: PAGE_NOW_MS,
    random: seededRandom('sign'),
    options: OPTIONS,
    ...changes,
  });
}

export const verifyOwn = (
  request: WebhookRequest,
  changes: Partial<VerifyInput> = {},
): Verification => verify(request, { secrets: [OWN_KEY], ...changes });

export const withValue = (
  request: WebhookRequest,
  name: string,
  value: string,
): WebhookRequest => ({
  ...request,
  headers: withHeader(request.headers, name, value),
});

export const without = (request: WebhookRequest, ...names: string[]): WebhookRequest => ({
  ...request,
  headers: withoutHeaders(request.headers, ...names),
});

export function causeOf(verification: Verification): string {
  return verification.status === 'failed' ? verification.cause : verification.status;
}

/** The scheme once more, from the page's text and node:crypto alone. */
export function checkIndependently(request: WebhookRequest, publicKeyPem: string): boolean {
  const value = (name: string): string => {
    const found = request.headers.find(([each]) => each.toLowerCase() === name);
    assert.ok(found, `no header ${name}`);
    return found[1];
  };
  const digest = createHash('sha256').update(request.body).digest('base64');
  if (value('digest').replace(/^sha-256=/i, '') !== digest) return false;
  const header = value('signature');
  const parameter = (name: string): string =>
    new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(header)?.[1] ?? '';
  const lines = parameter('headers')
    .toLowerCase()
    .split(' ')
    .map((name) =>
      name === '(request-target)'
        ? `(request-target): ${request.method.toLowerCase()} ${request.path}`
        : `${name}: ${value(name)}`,
    );
  return createVerify('RSA-SHA256')
    .update(lines.join('\n'), 'utf8')
    .verify(publicKeyPem, parameter('signature'), 'base64');
}
