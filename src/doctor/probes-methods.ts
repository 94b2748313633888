import { withoutHeaders } from '../core/headers.ts';
import { answerText } from './answer.ts';
import type { Probe } from './probe.ts';
import { mustSurvive } from './verdicts.ts';

const METHODS = ['GET', 'HEAD', 'OPTIONS'] as const;

/** Requests that carry no event: a browser, a monitor, a provider that looks whether the address answers. */
export const METHOD_PROBES: readonly Probe[] = METHODS.map((method) => ({
  id: `method-${method.toLowerCase()}`,
  group: 'odd',
  title: `a ${method} request`,
  security: false,
  needsBaseline: false,
  appliesTo: () => 'yes',
  run: async (context) => {
    const { path, headers } = context.build(`method-${method}`);
    const answer = await context.deliver({
      method,
      path,
      headers: withoutHeaders(headers, 'Content-Type'),
      body: new Uint8Array(0),
    });
    const meaning = {
      expected: 'answers 405 with "Allow: POST", or 2xx, and processes nothing',
      why: 'Browsers, monitors and scanners open the address; one that hangs or fails on them looks like an outage.',
      fix: `Answer ${method} at once, and look for events in POST alone.`,
    };
    const verdict = mustSurvive(answer, meaning);
    if (answer.processed !== null && answer.processed > 0) {
      return { ...verdict, result: 'fail', cause: 'processed' };
    }
    const allow = answer.allow === null ? '' : ` (Allow: ${answer.allow})`;
    return { ...verdict, did: `${answerText(answer)}${allow}` };
  },
}));
