import { BASE62 } from '../../core/random.ts';
import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL = 'https://developers.mailersend.com/api/v1/webhooks.html';

export const SCHEME: SchemeFacts = {
  name: 'hmac-sha256',
  summary:
    'Signature holds the HMAC-SHA256 of the raw body in lower-case hex. There is no timestamp: tell redeliveries by data.id. The ping on saving a webhook is signed with a published secret.',
  covers: { body: true, timestamp: false, url: false, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

const SHAPE = '32 letters and digits, used as text';

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: `the signing secret of the webhook or inbound route: ${SHAPE}`,
  testSecret: 'Qw7eRt2yUi9oPa4sDf6gHj1kLz8xCv3b',
  make: (random) => random.text(BASE62, 32),
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the MailerSend signing secret is empty' };
    if (/^(?:test_)?[0-9a-z]{32}$/i.test(value)) return undefined;
    return { fatal: false, message: `a MailerSend signing secret is ${SHAPE}` };
  },
};

export const UNKNOWNS: readonly UnknownFact[] = [
  { what: 'User-Agent', chosen: 'none is sent', override: "-H 'User-Agent: …'" },
  {
    what: 'how characters beyond ASCII are written',
    chosen: '\\uXXXX, as PHP does by default',
    override: '--data',
  },
  {
    what: 'what meta holds for opens, clicks and bounces in version 2',
    chosen: 'nothing: an empty list, as the documentation prints it',
    override: "--set 'data.meta:={…}'",
  },
  {
    what: 'the name of the address field in version 2 (email, on one page recipient)',
    chosen: 'email',
    override: '--force-set data.recipient=…',
  },
  {
    what: 'shapes of activity.suppressed and activity.survey_opened',
    chosen: 'those of the other activities',
    override: '--data',
  },
  {
    what: 'activities that version 1 has no sample of (deferred, suppressed, survey_opened)',
    chosen: 'not offered as legacy events; survey_submitted has data.surveys as its last member',
    override: '--data',
  },
  {
    what: 'time format of account events other than sender identity and maintenance',
    chosen: 'YYYY-MM-DD HH:MM:SS in UTC',
    override: '--set created_at=…',
  },
  {
    what: 'whether the top of email_single.verified has the key type or, as in one sample, object',
    chosen: 'type',
    override: '--data',
  },
  {
    what: 'bodies of recipient.on_hold_added, recipient.on_hold_removed, inbound_message.rejected and the sms events',
    chosen: 'not offered; described by their wire name',
    override: '--data',
  },
  {
    what: 'whether 4xx other than 429 are retried (current text: no, older text: as others), and redirects',
    chosen:
      'only 5xx, 429 and no answer are retried; redirects are not followed and end the delivery',
    override: '--retry mailersend:2025',
  },
  {
    what: 'the gaps of the exponential back-off that the text of 2026 has in place of 10 s and 100 s',
    chosen: 'the older figures; doubling from 1 minute in the other profile',
    override: '--retry mailersend:2026',
  },
  {
    what: 'whether failed inbound posts are retried (older text: no, a receiver of 2026: yes)',
    chosen: 'as other events',
    override: '--retry none',
  },
  {
    what: 'whether a retry has the same body',
    chosen: 'the same bytes and signature',
    override: '--data',
  },
];

export const SOURCES: readonly string[] = [
  'MailerSend API documentation "Webhooks" and "Inbound", help centre article on webhooks, 2025',
  'MailerSend release note "Webhooks 2.0" and the Webhooks page of 2026, second-hand',
  'GitHub mailersend/mailersend-nodejs src/__tests__/services/mailersend.utils.test.ts (vector), src/models/email/EmailWebhook.ts; npm mailersend 3.4.0',
  'GitHub anymail/django-anymail tests/test_mailersend_webhooks.py, tests/test_mailersend_inbound.py: captures of 2023',
  'GitHub symfony/symfony Mailer/Bridge/MailerSend webhook fixtures and parser',
  'GitHub Grav plugin email-mailersend, September 2026',
];
