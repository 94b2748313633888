import { headerValue, withHeader } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { Probe, ProbeContext } from './probe.ts';
import { mustSurvive } from './verdicts.ts';

const CHARSET = /;\s*charset=[^;]*/i;

const WRONG_CONTENT_TYPE: Probe = {
  id: 'wrong-content-type',
  group: 'odd',
  title: 'Content-Type: text/plain',
  security: false,
  needsBaseline: true,
  appliesTo: () => 'yes',
  run: async (context) => {
    const built = context.build('wrong-content-type');
    const headers = withHeader(built.headers, 'Content-Type', 'text/plain');
    const request = signedAnyhow(context, { ...built, headers }, 'wrong-content-type');
    return mustSurvive(await context.deliver(request), {
      expected: 'accepts it, or refuses it with 415',
      why: 'A body that was not parsed is a missing body to the code behind.',
      fix: 'Check that the body was read before using it, and answer 415 when it was not.',
    });
  },
};

const ODD_CHARSET: Probe = {
  id: 'odd-charset',
  group: 'odd',
  title: 'a charset that is not the one of the body',
  security: false,
  needsBaseline: true,
  appliesTo: () => 'yes',
  run: async (context) => {
    const built = context.build('odd-charset', { messageSubject: 'Grüße aus Łódź' });
    const type = (headerValue(built.headers, 'content-type') ?? '').replace(CHARSET, '');
    const headers = withHeader(built.headers, 'Content-Type', `${type}; charset=iso-8859-7`);
    const request = signedAnyhow(context, { ...built, headers }, 'odd-charset');
    return mustSurvive(await context.deliver(request), {
      expected: 'accepts it, or refuses it with 415',
      why: 'Libraries and gateways add a charset that the body does not have, and decoding by its name fails.',
      fix: 'Take webhooks as UTF-8 whatever the header says, or answer 415 to a charset you do not know.',
    });
  },
};

/** Requests that say of their body what it is not. */
export const CONTENT_TYPE_PROBES: readonly Probe[] = [WRONG_CONTENT_TYPE, ODD_CHARSET];

/** Signed where the scheme can sign such a body; where the signature would stand in it, it can't. */
export function signedAnyhow(
  context: ProbeContext,
  request: WebhookRequest,
  label: string,
): WebhookRequest {
  if (context.subject.signatureHeader === null) return request;
  return context.sign(request, label);
}
