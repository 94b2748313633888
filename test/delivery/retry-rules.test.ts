import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HeaderList, headerValue } from '../../src/core/headers.ts';
import type { HttpSender, OutgoingRequest } from '../../src/core/ports.ts';
import { formatStatusRule, type RetryProfile } from '../../src/core/schedule.ts';
import { makeAttempt } from '../../src/delivery/attempt.ts';
import { sendFollowing } from '../../src/delivery/redirects.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { withOverrides } from '../../src/providers/twilio/overrides.ts';
import type { Provider } from '../../src/providers/types.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';
import {
  type RetryRun,
  type RunSettings,
  retryRun,
  type TargetAnswer,
} from '../helpers/retry-run.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DOWN: TargetAnswer = { status: 503 };
const SLOW: TargetAnswer = { failure: 'timeout' };

const providers = await loadAllProviders();

function profileNamed(name: string): {
  readonly provider: Provider;
  readonly profile: RetryProfile;
} {
  for (const provider of providers) {
    const profile = provider.retry.find((candidate) => candidate.name === name);
    if (profile !== undefined) return { provider, profile };
  }
  throw new Error(name);
}

/** Runs a profile with the first event that its provider has for it. */
async function run(
  name: string,
  answer: (sent: number) => TargetAnswer,
  settings: RunSettings = {},
): Promise<RetryRun> {
  const { provider, profile } = profileNamed(name);
  const variant = name.split(':')[1];
  const { events } = provider;
  const event = events.find(({ retry }) => retry === variant) ?? events[0];
  return await retryRun(provider, event?.name ?? '', profile, answer, settings);
}

const offsets = ({ sent }: RetryRun): readonly number[] => sent.map(({ offsetMs }) => offsetMs);

/** How a first answer of each status ends or goes on: + delivered, ! refused at once, r tried again, x given up. */
async function fates(name: string, answers: readonly TargetAnswer[]): Promise<string> {
  let text = '';
  for (const first of answers) {
    const { outcome, attempts } = await run(name, (sent) => (sent === 1 ? first : { status: 200 }));
    if (attempts > 1) text += 'r';
    else text += outcome === 'delivered' ? '+' : outcome === 'rejected' ? '!' : 'x';
  }
  return text;
}

const STATUSES = [200, 201, 204, 301, 400, 403, 406, 410, 429, 500, 503] as const;
const NO_ANSWER = ['refused', 'dns', 'tls', 'timeout', 'reset'] as const;

/** In the order of STATUSES, then NO_ANSWER. */
const FATES: readonly (readonly [profile: string, page: string, statuses: string, none: string])[] =
  [
    ['mailgun', '200 only; 406 ends it; anything else is retried', '+rrrrr!rrrr', 'rrrrr'],
    ['mailgun:route', '200 only; 406 ends it', '+rrrrr!rrrr', 'rrrrr'],
    ['mailtrap', 'every other status than 200 is a failure', '+rrrrrrrrrr', 'rrrrr'],
    ['smtp2go', '2xx = success, everything else = retry', '+++rrrrrrrr', 'rrrrr'],
    ['sendgrid', 'every non-2xx (or no answer) is retried', '+++rrrrrrrr', 'rrrrr'],
    ['sendgrid:inbound', '5xx only; 4xx, 3xx, unresolvable host: dropped', '+++!!!!!!rr', 'rxrrr'],
    ['postmark', '403 stops all further retries; 200 is the success', '+rrrr!rrrrr', 'rrrrr'],
    ['ses', '5xx and 429 are retried, every other error is permanent', '+++!!!!!rrr', 'rrrrr'],
    ['ses:2022', 'any status 200 to 4xx counts as received', '+++++++++rr', 'rrrrr'],
    ['resend', '3xx, 4xx, 5xx, timeout: failure, retried', '+++rrrrrrrr', 'rrrrr'],
    ['brevo', '4xx except 429 and any 5xx stop it', '+++!!!!!r!!', 'rrrrr'],
    ['brevo:older', 'an older version did not have this rule', '+++rrrrrrrr', 'rrrrr'],
    ['mailjet', '200 OK only; every other code is retried', '+rrrrrrrrrr', 'rrrrr'],
    ['sparkpost', 'treat 2xx as success, non-2xx is retried', '+++rrrrrrrr', 'rrrrr'],
    ['sparkpost:only-200', 'API reference: 200', '+rrrrrrrrrr', 'rrrrr'],
    ['mandrill', '200; anything else is tried again', '+rrrrrrrrrr', 'rrrrr'],
    ['mailersend', 'retry_on: 5xx, 429, timeout; DNS failure: not', '+++!!!!!rrr', 'rxrrr'],
    ['mailersend:2025', '4xx: retried like others', '+++rrrrrrrr', 'rrrrr'],
    ['standard-webhooks', 'any 2xx; 410 ends it; 3xx is a failure', '+++rrrr!rrr', 'rrrrr'],
    ['standard-webhooks:svix', 'no special case for 410', '+++rrrrrrrr', 'rrrrr'],
    ['stripe', 'any 2xx; redirects count as failure', '+++rrrrrrrr', 'rrrrr'],
    ['github', 'no automatic retry', '+++!!!!!!!!', 'xxxxx'],
    ['shopify', '200-series; everything else fails', '+++rrrrrrrr', 'rrrrr'],
    ['slack', 'any 2xx; 4xx and 5xx are treated alike', '+++rrrrrrrr', 'rrrrr'],
    ['slack:once', '200; no retry', '+!!!!!!!!!!', 'xxxxx'],
    ['twilio', 'no retry for a 4xx, a 5xx or a slow answer', '+++!!!!!!!!', 'rrrxx'],
    ['twilio:twiml', '200 with TwiML, 204 for messages', '+!+!!!!!!!!', 'rrrxx'],
  ];

describe('retry rules', () => {
  for (const [name, page, statuses, none] of FATES) {
    it(`${name}: "${page}"`, async () => {
      const answers = STATUSES.map((status) => ({ status }));
      assert.equal(await fates(name, answers), statuses);
      const failures = NO_ANSWER.map((failure) => ({ failure }));
      assert.equal(await fates(name, failures), none);
    });
  }

  it('a success at any attempt ends the delivery', async () => {
    const { attempts, outcome, status } = await run('shopify', (sent) => ({
      status: sent < 4 ? 500 : 204,
    }));
    assert.deepEqual([attempts, outcome, status], [4, 'delivered', 204]);
  });

  it('slack: "X-Slack-No-Retry: 1 on a non-2xx answer stops further retries"', async () => {
    const headers = [['x-slack-no-retry', '1']] as const;
    const stopped = await run('slack', (sent) => ({
      status: 500,
      ...(sent === 2 ? { headers } : {}),
    }));
    assert.deepEqual([stopped.attempts, stopped.outcome], [2, 'rejected']);
    const other = await run('slack', () => ({ status: 500, headers: [['X-Slack-No-Retry', '0']] }));
    assert.equal(other.attempts, 4);
    const accepted = await run('slack', () => ({ status: 202, headers }));
    assert.equal(accepted.outcome, 'delivered');
  });

  it('resend: "webhook-delivery: abort-message in the answer stops retries of this message"', async () => {
    const headers = [['Webhook-Delivery', 'abort-message']] as const;
    const stopped = await run('resend', () => ({ status: 500, headers }));
    assert.deepEqual([stopped.attempts, stopped.outcome], [1, 'rejected']);
    assert.equal((await run('mailtrap', () => ({ status: 500, headers }))).attempts, 41);
  });

  it('slack: retries say X-Slack-Retry-Num 1, 2, 3 and why the PREVIOUS attempt failed', async () => {
    const answers: readonly TargetAnswer[] = [
      SLOW,
      { failure: 'refused' },
      { failure: 'tls' },
      { status: 404 },
    ];
    const { sent } = await run('slack', (number) => answers[number - 1] ?? DOWN);
    const told = sent.map(({ request: { headers } }) => [
      headerValue(headers, 'X-Slack-Retry-Num'),
      headerValue(headers, 'X-Slack-Retry-Reason'),
    ]);
    assert.deepEqual(told, [
      [undefined, undefined],
      ['1', 'http_timeout'],
      ['2', 'connection_failed'],
      ['3', 'ssl_error'],
    ]);
    const reasonAfter = async (answer: TargetAnswer): Promise<string | undefined> => {
      const again = await run('slack', () => answer);
      return headerValue(again.sent.at(-1)?.request.headers ?? [], 'X-Slack-Retry-Reason');
    };
    assert.equal(await reasonAfter({ status: 500 }), 'http_error');
    assert.equal(await reasonAfter({ failure: 'timeout', phase: 'connect' }), 'http_timeout');
    assert.equal(await reasonAfter({ failure: 'other' }), 'unknown_error');
  });
});

describe('retries that another process goes on with', () => {
  const goneOn = async (status: number | null): Promise<HeaderList> => {
    const { profile } = profileNamed('slack');
    const seen: OutgoingRequest[] = [];
    const sender: HttpSender = {
      close: async () => {},
      send: async (request) => {
        seen.push(request);
        return { ok: false, failure: { kind: 'refused', detail: 'refused' } };
      },
    };
    const url = 'http://127.0.0.1:4665/';
    await makeAttempt(
      {
        id: '1',
        source: 'slack/message',
        profile,
        before: { startedAtMs: NOW_MS - 60_000, status },
        prepare: (_attempt, _nowMs, headers = []) => ({
          url,
          request: { method: 'POST', path: '/', headers, body: new Uint8Array(0) },
          signed: 'unsigned',
          signedNote: null,
        }),
      },
      3,
      { run: 'r', timeScale: 1, timeoutMs: null },
      { clock: fakeClock(NOW_MS), sender },
      new AbortController().signal,
    );
    return seen[0]?.headers ?? [];
  };

  it('say what the history knows of the attempt before', async () => {
    assert.deepEqual(await goneOn(500), [
      ['X-Slack-Retry-Num', '2'],
      ['X-Slack-Retry-Reason', 'http_error'],
    ]);
    assert.equal(headerValue(await goneOn(302), 'X-Slack-Retry-Reason'), 'too_many_redirects');
    assert.equal(headerValue(await goneOn(null), 'X-Slack-Retry-Reason'), 'unknown_error');
  });
});

describe('retries after a slow target', () => {
  it('slack: "on a timeout the first retry leaves as soon as the 3 s are over"', async () => {
    assert.deepEqual(offsets(await run('slack', () => SLOW)), [
      0,
      3 * SECOND,
      63 * SECOND,
      363 * SECOND,
    ]);
  });

  it('ses: "3 retries, 20 s apart; a timeout adds its 15 s"', async () => {
    assert.deepEqual(
      offsets(await run('ses', () => SLOW)),
      [0, 35, 70, 105].map((s) => s * SECOND),
    );
  });

  it('postmark: "1, 5, 15 minutes after the preceding failure", here a timeout of 30 s', async () => {
    assert.deepEqual(offsets(await run('postmark', () => SLOW)), [
      0,
      1.5 * MINUTE,
      7 * MINUTE,
      22.5 * MINUTE,
    ]);
  });

  it('mailtrap: "one every 5 minutes", however slow the target', async () => {
    const { sent } = await run('mailtrap', () => SLOW);
    assert.deepEqual(
      sent.map(({ offsetMs }) => offsetMs),
      Array.from({ length: 41 }, (_, index) => index * 5 * MINUTE),
    );
  });

  it('mailjet: "every 30 seconds", which a timeout of 30 s fills', async () => {
    const { sent } = await run('mailjet:older', () => SLOW);
    assert.deepEqual(sent[1]?.offsetMs, 10 * MINUTE);
    const { sent: current } = await run('mailjet', (number) =>
      number < 4 ? SLOW : { status: 200 },
    );
    assert.deepEqual(
      current.map(({ offsetMs }) => offsetMs),
      [0, 30 * SECOND, 60 * SECOND, 90 * SECOND],
    );
  });

  it('twilio: "at once, within the total of 15 s"', async () => {
    const connecting = { failure: 'timeout', phase: 'connect', afterMs: 5 * SECOND } as const;
    const { sent, outcome } = await run('twilio', () => connecting);
    assert.deepEqual(
      sent.map(({ offsetMs, timeoutMs }) => [offsetMs, timeoutMs]),
      [
        [0, 15 * SECOND],
        [5 * SECOND, 10 * SECOND],
      ],
    );
    assert.equal(outcome, 'exhausted');
    const late = { ...connecting, afterMs: 15 * SECOND };
    assert.equal((await run('twilio', () => late)).attempts, 1);
  });

  it('twilio: "tt: total ms over all attempts", here with rc=5 and connecting that takes 5 s', async () => {
    const { provider, profile } = profileNamed('twilio');
    const { sent, outcome } = await retryRun(
      provider,
      'message-delivered',
      withOverrides(profile, 'rc=5'),
      () => ({ failure: 'timeout', phase: 'connect' }),
    );
    assert.deepEqual(
      sent.map(({ offsetMs, timeoutMs }) => [offsetMs, timeoutMs]),
      [
        [0, 15 * SECOND],
        [5 * SECOND, 10 * SECOND],
        [10 * SECOND, 5 * SECOND],
      ],
    );
    assert.equal(outcome, 'exhausted');
  });

  it('shopify: "1 s to connect, 5 s in all"; twilio: "connect 5 s, read 15 s", ct from 100 to 10000', async () => {
    const connecting: TargetAnswer = { failure: 'timeout', phase: 'connect' };
    const shopify = await run('shopify', (sent) => (sent === 1 ? connecting : { status: 200 }));
    assert.deepEqual(
      shopify.sent.map(({ offsetMs, timeoutMs, connectTimeoutMs }) => [
        offsetMs,
        timeoutMs,
        connectTimeoutMs,
      ]),
      [
        [0, 5 * SECOND, 1 * SECOND],
        [1 * MINUTE, 5 * SECOND, 1 * SECOND],
      ],
    );
    const bounds = ({ sent }: RetryRun): readonly (number | null)[] =>
      sent.map(({ connectTimeoutMs }) => connectTimeoutMs);
    assert.deepEqual(bounds(await run('twilio', () => DOWN)), [5 * SECOND]);
    assert.deepEqual(bounds(await run('mailtrap', () => ({ status: 200 }))), [null]);
    const { profile } = profileNamed('twilio');
    assert.equal(withOverrides(profile, 'ct=100&rc=0').connectTimeoutMs, 100);
    assert.throws(() => withOverrides(profile, 'ct=10001'), /from 100 to 10000/);
  });

  it('svix: "after a timeout or a 429 the delay is at least 60 s"', async () => {
    const { sent } = await run('standard-webhooks:svix', () => ({ status: 429 }));
    assert.deepEqual(
      sent.slice(0, 3).map(({ offsetMs }) => offsetMs),
      [0, 1 * MINUTE, 6 * MINUTE],
    );
    const slow = await run('resend', () => SLOW);
    assert.deepEqual(offsets(slow).slice(0, 3), [0, 75 * SECOND, (75 + 15 + 300) * SECOND]);
    const down = await run('resend', () => DOWN);
    assert.deepEqual(offsets(down).slice(0, 3), [0, 5 * SECOND, 305 * SECOND]);
  });
});

describe('Retry-After', () => {
  const asking = (value: string, status = 503): TargetAnswer => ({
    status,
    headers: [['retry-after', value]],
  });
  const secondAt = async (name: string, answer: TargetAnswer, settings: RunSettings = {}) =>
    (await run(name, (sent) => (sent === 1 ? answer : { status: 200 }), settings)).sent[1]
      ?.offsetMs;

  it('svix: "clamped to between 1 and 2 times the scheduled delay", fractions rounded up', async () => {
    const name = 'standard-webhooks:svix';
    assert.equal(await secondAt(name, asking('7')), 7 * SECOND);
    assert.equal(await secondAt(name, asking('6.2')), 7 * SECOND);
    assert.equal(await secondAt(name, asking('1')), 5 * SECOND);
    assert.equal(await secondAt(name, asking('600')), 10 * SECOND);
    // A floor is above both: two waits of 5 s are less than 60 s.
    assert.equal(await secondAt(name, asking('7', 429)), 60 * SECOND);
  });

  it('svix: an HTTP date is heeded too, and one gone by is no wait', async () => {
    const name = 'standard-webhooks:svix';
    const at = (ms: number): string => new Date(NOW_MS + ms).toUTCString();
    // An HTTP date has whole seconds: 123 ms of the clock are lost.
    assert.equal(await secondAt(name, asking(at(8 * SECOND))), 8 * SECOND - 123);
    assert.equal(await secondAt(name, asking(at(-8 * SECOND))), 5 * SECOND);
    assert.equal(await secondAt(name, asking('soon')), 5 * SECOND);
  });

  it('svix: what is asked for is not drawn', async () => {
    const name = 'standard-webhooks:svix';
    assert.equal(await secondAt(name, asking('7'), { seed: 'a' }), 7 * SECOND);
  });

  it('the specification: "should be taken into account", here up to 24 hours', async () => {
    assert.equal(await secondAt('standard-webhooks', asking('3600')), 1 * HOUR);
    assert.equal(await secondAt('standard-webhooks', asking('864000')), 24 * HOUR);
    assert.equal(await secondAt('standard-webhooks', asking('2')), 5 * SECOND);
  });

  it('is divided by the time scale like every wait', async () => {
    assert.equal(
      await secondAt('standard-webhooks', asking('3600'), { timeScale: 60 }),
      1 * MINUTE,
    );
  });

  it('is ignored where no page speaks of it', async () => {
    for (const provider of providers) {
      for (const { name, delaysMs, retryAfter, stop, givesUpOn } of provider.retry) {
        const [waitMs] = delaysMs;
        if (waitMs === undefined || retryAfter !== null || name.startsWith('brevo')) continue;
        if (formatStatusRule(stop).includes('599') || givesUpOn.includes('timeout')) continue;
        assert.equal(await secondAt(name, asking('7')), waitMs, name);
      }
    }
  });
});

describe('drawn waits', () => {
  const gaps = ({ sent }: RetryRun): readonly number[] =>
    sent.slice(1).map(({ offsetMs }, index) => offsetMs - (sent[index]?.offsetMs ?? 0));

  it('svix: "uniform within 0.8 to 1.2 times the delay", the same for the same seed', async () => {
    const planned = profileNamed('standard-webhooks:svix').profile.delaysMs;
    const seen: number[] = [];
    for (const seed of ['a', 'b', 'c', 'd']) {
      const drawn = gaps(await run('standard-webhooks:svix', () => DOWN, { seed }));
      assert.deepEqual(gaps(await run('standard-webhooks:svix', () => DOWN, { seed })), drawn);
      assert.equal(drawn.length, planned.length);
      for (const [index, gapMs] of drawn.entries()) {
        const share = gapMs / (planned[index] ?? Number.NaN);
        assert.ok(share >= 0.8 && share <= 1.2, `${share}`);
        seen.push(share);
      }
    }
    assert.equal(new Set(seen.map((share) => share.toFixed(3))).size > 20, true);
    assert.ok(Math.min(...seen) < 0.9 && Math.max(...seen) > 1.1);
  });

  it('no other profile draws its waits', () => {
    const names = providers.flatMap(({ retry }) =>
      retry.filter(({ jitter }) => jitter !== null).map(({ name }) => name),
    );
    assert.deepEqual(names.sort(), ['resend', 'resend:one-10h', 'standard-webhooks:svix']);
  });
});

describe('redirects', () => {
  const to = (location: string, status: number): TargetAnswer => ({
    status,
    headers: [['Location', location]],
  });

  it('slack: "up to 2 followed; more counts as too_many_redirects"', async () => {
    const twice = await run('slack', (sent) => (sent <= 2 ? to(`/${sent}`, 307) : { status: 200 }));
    assert.deepEqual(
      twice.sent.map(({ url, request }) => [url, request.method, request.body.length > 0]),
      [
        ['http://127.0.0.1:4665/hooks/test?tenant=7', 'POST', true],
        ['http://127.0.0.1:4665/1', 'POST', true],
        ['http://127.0.0.1:4665/2', 'POST', true],
      ],
    );
    assert.deepEqual([twice.outcome, twice.attempts], ['delivered', 1]);

    const always = await run('slack', () => to('/again', 302));
    assert.deepEqual([always.outcome, always.attempts, always.sent.length], ['exhausted', 4, 12]);
    const reasons = always.sent.map(({ request }) =>
      headerValue(request.headers, 'X-Slack-Retry-Reason'),
    );
    assert.deepEqual([reasons[0], reasons[3]], [undefined, 'too_many_redirects']);
  });

  it('twilio: "followed for TwiML requests; the redirected request is a GET after 301/302/303"', async () => {
    for (const [status, method] of [
      [301, 'GET'],
      [302, 'GET'],
      [303, 'GET'],
      [307, 'POST'],
    ] as const) {
      const { sent, outcome } = await run('twilio:twiml', (number) =>
        number === 1 ? to('http://127.0.0.1:4665/twiml?a=1#part', status) : { status: 200 },
      );
      assert.equal(outcome, 'delivered');
      const [, second] = sent;
      assert.equal(second?.url, 'http://127.0.0.1:4665/twiml?a=1');
      assert.equal(second?.request.method, method);
      const type = headerValue(second?.request.headers ?? [], 'Content-Type');
      assert.equal(type !== undefined, method === 'POST');
      assert.equal(second !== undefined && second.request.body.length > 0, method === 'POST');
    }
    assert.equal(await fates('twilio:twiml', [to('/elsewhere', 308)]), '!');
  });

  it('all share the timeout of the attempt', async () => {
    const { sent, attempts } = await run('slack', (number) =>
      number === 1 ? { ...to('/a', 307), afterMs: 2 * SECOND } : { status: 200 },
    );
    assert.deepEqual(
      [attempts, ...sent.map(({ timeoutMs }) => timeoutMs)],
      [1, 3 * SECOND, 1 * SECOND],
    );
  });

  it('lead nowhere without a Location, or to another scheme', async () => {
    assert.equal(await fates('twilio:twiml', [{ status: 302 }]), '!');
    assert.equal(await fates('twilio:twiml', [to('file:///etc/hosts', 302)]), '!');
    assert.equal(await fates('twilio:twiml', [to('http://', 302)]), '!');
  });

  it('keep credentials to the host they are for', async () => {
    const seen: OutgoingRequest[] = [];
    const sender: HttpSender = {
      close: async () => {},
      send: async (request) => {
        seen.push(request);
        const location = request.url.includes(':4665') ? 'http://127.0.0.1:4667/b' : '/c';
        return {
          ok: true,
          response: { status: 308, headers: [['Location', location]], body: new Uint8Array(0) },
        };
      },
    };
    const headers = [
      ['Authorization', 'Basic YTpi'],
      ['Cookie', 'a=b'],
      ['X-Signature', 'c'],
    ] as const;
    const request = { url: 'http://127.0.0.1:4665/a', method: 'POST', headers, timeoutMs: 1000 };
    await sendFollowing(
      { ...request, body: new Uint8Array(1), keepBodyBytes: 0 },
      { max: 2, statuses: [308] },
      sender,
      { monotonicMs: () => 0 },
    );
    assert.deepEqual(
      seen.map(({ url, headers: sent }) => [url, sent.map(([name]) => name)]),
      [
        ['http://127.0.0.1:4665/a', ['Authorization', 'Cookie', 'X-Signature']],
        ['http://127.0.0.1:4667/b', ['X-Signature']],
        ['http://127.0.0.1:4667/c', ['X-Signature']],
      ],
    );
  });

  it('are answers like others everywhere else', () => {
    const names = providers.flatMap(({ retry }) =>
      retry.filter(({ redirects }) => redirects !== null).map(({ name }) => name),
    );
    assert.deepEqual(names.sort(), ['slack', 'slack:delayed-events', 'twilio:twiml']);
  });
});
