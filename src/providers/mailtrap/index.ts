import type { Provider } from '../types.ts';
import { describe } from './describe.ts';
import { BATCH, encode } from './encode.ts';
import { EVENTS } from './events.ts';
import { DOCS_URL, OPTIONS, SCHEME, SECRET, SOURCES, UNKNOWNS } from './facts.ts';
import { recognise } from './recognise.ts';
import { RETRY_PROFILES } from './schedule.ts';
import { sign, signatureParts, verify } from './signature.ts';

export const mailtrap: Provider = {
  name: 'mailtrap',
  title: 'Mailtrap',
  docsUrl: DOCS_URL,
  sources: SOURCES,
  scheme: SCHEME,
  secret: SECRET,
  options: OPTIONS,
  unknowns: UNKNOWNS,
  events: EVENTS,
  retry: RETRY_PROFILES,
  batch: BATCH,
  recognise,
  describe,
  encode,
  sign,
  verify,
  signatureParts,
};
