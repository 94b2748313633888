import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { formatDuration, parseDurationMs } from '../../src/core/duration.ts';
import { headerValue } from '../../src/core/headers.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { RetryProfile } from '../../src/core/schedule.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { retryProfilesDocument } from '../../src/providers/retry-document.ts';
import { eventRetryProfile } from '../../src/providers/retry-profiles.ts';
import { textAtPlace } from '../../src/providers/signature-place.ts';
import type { Provider } from '../../src/providers/types.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import {
  changingHeaders,
  retryRun,
  type SentAttempt,
  secretOf,
  type TargetAnswer,
} from '../helpers/retry-run.ts';

const FAILS: TargetAnswer = { status: 503 };

/** One profile against a target that always fails. Offsets: `5m` from the first attempt, `3x5m` three more, 5m apart each. */
interface Sequence {
  readonly event: string;
  /** What the provider's page says. */
  readonly page: string;
  readonly at: string;
  /** Headers that are new in each attempt. */
  readonly changes?: readonly string[];
  /** Ways to fail on and on; 503 by default. */
  readonly fails?: TargetAnswer;
  /** `exhausted` by default. */
  readonly outcome?: 'rejected';
  /** What the time in the signature is, when there is one: that of the attempt, or of the first. */
  readonly signed?: 'now' | 'first';
  /** The profile is not the one that events of this name have by themselves. */
  readonly isVariant?: true;
}

const MAILERSEND_3 = { event: 'bounce', at: '0 10s 1m50s' } as const;
const BREVO_5 = { event: 'bounce', at: '0 10m 1h10m 3h10m 11h10m' } as const;
const POSTMARK_11 = '0 1m 6m 16m 26m 36m 51m 1h21m 2h21m 4h21m 10h21m';
const SVIX_8 = '0 5s 5m5s 35m5s 2h35m5s 7h35m5s 17h35m5s 27h35m5s';
const SVIX = { changes: ['Svix-Signature', 'Svix-Timestamp'], signed: 'now' } as const;
const WEBHOOK = { changes: ['webhook-signature', 'webhook-timestamp'], signed: 'now' } as const;
const SLACK = {
  changes: [
    'X-Slack-Request-Timestamp',
    'X-Slack-Retry-Num',
    'X-Slack-Retry-Reason',
    'X-Slack-Signature',
  ],
  signed: 'now',
} as const;
const SPARKPOST_12 = '0 14s 42s 1m38s 3m30s 7m14s 14m42s 29m38s 59m30s 1h59m14s 3h58m42s 7h57m38s';

const SEQUENCES: Readonly<Record<string, Sequence>> = {
  mailgun: {
    event: 'bounce',
    page: '5m, 10m, 15m, 1h, 2h, 4h: 7 h 30 m',
    at: '0 5m 15m 30m 1h30m 3h30m 7h30m',
    signed: 'first',
  },
  'mailgun:legacy-docs': {
    event: 'bounce',
    page: '10m, 10m, 15m, 30m, 1h, 2h, 4h: 8 h 05 m',
    at: '0 10m 20m 35m 1h5m 2h5m 4h5m 8h5m',
    signed: 'first',
    isVariant: true,
  },
  'mailgun:route': {
    event: 'inbound',
    page: '10m, 15m, 30m, 1h, 2h, 4h: 7 h 55 m',
    at: '0 10m 25m 55m 1h55m 3h55m 7h55m',
    signed: 'first',
  },
  'mailgun:none': {
    event: 'delivered',
    page: 'delivered webhooks are not retried',
    at: '0',
    outcome: 'rejected',
    signed: 'first',
  },
  mailtrap: {
    event: 'bounce',
    page: '40 retries, one every 5 minutes (200 min after the first try)',
    at: '0 40x5m',
  },
  'mailtrap:inbound': {
    event: 'inbound',
    page: 'up to 10 attempts within 24 h; suggested 1m, 3m, 8m, 20m, 45m, 1h45m, 3h, 5h, 7h',
    at: '0 1m 4m 12m 32m 1h17m 3h2m 6h2m 11h2m 18h2m',
  },
  smtp2go: {
    event: 'bounce',
    page: '7m30s x4, 1h x24, 6h x4, 12h x2, 24h x1 (35 retries, 96h30m)',
    at: '0 7m30s 15m 22m30s 30m 24x1h 4x6h 2x12h 1x24h',
  },
  'smtp2go:48h': {
    event: 'bounce',
    page: '7m30s x4, 1h x24, 6h x3 (31 retries, 42h30m)',
    at: '0 7m30s 15m 22m30s 30m 24x1h 30h30m 36h30m 42h30m',
    isVariant: true,
  },
  smtpeter: {
    event: 'bounce',
    page: 'retry: [] (undocumented)',
    at: '0',
    outcome: 'rejected',
    signed: 'now',
  },
  copernica: {
    event: 'bounce',
    page: 'retry: [] (undocumented)',
    at: '0',
    outcome: 'rejected',
    signed: 'now',
  },
  sendgrid: {
    event: 'bounce',
    page: '1m, 2m, 5m, 10m, 15m, 30m, 1h, 2h, 4h, 8h, 7h; every attempt is signed afresh',
    at: '0 1m 3m 8m 18m 33m 1h3m 2h3m 4h3m 8h3m 16h3m 23h3m',
    changes: ['X-Twilio-Email-Event-Webhook-Signature', 'X-Twilio-Email-Event-Webhook-Timestamp'],
    signed: 'now',
  },
  'sendgrid:inbound': {
    event: 'inbound',
    page: '2 x 5m, 5 x 10m, 23 x 3h: 60 min, then to 70 h',
    at: '0 5m 10m 5x10m 23x3h',
  },
  postmark: { event: 'delivered', page: '1, 5, 15 minutes: 3 retries, 21 min', at: '0 1m 6m 21m' },
  'postmark:bounce': {
    event: 'bounce',
    page: '1, 5, 10, 10, 10, 15, 30 minutes, 1, 2, 6 hours: 10 retries, 10 h 21 min',
    at: POSTMARK_11,
  },
  'postmark:inbound': {
    event: 'inbound',
    page: '1, 5, 10, 10, 10, 15, 30 minutes, 1, 2, 6 hours',
    at: POSTMARK_11,
  },
  'postmark:skills': {
    event: 'delivered',
    page: 'postmark-skills claims the 10-retry schedule for every webhook',
    at: POSTMARK_11,
    isVariant: true,
  },
  ses: {
    event: 'bounce',
    page: '3 retries, 20 s apart, linear',
    at: '0 20s 40s 60s',
    signed: 'first',
  },
  'ses:2022': {
    event: 'bounce',
    page: 'any status 200 to 4xx counts as received; 3 retries, 20 s apart',
    at: '0 20s 40s 60s',
    signed: 'first',
    isVariant: true,
  },
  resend: {
    ...SVIX,
    event: 'bounce',
    page: '5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h: 8 attempts, 27 h 35 min 5 s',
    at: SVIX_8,
  },
  'resend:one-10h': {
    ...SVIX,
    event: 'bounce',
    page: 'some text stops the list at one 10 h',
    at: SVIX_8.replace(' 27h35m5s', ''),
    isVariant: true,
  },
  brevo: {
    ...BREVO_5,
    page: '10 min, 1 h, 2 h, 8 h: +10m, +1h10m, +3h10m, +11h10m',
    fails: { status: 429 },
  },
  'brevo:older': {
    ...BREVO_5,
    page: '10 min, 1 h, 2 h, 8 h; an older version did not have the rule for 4xx and 5xx',
    isVariant: true,
  },
  mailjet: { event: 'bounce', page: '2880 x 30s, 24h', at: '0 2880x30s' },
  'mailjet:older': {
    event: 'bounce',
    page: 'up to 10 times, every 10 minutes',
    at: '0 10x10m',
    isVariant: true,
  },
  sparkpost: {
    event: 'bounce',
    page: '14s, 28s, 56s, 112s … 14336s: 12 attempts, 28658 s',
    at: SPARKPOST_12,
  },
  'sparkpost:only-200': {
    event: 'bounce',
    page: 'API reference: 200; a 204 is retried',
    at: SPARKPOST_12,
    fails: { status: 204 },
    isVariant: true,
  },
  'sparkpost:momentum': {
    event: 'bounce',
    page: 'self-hosted Momentum: 6 s timeout, 4 h',
    at: '0 7s 21s 49s 1m45s 3m37s 7m21s 14m49s 29m45s 59m37s 1h59m21s 3h58m49s',
    isVariant: true,
  },
  'sparkpost:relay': {
    event: 'inbound',
    page: 'first retry after 300 s, growing gaps, up to 7 in all',
    at: '0 5m 15m 35m 1h15m 2h35m 5h15m',
  },
  mandrill: {
    event: 'bounce',
    page: '1m, 2m, 4m, 8m, 16m, 32m, 1h (a stand-in)',
    at: '0 1m 3m 7m 15m 31m 1h3m 2h3m',
  },
  mailersend: { ...MAILERSEND_3, page: '3 attempts: first, after 10 s, after 100 s more' },
  'mailersend:2025': {
    ...MAILERSEND_3,
    page: 'the same; a 4xx is retried like others',
    fails: { status: 404 },
    isVariant: true,
  },
  'mailersend:2026': {
    event: 'bounce',
    page: 'exponential back-off for about 3 days',
    at: '0 1m 3m 7m 15m 31m 1h3m 2h7m 4h15m 8h31m 17h3m 34h7m 68h15m',
    isVariant: true,
  },
  'standard-webhooks': {
    ...WEBHOOK,
    event: 'invoice-paid',
    page: '5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h: 10 attempts, 75 h 35 min 5 s',
    at: '0 5s 5m5s 35m5s 2h35m5s 7h35m5s 17h35m5s 31h35m5s 51h35m5s 75h35m5s',
  },
  'standard-webhooks:svix': {
    ...WEBHOOK,
    event: 'invoice-paid',
    page: '5s, 5m, 30m, 2h, 5h, 10h, 10h: 8 attempts, about 27 h 35 min',
    at: SVIX_8,
    isVariant: true,
  },
  stripe: {
    event: 'charge.succeeded',
    page: '5m, 30m, 2h, 5h, 10h, 12h, 12h, 12h, 12h: 65 h 35 m',
    at: '0 5m 35m 2h35m 7h35m 17h35m 29h35m 41h35m 53h35m 65h35m',
    changes: ['Stripe-Signature'],
    signed: 'now',
  },
  'stripe:sandbox': {
    event: 'charge.succeeded',
    page: '5m, 30m, 2h: 3 tries over a few hours',
    at: '0 5m 35m 2h35m',
    changes: ['Stripe-Signature'],
    signed: 'now',
    isVariant: true,
  },
  github: { event: 'push', page: 'None; timeout 10 s', at: '0', outcome: 'rejected' },
  'github:enterprise-server': {
    event: 'push',
    page: 'Enterprise Server 30 s',
    at: '0',
    outcome: 'rejected',
    isVariant: true,
  },
  shopify: {
    event: 'orders/create',
    page: '1m, 2m, 4m, 8m, 15m, 30m, 1h, 2h: 8 retries over 4 hours',
    at: '0 1m 3m 7m 15m 30m 1h 2h 4h',
  },
  slack: { ...SLACK, event: 'message', page: '0s, 1m, 5m', at: '0 0 1m 6m' },
  'slack:delayed-events': {
    ...SLACK,
    event: 'message',
    page: 'hourly further attempts for 24 hours',
    at: '0 0 1m 6m 24x1h',
    isVariant: true,
  },
  'slack:once': {
    event: 'slash-command',
    page: 'slash commands and interactivity: no retries',
    at: '0',
    outcome: 'rejected',
    signed: 'now',
  },
  twilio: {
    event: 'delivered',
    page: 'ONE retry, only if the connection could not be made, at once',
    at: '0 0',
    fails: { failure: 'refused' },
  },
  'twilio:twiml': {
    event: 'inbound-sms',
    page: 'ONE retry, only if the connection could not be made, at once',
    at: '0 0',
    fails: { failure: 'refused' },
  },
  'twilio:event-streams': {
    event: 'com.twilio.messaging.message.delivered',
    page: 'up to 4 hours with growing distances',
    at: '0 1m 3m 8m 18m 38m 1h18m 2h18m 3h48m',
  },
};

function offsetsOf(text: string): readonly number[] {
  const offsets: number[] = [];
  for (const item of text.split(' ')) {
    const [, count, each] = /^(\d+)x(.+)$/.exec(item) ?? [];
    const ms = parseDurationMs(each ?? item);
    assert.ok(ms !== undefined, item);
    if (count === undefined) offsets.push(ms);
    else
      for (let left = Number(count); left > 0; left -= 1) offsets.push((offsets.at(-1) ?? 0) + ms);
  }
  return offsets;
}

/** The time a signature was made with, or `undefined` where none is signed. */
function signedAtMs(provider: Provider, { request }: SentAttempt): number | undefined {
  const { timestamp } = provider.signatureParts(viewRequest(request));
  const text = timestamp === undefined ? undefined : textAtPlace(request, timestamp);
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function verdictAt(provider: Provider, { request, url, atMs }: SentAttempt, toleranceMs?: number) {
  return provider.verify(viewRequest(request), {
    secrets: [secretOf(provider)],
    url,
    nowMs: atMs,
    options: defaultOptions(provider),
    ...(toleranceMs === undefined ? {} : { toleranceMs }),
  });
}

const providers = await loadAllProviders();
const profiles = providers.flatMap((provider) =>
  provider.retry.map((profile) => ({ provider, profile })),
);

function profileNamed(name: string): {
  readonly provider: Provider;
  readonly profile: RetryProfile;
} {
  const found = profiles.find(({ profile }) => profile.name === name);
  assert.ok(found !== undefined, name);
  return found;
}

describe('retry sequences', () => {
  it('are pinned for every profile of every provider', () => {
    assert.deepEqual(
      Object.keys(SEQUENCES).sort(),
      profiles.map(({ profile }) => profile.name).sort(),
    );
  });

  for (const [name, sequence] of Object.entries(SEQUENCES)) {
    const offsets = offsetsOf(sequence.at);
    const span = formatDuration(offsets.at(-1) ?? 0);
    it(`${name}: "${sequence.page}" is ${offsets.length} attempts over ${span}`, async () => {
      const { provider, profile } = profileNamed(name);
      const { event, fails = FAILS, changes = [], signed } = sequence;
      if (sequence.isVariant !== true) {
        assert.equal(eventRetryProfile(provider, findEvent(provider, event, 'current')), profile);
      }
      const run = await retryRun(provider, event, profile, () => fails);
      assert.deepEqual(
        run.sent.map(({ offsetMs }) => offsetMs),
        offsets,
      );
      assert.equal(run.outcome, sequence.outcome ?? 'exhausted');
      assert.equal(run.attempts, offsets.length);

      // What changes between attempts, and what does not.
      assert.deepEqual(changingHeaders(run.sent), changes);
      const [first] = run.sent;
      assert.ok(first !== undefined);
      for (const { request, timeoutMs } of run.sent) {
        assert.equal(Buffer.compare(request.body, first.request.body), 0);
        assert.equal(timeoutMs, profile.timeoutMs);
      }
      for (const kept of profile.keeps) {
        assert.notEqual(headerValue(first.request.headers, kept), undefined, kept);
      }
      if (profile.delaysMs.length > 0) {
        const told = profile.retryHeaders.map((header) => header.name);
        assert.deepEqual([...profile.changes, ...told].sort(), changes);
      }

      // How old the signature is, and whether a receiver takes it.
      for (const attempt of run.sent) {
        const signedMs = signedAtMs(provider, attempt);
        assert.equal(signedMs === undefined, signed === undefined);
        if (signedMs !== undefined) {
          const fromMs = signed === 'now' ? attempt.atMs : first.atMs;
          assert.ok(Math.abs(fromMs - signedMs) < 1000, `signed ${signedMs}, sent ${fromMs}`);
        }
        const { status } = verdictAt(provider, attempt);
        assert.ok(status === 'ok' || status === 'not-applicable', `${attempt.offsetMs}: ${status}`);
      }
    });
  }

  it('are what docs/retry-profiles.md is made from', () => {
    assert.equal(readFileSync('docs/retry-profiles.md', 'utf8'), retryProfilesDocument(providers));
  });

  it('a profile without retries, given some, changes the headers it names', async () => {
    for (const { provider, profile } of profiles) {
      if (profile.delaysMs.length > 0) continue;
      const event = SEQUENCES[profile.name]?.event ?? '';
      const more = { ...profile, delaysMs: [5_000, 60_000] };
      const { sent } = await retryRun(provider, event, more, () => FAILS);
      assert.equal(sent.length, 3);
      assert.deepEqual(changingHeaders(sent), [...profile.changes].sort(), profile.name);
      for (const attempt of sent) assert.notEqual(verdictAt(provider, attempt).status, 'failed');
    }
  });

  it('mailgun repeats its signature: a receiver that allows ±300 s takes the first attempt alone, its time being in whole seconds', async () => {
    const { provider, profile } = profileNamed('mailgun');
    const { sent } = await retryRun(provider, 'bounce', profile, () => FAILS);
    const verdicts = sent.map((attempt) => {
      const verdict = verdictAt(provider, attempt, 300_000);
      return verdict.status === 'failed' ? verdict.cause : verdict.status;
    });
    assert.deepEqual(verdicts, ['ok', 'stale', 'stale', 'stale', 'stale', 'stale', 'stale']);
  });
});
