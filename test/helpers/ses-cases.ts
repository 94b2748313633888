import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { ses } from '../../src/providers/ses/index.ts';
import type { ProviderOptions, Secret } from '../../src/providers/types.ts';
import { generateRsaKeyPair } from '../../src/signing/public-key.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from './provider-cases.ts';
import { PAGE_CERTIFICATE, SIGNED_TEXTS } from './ses-samples.ts';

/** Key pair of this run, and the page's certificate as a key to check with. */
export const OWN_KEY: Secret & { readonly kind: 'key-pair' } = {
  kind: 'key-pair',
  ...generateRsaKeyPair(),
};
export const PAGE_KEY: Secret = {
  kind: 'key-pair',
  publicKeyPem: PAGE_CERTIFICATE,
  privateKeyPem: null,
};

const TEXT_TYPE: HeaderList = [['Content-Type', 'text/plain; charset=UTF-8']];

export function snsRequest(body: string | Uint8Array, headers = TEXT_TYPE): WebhookRequest {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return { method: 'POST', path: '/hooks/ses', headers, body: bytes };
}

export interface SnsCase {
  readonly secrets?: readonly Secret[];
  readonly options?: ProviderOptions;
  readonly nowMs?: number;
  readonly toleranceMs?: number;
}

export function verifySns(request: WebhookRequest, settings: SnsCase = {}): Verification {
  const { secrets = [PAGE_KEY], options = {}, nowMs = NOW_MS, toleranceMs } = settings;
  return ses.verify(viewRequest(request), {
    secrets,
    url: TARGET_URL,
    nowMs,
    ...(toleranceMs === undefined ? {} : { toleranceMs }),
    options: { ...defaultOptions(ses), ...options },
  });
}

export function signSns(
  request: WebhookRequest,
  options: ProviderOptions = {},
  secret: Secret = OWN_KEY,
): WebhookRequest {
  return ses.sign(request, {
    secret,
    url: TARGET_URL,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: { ...defaultOptions(ses), ...options },
  });
}

export function causeOf(verdict: Verification): string {
  return verdict.status === 'failed' ? verdict.cause : verdict.status;
}

/** A printed message, parsed. */
export function membersOf(body: string): Readonly<Record<string, unknown>> {
  return JSON.parse(body) as Readonly<Record<string, unknown>>; // printed as an object
}

/** A printed message with another text in one member. */
export function withMember(body: string, key: string, value: string): string {
  return body.replace(
    new RegExp(`("${key}" : )".*"`),
    (_, name: string) => name + JSON.stringify(value),
  );
}

/** Body of vector B: no Subject, SignatureVersion 2, without a line end or a blank of the layout. */
export function vectorB(): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:ses-events',
    Message: '{"notificationType":"Delivery"}',
    Timestamp: '2026-01-01T00:00:02.703Z',
    SignatureVersion: '2',
    Signature: SIGNED_TEXTS[1]?.signature2,
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/x.pem',
  });
}
