import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DoctorConfig } from '../../src/commands/doctor.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { loadProvider } from '../../src/providers/index.ts';
import { complaints, doctorConfig, examined, receiverSecret } from '../helpers/examined.ts';
import { type Mistake, mistakes, startReceiver } from '../helpers/example-receivers.ts';

type Expected = Readonly<Record<string, 'fail' | 'warn'>>;

/** Limits of each scheme, which are reported of every receiver. */
const LIMITS: Readonly<Record<Mistake['provider'], Expected>> = {
  mailtrap: { replayed: 'warn' },
  mailgun: { 'tampered-body': 'warn' },
  smtp2go: { 'tampered-body': 'warn', replayed: 'warn' },
  smtpeter: {},
};

function failing(...checks: readonly string[]): Expected {
  return Object.fromEntries(checks.map((check) => [check, 'fail']));
}

function warning(...checks: readonly string[]): Expected {
  return Object.fromEntries(checks.map((check) => [check, 'warn']));
}

const GUESSED = ['tampered-signature', 'wrong-key', 'tampered-body', 'swapped-signature'];
const FORGED = ['unsigned', 'empty-signature', 'short-signature', ...GUESSED];
const GOOD_MAILTRAP = [
  'good-delivered',
  'good-bounce',
  'good-soft-bounce',
  'good-open',
  'good-click',
  'good-complaint',
  'good-unsubscribe',
  'good-reject',
];

const WRITTEN_ANEW = ['good-bounce', 'good-soft-bounce', 'good-click', 'raw-bytes', 'reordered'];
const GOOD_SMTPETER = [
  'good-delivered',
  'good-bounce',
  'good-failure',
  'good-open',
  'good-click',
  'good-complaint',
];
/** The digest is checked, the signature is not. */
const UNCHECKED_SMTPETER = [
  'empty-signature',
  'short-signature',
  'tampered-signature',
  'wrong-key',
  'tampered-header',
  'swapped-signature',
  'other-url',
  'forwarded-host',
  'tampered-time',
];

/** All that doctor complains about, besides the limits of the scheme: no more and no less. */
const CAUGHT: Readonly<Record<string, Expected>> = {
  'no-check': failing(...FORGED),
  'presence-only': failing('empty-signature', 'short-signature', ...GUESSED),
  'empty-passes': failing('unsigned', 'empty-signature'),
  'compares-beginnings': failing('empty-signature', 'short-signature'),
  'throws-on-length': { ...failing('short-signature'), ...warning('unsigned', 'empty-signature') },
  // Mailtrap escapes <, > and & and JSON.stringify does not, so events that have them fail by themselves.
  'signs-parsed-body': failing(...WRITTEN_ANEW),
  'hex-decodes-key': failing(...GOOD_MAILTRAP),
  'reads-latin1': failing('non-ascii', 'emoji'),
  'processes-before-checking': failing(...FORGED),
  'says-yes-to-all': warning(...FORGED),
  'crashes-on-emoji': failing('emoji'),
  'crashes-on-unknown-events': failing('unknown-event', 'batch-bad-event'),
  'refuses-unknown-fields': failing('extra-field', 'large', 'batch-bad-event'),
  'needs-optional-fields': failing('missing-field', 'batch-bad-event'),
  'crashes-on-bad-json': failing('malformed', 'empty-body'),
  'trusts-content-type': failing('wrong-content-type', 'odd-charset', 'malformed', 'empty-body'),
  'small-limit': { ...failing('full-batch'), ...warning('large') },
  'answers-201': failing('success-status'),
  redirects: failing(...GOOD_MAILTRAP, 'redirect'),
  slow: failing('good-delivered', 'response-time'),
  'processes-twice': failing('duplicate'),
  'refuses-repeats': failing('duplicate'),
  'needs-order': failing('reordered'),
  'first-event-only': failing('batch', 'batch-bad-event', 'full-batch'),
  'all-or-nothing': failing('batch-bad-event'),
  'one-at-a-time': failing('burst'),
  'leaves-get-hanging': failing('method-get', 'method-head', 'method-options'),
  'compares-with-==': warning('loose-types'),
  'mailgun-hex-decodes-key': failing(
    ...GOOD_MAILTRAP.filter((check) => check !== 'good-reject'), // Mailgun has no such event
  ),
  'ignores-time': { ...failing('stale'), ...warning('future') },
  'short-memory': warning('late-retry'),
  // Mailgun's retries repeat the token, so what tells replays tells duplicates.
  'accepts-replays': failing('replayed', 'duplicate'),
  'refuses-with-401': { ...failing('duplicate'), ...warning('refusal-status') },
  'ignores-digest': failing('tampered-body', 'swapped-headers'),
  'digest-only': failing(...UNCHECKED_SMTPETER),
  'smtpeter-ignores-time': { ...failing('stale'), ...warning('future') },
  'checks-user-only': failing('tampered-signature', 'wrong-key'),
  'express-parses-first': failing(...GOOD_MAILTRAP),
  'express-writes-json-anew': failing(...WRITTEN_ANEW),
  'express-signs-text': failing('non-ascii', 'emoji'),
  'express-no-length-check': {
    ...failing('short-signature'),
    ...warning('unsigned', 'empty-signature'),
  },
  'express-default-limit': { ...failing('full-batch'), ...warning('large') },
  'express-json-only': failing('wrong-content-type'),
  'express-trusts-inside': failing('forwarded-for'),
  'express-compares-with-==': warning('loose-types'),
  // Signs %20 as + : events that have neither pass.
  'express-writes-form-anew': failing(
    ...GOOD_SMTPETER.filter((check) => check !== 'good-complaint'),
    'raw-bytes',
    'reordered',
  ),
  'express-signs-mounted-path': failing(...GOOD_SMTPETER),
  'express-trusts-forwarded-host': failing('forwarded-host'),
  'express-forgets-await': failing(...UNCHECKED_SMTPETER),
  'express-checks-after-reading': failing(
    'unsigned',
    'empty-signature',
    'short-signature',
    'tampered-signature',
    'wrong-key',
  ),
  'fastify-writes-json-anew': failing(...WRITTEN_ANEW),
  'fastify-no-length-check': {
    ...failing('short-signature'),
    ...warning('unsigned', 'empty-signature'),
  },
  'fastify-strict-schema': failing('missing-field', 'batch-bad-event'),
  'fastify-small-limit': { ...failing('full-batch'), ...warning('large') },
  'fastify-decodes-by-charset': failing('odd-charset'),
  'fastify-trusts-inside': failing('forwarded-for'),
  'fastify-writes-form-anew': failing(...GOOD_SMTPETER),
  'fastify-trusts-forwarded-host': failing('forwarded-host'),
  'fastify-forgets-await': failing(...UNCHECKED_SMTPETER),
};

/** Mistakes that large bodies show; the others need not wait for them. */
const ABOUT_SIZE = new Set([
  'refuses-unknown-fields',
  'small-limit',
  'first-event-only',
  'express-default-limit',
  'fastify-small-limit',
]);

/** Mistakes that take time to show are given a short one, and only the probes that concern them. */
async function settingsFor(name: string): Promise<Partial<DoctorConfig>> {
  switch (name) {
    case 'leaves-get-hanging':
      return { timeoutMs: 400, only: ['method-get', 'method-head', 'method-options'] };
    case 'one-at-a-time':
      return { only: ['burst', 'duplicate', 'reordered'] };
    case 'slow': {
      const event = findEvent(await loadProvider('mailtrap'), 'delivered');
      return { timeoutMs: 50, events: [event], only: ['good', 'response-time', 'redirect'] };
    }
    default:
      return ABOUT_SIZE.has(name) ? {} : { skip: ['large', 'full-batch'] };
  }
}

const ALL = await mistakes();

describe('deliberately wrong receivers', () => {
  it('are all in the table', () => {
    assert.deepEqual(Object.keys(CAUGHT).toSorted(), Object.keys(ALL).toSorted());
  });

  for (const [name, mistake] of Object.entries(ALL)) {
    it(`${name}: ${mistake.about}`, async (t) => {
      const provider = await loadProvider(mistake.provider);
      const server = await mistake.create({ secret: receiverSecret(provider) });
      const started = await startReceiver(t, server);
      const { countUrl } = started;
      const url = new URL(mistake.path ?? '/', started.url).href;
      const given: Readonly<Record<string, string>> =
        mistake.provider === 'smtp2go' ? { auth: 'basic' } : {};
      const settings = await settingsFor(name);
      const { findings, exitCode } = await examined(
        doctorConfig(provider, url, { given, countUrl, ...settings }),
      );
      // Where few probes are run, or nothing is accepted, the limits of the scheme do not show.
      const showsLimits = settings.only === undefined && name !== 'mailgun-hex-decodes-key';
      const expected = { ...(showsLimits ? LIMITS[mistake.provider] : {}), ...CAUGHT[name] };
      assert.deepEqual(complaints(findings), expected);
      assert.equal(exitCode, Object.values(expected).includes('fail') ? 1 : 0);
      for (const { result, cause } of findings) {
        if (result === 'fail' || result === 'warn') assert.match(cause ?? '', /^[a-z-]+$/);
      }
    });
  }
});

it('saying yes to forgeries is a failure where no count shows that they were left alone', async (t) => {
  const provider = await loadProvider('mailtrap');
  const server = await ALL['says-yes-to-all']?.create({ secret: receiverSecret(provider) });
  assert.ok(server !== undefined);
  const { url } = await startReceiver(t, server);
  const { findings, exitCode } = await examined(doctorConfig(provider, url, { only: ['bad'] }));
  assert.deepEqual(complaints(findings), { ...failing(...FORGED), ...warning('replayed') });
  assert.equal(exitCode, 1);
});
