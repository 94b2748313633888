import type { Provider } from '../types.ts';
import { sesCertificate } from './certificate.ts';
import { describe } from './describe.ts';
import { encode } from './encode.ts';
import { EVENTS } from './events.ts';
import { DOCS_URL, SCHEME, SECRET, SOURCES, UNKNOWNS } from './facts.ts';
import { handshake } from './handshake.ts';
import { OPTIONS } from './options.ts';
import { recognise } from './recognise.ts';
import { RETRY_PROFILES } from './schedule.ts';
import { sign } from './sign.ts';
import { signatureParts } from './signature-parts.ts';
import { verify } from './verify.ts';

/** SES has no webhooks of its own: it publishes to an SNS topic, and SNS posts to the endpoint. */
export const ses: Provider = {
  name: 'ses',
  title: 'Amazon SES (through SNS)',
  docsUrl: DOCS_URL,
  sources: SOURCES,
  scheme: SCHEME,
  secret: SECRET,
  options: OPTIONS,
  unknowns: UNKNOWNS,
  events: EVENTS,
  retry: RETRY_PROFILES,
  batch: null,
  recognise,
  describe,
  encode,
  sign,
  verify,
  signatureParts,
  handshake,
  certificate: sesCertificate,
};
