import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { nextStep } from '../../src/core/schedule.ts';
import { eventRetryProfile } from '../../src/providers/retry-profiles.ts';
import { handshake } from '../../src/providers/slack/handshake.ts';
import { slack } from '../../src/providers/slack/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { testHostileInput } from '../helpers/provider-laws.ts';
import { SLACK_SAMPLES } from '../helpers/slack-samples.ts';

const [events, once] = slack.retry;
const FORM: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];

function view(body: string, headers: HeaderList = []): RequestView {
  return viewRequest({ method: 'POST', path: '/', headers, body: utf8Bytes(body) });
}

describe('slack facts', () => {
  it('retries events after 0s, 1m, 5m; an attempt may take 3 s', () => {
    assert.deepEqual([events.name, events.delaysMs], ['slack', [0, 60_000, 300_000]]);
    assert.equal(events.timeoutMs, 3_000);
    for (const status of [200, 202, 204]) {
      assert.equal(nextStep(events, 1, status).kind, 'delivered');
    }
    for (const status of [302, 400, 410, 500, null]) {
      assert.equal(nextStep(events, 1, status).kind, 'retry');
    }
    assert.equal(nextStep(events, 4, 500).kind, 'exhausted');
  });

  it('never retries slash commands, interactivity and challenges, and wants 200 within 3 s', () => {
    assert.deepEqual([once?.name, once?.delaysMs, once?.timeoutMs], ['slack:once', [], 3_000]);
    assert.ok(once !== undefined);
    assert.equal(nextStep(once, 1, 200).kind, 'delivered');
    assert.equal(nextStep(once, 1, 204).kind, 'exhausted');
    const names = slack.events
      .filter((event) => eventRetryProfile(slack, event) === once)
      .map(({ name }) => name);
    assert.deepEqual(names, ['url_verification', 'slash-command', 'block_actions', 'ssl_check']);
  });

  it('signs every attempt afresh, and refuses times older than 5 minutes', () => {
    assert.equal(slack.scheme.freshOnRetry, true);
    assert.equal(slack.scheme.toleranceMs, 300_000);
  });

  it('has the key of the printed vectors as its test secret, and makes ones of the same shape', () => {
    const { secret } = slack;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, '0123456789abcdef0123456789abcdef');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^[0-9a-f]{32}$/);
    assert.equal(secret.check(made), undefined);
    assert.equal(secret.check('')?.fatal, true);
    assert.match(secret.check('xoxb-1')?.message ?? '', /token, not the signing secret/);
    assert.equal(secret.check('dummyVerifToken012345678')?.fatal, false);
  });

  it('every unknown names what overrides it', () => {
    for (const { override } of slack.unknowns) assert.match(override, /^-/);
  });
});

describe('slack handshake', () => {
  it('answers a challenge with 200 and its bare value as text', () => {
    const body = SLACK_SAMPLES.find(({ event }) => event === 'url_verification')?.body ?? '';
    const wanted = handshake(view(body, [['Content-Type', 'application/json']]));
    assert.deepEqual([wanted?.what, wanted?.visit], ["Slack's url_verification", null]);
    const answer = wanted?.answer;
    assert.deepEqual([answer?.status, answer?.headers], [200, [['Content-Type', 'text/plain']]]);
    assert.equal(
      utf8Text(answer?.body ?? new Uint8Array()),
      'DummyChallenge0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01',
    );
  });

  it('answers the check of a certificate with 200', () => {
    const wanted = handshake(view('ssl_check=1&token=t', FORM));
    assert.deepEqual([wanted?.what, wanted?.answer.status], ["Slack's ssl_check", 200]);
    assert.equal(handshake(view('ssl_check=1', FORM)), null);
  });

  it('leaves every other request alone', () => {
    const others = SLACK_SAMPLES.filter(({ event }) => event !== 'url_verification');
    for (const { body, form } of others)
      assert.equal(handshake(view(body, form ? FORM : [])), null);
    assert.equal(handshake(view('{"type":"url_verification","challenge":1}')), null);
    assert.equal(handshake(view('{"challenge":"c"}')), null);
  });
});

describe('slack recognition', () => {
  for (const { event, form, body } of SLACK_SAMPLES) {
    it(`the page sample of ${event} is known by its body alone, and described`, () => {
      const seen = view(body, form ? FORM : []);
      const wanted = event === 'url_verification' ? Confidence.likely : Confidence.certain;
      assert.equal(slack.recognise(seen), wanted);
      const id = /"event_id":"(\w+)"/.exec(body)?.[1] ?? null;
      const trigger = '6012345678901.601234567890.0123456789abcdef0123456789abcdef';
      const wireName = event === 'slash-command' ? 'command' : event;
      assert.deepEqual(slack.describe(seen), [
        { name: event, wireName, id: form ? trigger : id, recipient: null },
      ]);
    });
  }

  it('its own headers make any body certain; a reader of links is not a sender of events', () => {
    assert.equal(slack.recognise(view('x')), Confidence.none);
    for (const name of ['X-Slack-Signature', 'X-Slack-Request-Timestamp']) {
      assert.equal(slack.recognise(view('x', [[name, 'x']])), Confidence.certain);
    }
    const agent = 'Slackbot 1.0 (+https://api.slack.com/robots)';
    assert.equal(slack.recognise(view('x', [['User-Agent', agent]])), Confidence.certain);
    const reader = 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)';
    assert.equal(slack.recognise(view('x', [['User-Agent', reader]])), Confidence.none);
  });

  it('forms that others send too are less sure', () => {
    const confidence = (body: string) => slack.recognise(view(body, FORM));
    assert.equal(confidence('team_id=T&user_id=U&command=%2Fx'), Confidence.likely);
    assert.equal(confidence('team_id=T&user_id=U&trigger_word=x'), Confidence.possible);
    assert.equal(confidence('ssl_check=1&token=t'), Confidence.likely);
    assert.equal(confidence('payload=%7B%22type%22%3A%22shortcut%22%7D'), Confidence.possible);
    assert.equal(confidence('payload=%7B%22zen%22%3A%22z%22%7D'), Confidence.none);
    assert.equal(confidence('payload=%7B'), Confidence.none);
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const wanted = provider === 'slack' ? Confidence.certain : Confidence.none;
      assert.equal(slack.recognise(view(body)), wanted, body);
    }
  });

  testHostileInput(slack, ['X-Slack-Signature', 'X-Slack-Request-Timestamp']);

  it('the handshake does not throw on any body either', () => {
    for (const body of ['', '[]', 'null', '{"type":"url_verification"}']) {
      assert.equal(handshake(view(body)), null);
    }
  });
});
