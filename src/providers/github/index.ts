import type { Provider } from '../types.ts';
import { describe } from './describe.ts';
import { encode } from './encode.ts';
import { BUILT_IN_EVENTS } from './events.ts';
import { MORE_EVENTS } from './example-events.ts';
import { DOCS_URL, SCHEME, SECRET, SOURCES, UNKNOWNS } from './facts.ts';
import { OPTIONS } from './options.ts';
import { recognise } from './recognise.ts';
import { RETRY_PROFILES } from './schedule.ts';
import { sign, signatureParts, verify } from './signature.ts';

export const github: Provider = {
  name: 'github',
  title: 'GitHub',
  docsUrl: DOCS_URL,
  sources: SOURCES,
  scheme: SCHEME,
  secret: SECRET,
  options: OPTIONS,
  unknowns: UNKNOWNS,
  events: BUILT_IN_EVENTS,
  moreEvents: MORE_EVENTS,
  retry: RETRY_PROFILES,
  batch: null,
  recognise,
  describe,
  encode,
  sign,
  verify,
  signatureParts,
};
