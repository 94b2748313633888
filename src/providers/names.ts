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
