import type { Provider } from '../types.ts';
import { describe } from './describe.ts';
import { encode } from './encode.ts';
import { EVENTS } from './events.ts';
import { DOCS_URL, SCHEME, SECRET, SOURCES, UNKNOWNS } from './facts.ts';
import { OPTIONS } from './options.ts';
import { withOverrides } from './overrides.ts';
import { recognise } from './recognise.ts';
import { RETRY_PROFILES } from './schedule.ts';
import { sign } from './sign.ts';
import { signatureParts } from './signature.ts';
import { verify } from './verify.ts';

export const twilio: Provider = {
  name: 'twilio',
  title: 'Twilio',
  docsUrl: DOCS_URL,
  sources: SOURCES,
  scheme: SCHEME,
  secret: SECRET,
  options: OPTIONS,
  unknowns: UNKNOWNS,
  events: EVENTS,
  retry: RETRY_PROFILES,
  overridden: withOverrides,
  batch: null,
  recognise,
  describe,
  encode,
  sign,
  verify,
  signatureParts,
};
