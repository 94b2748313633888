import type { Provider } from '../types.ts';
import { describeMailgun } from './describe.ts';
import { encodeMailgun } from './encode.ts';
import { CURRENT_EVENTS } from './events.ts';
import { MAILGUN_OPTIONS, MAILGUN_SCHEME, MAILGUN_SOURCES, MAILGUN_UNKNOWNS } from './facts.ts';
import { LEGACY_EVENTS } from './legacy-definitions.ts';
import { recogniseMailgun } from './recognise.ts';
import { MAILGUN_RETRY } from './schedule.ts';
import { MAILGUN_SECRET } from './secret.ts';
import { signMailgun } from './sign.ts';
import { mailgunSignatureParts } from './signature.ts';
import { verifyMailgun } from './verify.ts';

/** Mailgun: event webhooks in JSON, the legacy ones in forms, and inbound mail of routes. */
export const mailgun: Provider = {
  name: 'mailgun',
  title: 'Mailgun',
  docsUrl: 'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks',
  sources: MAILGUN_SOURCES,
  scheme: MAILGUN_SCHEME,
  secret: MAILGUN_SECRET,
  options: MAILGUN_OPTIONS,
  unknowns: MAILGUN_UNKNOWNS,
  events: [...CURRENT_EVENTS, ...LEGACY_EVENTS],
  retry: MAILGUN_RETRY,
  batch: null,
  recognise: recogniseMailgun,
  describe: describeMailgun,
  encode: encodeMailgun,
  sign: signMailgun,
  verify: verifyMailgun,
  signatureParts: mailgunSignatureParts,
};
