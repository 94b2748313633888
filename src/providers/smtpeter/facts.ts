import type { UnknownFact } from '../types.ts';

export const SMTPETER_DOCS_URL = 'https://www.smtpeter.com/en/documentation/webhook-security';

export const SMTPETER_SOURCES: readonly string[] = [
  'https://github.com/CopernicaMarketingSoftware/Documentation, folder SMTPeter: webhooks.md, webhook-*.md, feedback-*.md (read November 2026)',
  'https://github.com/CopernicaMarketingSoftware/http-signatures-php: the vendor library that checks the signature (read November 2026)',
  'draft-cavage-http-signatures-10 and -11, RFC 3230, RFC 5843, RFC 6376',
];

export const SMTPETER_UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'encoding of tags in a form',
    chosen: 'tags[]=…, once per tag, as documented for the lists of Copernica',
    override: '--set, --unset',
  },
  {
    what: 'shape of message ids',
    chosen: '16 lower-case letters and digits, as documented for Copernica',
    override: '--set id=…',
  },
  {
    what: 'name and content of the address verification file',
    chosen: 'smtpeter- and 5 letters or digits; the content is the same 5 characters',
    override: '--serve-file NAME=CONTENT',
  },
];
