import { encodeCopernica } from '../copernica-body.ts';
import { describeCopernica, failureName } from '../copernica-describe.ts';
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
import { SMTPETER_EVENTS } from './events.ts';
import { SMTPETER_DOCS_URL, SMTPETER_SOURCES, SMTPETER_UNKNOWNS } from './facts.ts';

const SENDER = 'environment';

const CANONICAL_NAMES: ReadonlyMap<string, string> = new Map(
  SMTPETER_EVENTS.map((event) => [event.wireName, event.name]),
);

/** SMTPeter's webhooks, once called feedback loops. */
export const smtpeter: Provider = {
  name: 'smtpeter',
  title: 'SMTPeter',
  docsUrl: SMTPETER_DOCS_URL,
  sources: SMTPETER_SOURCES,
  scheme: COPERNICA_SCHEME,
  secret: COPERNICA_SECRET,
  options: copernicaOptions(SENDER),
  unknowns: [...copernicaUnknowns(SENDER), ...SMTPETER_UNKNOWNS],
  events: SMTPETER_EVENTS,
  retry: [copernicaRetry('smtpeter')],
  batch: null,
  recognise: (view) => recogniseCopernica(view, SENDER),
  describe: (view) =>
    describeCopernica(view, (type, body) =>
      type === 'failure' ? failureName(body) : (CANONICAL_NAMES.get(type) ?? null),
    ),
  encode: (payloads, context) => encodeCopernica(payloads, context, SENDER),
  sign: (request, input) => signCopernica(request, input, SENDER),
  verify: (view, input) => verifyCopernica(view, input, SENDER),
  signatureParts: copernicaSignatureParts,
};
