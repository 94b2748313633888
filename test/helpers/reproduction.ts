import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { headerValue } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import type { VerifyCase } from '../../src/explain/types.ts';
import type { Secret } from '../../src/providers/types.ts';

/** Whether a case gives the signature that `signed` carries: by the schemes' pages and node:crypto alone. */
type Recompute = (fitting: VerifyCase, signed: WebhookRequest) => boolean;

const RECOMPUTE: Readonly<Record<string, Recompute>> = {
  mailtrap: hmacHeader('Mailtrap-Signature', '', 'hex'),
  mailersend: hmacHeader('Signature', '', 'hex'),
  github: hmacHeader('X-Hub-Signature-256', 'sha256=', 'hex'),
  shopify: hmacHeader('X-Shopify-Hmac-Sha256', '', 'base64'),
  slack: (fitting, signed) => {
    const time = headerValue(fitting.request.headers, 'X-Slack-Request-Timestamp');
    const content = Buffer.concat([Buffer.from(`v0:${time}:`), fitting.request.body]);
    const received = headerValue(signed.headers, 'X-Slack-Signature');
    return anyText(fitting, (key) => `v0=${mac('sha256', key, content, 'hex')}` === received);
  },
  stripe: (fitting, signed) => {
    const header = headerValue(fitting.request.headers, 'Stripe-Signature') ?? '';
    const time = /t=(\d+)/.exec(header)?.[1];
    const received = /v1=([0-9a-f]+)/.exec(
      headerValue(signed.headers, 'Stripe-Signature') ?? '',
    )?.[1];
    const content = Buffer.concat([Buffer.from(`${time}.`), fitting.request.body]);
    return anyText(fitting, (key) => mac('sha256', key, content, 'hex') === received);
  },
  mailgun: (fitting, signed) => {
    const [time, token] = mailgunFields(fitting.request);
    const [, , received] = mailgunFields(signed);
    return anyText(fitting, (key) => mac('sha256', key, `${time}${token}`, 'hex') === received);
  },
  resend: standardWebhooks,
  'standard-webhooks': standardWebhooks,
  smtpeter: httpSignature,
  copernica: httpSignature,
  sendgrid: ({ request, secrets }, signed) => {
    const name = 'X-Twilio-Email-Event-Webhook';
    const time = headerValue(request.headers, `${name}-Timestamp`) ?? '';
    const content = Buffer.concat([Buffer.from(time), request.body]);
    const received = headerValue(signed.headers, `${name}-Signature`) ?? '';
    return anyKey(secrets, content, Buffer.from(received, 'base64'));
  },
  mandrill: (fitting, signed) => {
    const fields = [...new URLSearchParams(Buffer.from(fitting.request.body).toString('utf8'))];
    const url = fitting.options['webhook-url'] || fitting.url;
    const content =
      url +
      fields
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flat()
        .join('');
    const received = headerValue(signed.headers, 'X-Mandrill-Signature');
    return anyText(fitting, (key) => mac('sha1', key, content, 'base64') === received);
  },
  twilio: (fitting, signed) => {
    const type = headerValue(fitting.request.headers, 'content-type') ?? '';
    const text = type.startsWith('application/x-www-form-urlencoded')
      ? Buffer.from(fitting.request.body).toString('utf8')
      : '';
    const fields = [...new URLSearchParams(text)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const received = headerValue(signed.headers, 'X-Twilio-Signature');
    return anyText(
      fitting,
      (key) => mac('sha1', key, fitting.url + fields.flat().join(''), 'base64') === received,
    );
  },
};

/** `undefined` for schemes without a signature, and for those this file does not know. */
export function reproduces(
  provider: string,
  fitting: VerifyCase,
  signed: WebhookRequest,
): boolean | undefined {
  return RECOMPUTE[provider]?.(fitting, signed);
}

function hmacHeader(name: string, prefix: string, encoding: 'hex' | 'base64'): Recompute {
  return (fitting, signed) => {
    const received = headerValue(signed.headers, name);
    return anyText(
      fitting,
      (key) => prefix + mac('sha256', key, fitting.request.body, encoding) === received,
    );
  };
}

function standardWebhooks(fitting: VerifyCase, signed: WebhookRequest): boolean {
  const value = (request: WebhookRequest, name: string): string =>
    headerValue(request.headers, `webhook-${name}`) ??
    headerValue(request.headers, `svix-${name}`) ??
    '';
  const head = `${value(fitting.request, 'id')}.${value(fitting.request, 'timestamp')}.`;
  const content = Buffer.concat([Buffer.from(head), fitting.request.body]);
  const received = value(signed, 'signature').split(' ');
  return anyText(fitting, (text) => {
    const key = Buffer.from(text.replace(/^whsec_/, ''), 'base64');
    return received.includes(`v1,${mac('sha256', key, content, 'base64')}`);
  });
}

/** The Digest is that of the body, and the signature that of the headers it lists. */
function httpSignature({ request, secrets }: VerifyCase, signed: WebhookRequest): boolean {
  const header = headerValue(request.headers, 'Signature') ?? '';
  const names = /headers="([^"]*)"/.exec(header)?.[1]?.toLowerCase().split(' ') ?? [];
  const received =
    /signature="([^"]*)"/.exec(headerValue(signed.headers, 'Signature') ?? '')?.[1] ?? '';
  const digest = createHash('sha256').update(request.body).digest('base64');
  if (headerValue(request.headers, 'Digest')?.replace(/^sha-256=/i, '') !== digest) return false;
  const lines = names.map((name) =>
    name === '(request-target)'
      ? `${name}: ${request.method.toLowerCase()} ${request.path}`
      : `${name}: ${headerValue(request.headers, name)}`,
  );
  return anyKey(secrets, Buffer.from(lines.join('\n')), Buffer.from(received, 'base64'));
}

function anyKey(secrets: readonly Secret[], content: Uint8Array, signature: Uint8Array): boolean {
  return secrets.some(
    (secret) =>
      secret.kind === 'key-pair' &&
      verify('sha256', content, createPublicKey(secret.publicKeyPem), signature),
  );
}

function mailgunFields(request: WebhookRequest): readonly (string | undefined)[] {
  const text = Buffer.from(request.body).toString('utf8');
  const names = ['timestamp', 'token', 'signature'];
  if (text.startsWith('{')) {
    const { signature } = JSON.parse(text) as { signature: Readonly<Record<string, string>> };
    return names.map((name) => signature[name]);
  }
  if (/^--/.test(text)) {
    return names.map((name) => new RegExp(`name="${name}"\\r\\n\\r\\n(.*?)\\r\\n`).exec(text)?.[1]);
  }
  const fields = new URLSearchParams(text);
  return names.map((name) => fields.getAll(name).at(-1));
}

function anyText({ secrets }: VerifyCase, fits: (text: string) => boolean): boolean {
  return secrets.some((secret) => secret.kind === 'shared' && fits(secret.value));
}

function mac(
  algorithm: 'sha1' | 'sha256',
  key: string | Uint8Array,
  content: string | Uint8Array,
  encoding: 'hex' | 'base64',
): string {
  return createHmac(algorithm, key).update(content).digest(encoding);
}
