import { credentialScheme } from '../credential-scheme.ts';
import type { Provider } from '../types.ts';
import { describe } from './describe.ts';
import { BATCH, encode } from './encode.ts';
import { EVENTS } from './events.ts';
import { CREDENTIALS, DOCS_URL, SCHEME, SECRET, SOURCES, UNKNOWNS } from './facts.ts';
import { handshake } from './handshake.ts';
import { OPTIONS } from './options.ts';
import { recognise } from './recognise.ts';
import { RETRY_PROFILES } from './schedule.ts';

export const sparkpost: Provider = {
  name: 'sparkpost',
  title: 'SparkPost',
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
  ...credentialScheme(CREDENTIALS),
  handshake,
};
