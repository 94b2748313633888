import type { Provider } from '../types.ts';
import { describe } from './describe.ts';
import { encode } from './encode.ts';
import { EVENTS } from './events.ts';
import { DOCS_URL, SCHEME, SECRET, SOURCES, UNKNOWNS } from './facts.ts';
import { handshake } from './handshake.ts';
import { OPTIONS } from './options.ts';
import { recognise } from './recognise.ts';
import { RETRY_PROFILES } from './schedule.ts';
import { sign, signatureParts, verify } from './signature.ts';

export const mailersend: Provider = {
  name: 'mailersend',
  title: 'MailerSend',
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
};
