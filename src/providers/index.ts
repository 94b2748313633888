import { UnknownNameError } from '../core/errors.ts';
import { suggestionHint } from '../core/suggest.ts';
import { isProviderName, PROVIDER_NAMES, type ProviderName } from './names.ts';
import type { Provider } from './types.ts';

/** One dynamic import per folder: a command that needs one provider loads one provider. */
const LOADERS: Readonly<Record<ProviderName, () => Promise<Provider>>> = {
  mailgun: async () => (await import('./mailgun/index.ts')).mailgun,
  mailtrap: async () => (await import('./mailtrap/index.ts')).mailtrap,
  smtp2go: async () => (await import('./smtp2go/index.ts')).smtp2go,
  smtpeter: async () => (await import('./smtpeter/index.ts')).smtpeter,
  copernica: async () => (await import('./copernica/index.ts')).copernica,
  sendgrid: async () => (await import('./sendgrid/index.ts')).sendgrid,
  postmark: async () => (await import('./postmark/index.ts')).postmark,
  ses: async () => (await import('./ses/index.ts')).ses,
  resend: async () => (await import('./resend/index.ts')).resend,
  brevo: async () => (await import('./brevo/index.ts')).brevo,
  mailjet: async () => (await import('./mailjet/index.ts')).mailjet,
  sparkpost: async () => (await import('./sparkpost/index.ts')).sparkpost,
  mandrill: async () => (await import('./mandrill/index.ts')).mandrill,
  mailersend: async () => (await import('./mailersend/index.ts')).mailersend,
  'standard-webhooks': async () => (await import('./standard-webhooks/index.ts')).standardWebhooks,
  stripe: async () => (await import('./stripe/index.ts')).stripe,
  github: async () => (await import('./github/index.ts')).github,
  shopify: async () => (await import('./shopify/index.ts')).shopify,
  slack: async () => (await import('./slack/index.ts')).slack,
  twilio: async () => (await import('./twilio/index.ts')).twilio,
};

export async function loadProvider(name: ProviderName): Promise<Provider> {
  return await LOADERS[name]();
}

export async function loadAllProviders(): Promise<readonly Provider[]> {
  return await Promise.all(PROVIDER_NAMES.map(loadProvider));
}

/** @throws {UnknownNameError} naming the nearest providers */
export function parseProviderName(text: string): ProviderName {
  const name = text.toLowerCase();
  if (isProviderName(name)) return name;
  throw new UnknownNameError(`unknown provider "${text}"`, {
    hint: suggestionHint(text, PROVIDER_NAMES),
  });
}
