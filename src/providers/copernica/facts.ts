import type { UnknownFact } from '../types.ts';

export const COPERNICA_DOCS_URL = 'https://www.copernica.com/en/documentation/webhook-security';

export const COPERNICA_SOURCES: readonly string[] = [
  'https://github.com/CopernicaMarketingSoftware/Documentation, folder Publisher (removed there in August 2024): webhooks.md, webhook-*.md, signature-header.md (read November 2026)',
  'https://github.com/CopernicaMarketingSoftware/http-signatures-php: the vendor library that checks the signature (read November 2026)',
  'draft-cavage-http-signatures-10 and -11, RFC 3230, RFC 5843, RFC 6376',
];

export const COPERNICA_UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'form of interests: a list by the text, a map of names to 0 and 1 by the example',
    chosen: 'interests[]=… in forms, a map in JSON',
    override: '--set, --unset',
  },
  {
    what: 'encoding of tags in a form',
    chosen: 'tags[]=…, once per tag, as documented for other lists',
    override: '--set, --unset',
  },
  {
    what: 'whether profile events have an id field (tables: no; decoded examples: yes) and a time field (tables: yes; examples: no)',
    chosen: 'no id, and time',
    override: '--set id=…, --unset time',
  },
];
