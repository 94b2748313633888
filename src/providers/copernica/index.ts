import { encodeCopernica } from '../copernica-body.ts';
import {
  COPERNICA_SCHEME,
  COPERNICA_SECRET,
  copernicaOptions,
  copernicaRetry,
  copernicaUnknowns,
} from '../copernica-facts.ts';
import { recogniseCopernica } from '../copernica-recognise.ts';
import { copernicaSignatureParts, signCopernica } from '../copernica-signature.ts';
import { verifyCopernica } from '../copernica-verification.ts';
import type { Provider } from '../types.ts';
import { describeRequest } from './describe.ts';
import { COPERNICA_EVENTS } from './events.ts';
import { COPERNICA_DOCS_URL, COPERNICA_SOURCES, COPERNICA_UNKNOWNS } from './facts.ts';

const SENDER = 'account';

/** Webhooks of Copernica's Marketing Suite; the older Publisher's callbacks are another feature. */
export const copernica: Provider = {
  name: 'copernica',
  title: 'Copernica Marketing Suite',
  docsUrl: COPERNICA_DOCS_URL,
  sources: COPERNICA_SOURCES,
  scheme: COPERNICA_SCHEME,
  secret: COPERNICA_SECRET,
  options: copernicaOptions(SENDER),
  unknowns: [...copernicaUnknowns(SENDER), ...COPERNICA_UNKNOWNS],
  events: COPERNICA_EVENTS,
  retry: [copernicaRetry('copernica')],
  batch: null,
  recognise: (view) => recogniseCopernica(view, SENDER),
  describe: describeRequest,
  encode: (payloads, context) => encodeCopernica(payloads, context, SENDER),
  sign: (request, input) => signCopernica(request, input, SENDER),
  verify: (view, input) => verifyCopernica(view, input, SENDER),
  signatureParts: copernicaSignatureParts,
};
