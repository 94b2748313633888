/** Every provider, e-mail first: what help, completion and `--provider` know without loading any folder. */
export const PROVIDER_TABLE = [
  { name: 'mailgun', title: 'Mailgun', group: 'email' },
  { name: 'mailtrap', title: 'Mailtrap', group: 'email' },
  { name: 'smtp2go', title: 'SMTP2GO', group: 'email' },
  { name: 'smtpeter', title: 'SMTPeter', group: 'email' },
  { name: 'copernica', title: 'Copernica Marketing Suite', group: 'email' },
  { name: 'sendgrid', title: 'SendGrid', group: 'email' },
  { name: 'postmark', title: 'Postmark', group: 'email' },
  { name: 'ses', title: 'Amazon SES', group: 'email' },
  { name: 'resend', title: 'Resend', group: 'email' },
  { name: 'brevo', title: 'Brevo', group: 'email' },
  { name: 'mailjet', title: 'Mailjet', group: 'email' },
  { name: 'sparkpost', title: 'SparkPost', group: 'email' },
  { name: 'mandrill', title: 'Mandrill', group: 'email' },
  { name: 'mailersend', title: 'MailerSend', group: 'email' },
  { name: 'standard-webhooks', title: 'Standard Webhooks', group: 'general' },
  { name: 'stripe', title: 'Stripe', group: 'general' },
  { name: 'github', title: 'GitHub', group: 'general' },
  { name: 'shopify', title: 'Shopify', group: 'general' },
  { name: 'slack', title: 'Slack', group: 'general' },
  { name: 'twilio', title: 'Twilio', group: 'general' },
] as const;

export type ProviderName = (typeof PROVIDER_TABLE)[number]['name'];

export const PROVIDER_NAMES: readonly ProviderName[] = PROVIDER_TABLE.map(({ name }) => name);

export function isProviderName(text: string): text is ProviderName {
  return PROVIDER_NAMES.some((name) => name === text);
}

/** What each group is called, in the order in which groups are shown. */
export const PROVIDER_GROUPS = {
  email: 'e-mail',
  general: 'general',
  own: 'of webhook-cli.yaml',
} as const;

export type ProviderGroup = keyof typeof PROVIDER_GROUPS;

/** Group of a provider; one that is not built in is the user's own. */
export function groupOf(name: string): ProviderGroup {
  return PROVIDER_TABLE.find((provider) => provider.name === name)?.group ?? 'own';
}

/**
 * What `--provider` takes, by groups: `e-mail: mailgun, …; general: stripe, …`.
 *
 * @param own - names of the providers that the configuration declares
 */
export function providerChoices(own: readonly string[] = []): string {
  const names = [...PROVIDER_NAMES, ...own];
  const groups = Object.entries(PROVIDER_GROUPS).map(([group, title]) => {
    const members = names.filter((name) => groupOf(name) === group);
    return members.length === 0 ? '' : `${title}: ${members.join(', ')}`;
  });
  return groups.filter((text) => text !== '').join('; ');
}
