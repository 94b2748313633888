import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { parseForm } from '../../src/core/form.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { slack } from '../../src/providers/slack/index.ts';
import type { BodyFormat, Payload, UnsignedRequest } from '../../src/providers/types.ts';
import { type DrawnShape, masked } from '../helpers/masking.ts';
import { buildContext, type CaseSettings, defaultOptions } from '../helpers/provider-cases.ts';
import { testEveryEvent } from '../helpers/provider-laws.ts';
import { SLACK_SAMPLES } from '../helpers/slack-samples.ts';

/** Ids, and what is below a second. The ids of the printed samples are dummies of the same shape. */
const DRAWN: readonly DrawnShape[] = [
  [/\b(\d{10})\.\d{6}\b/g, '$1.U'],
  [/"Ev[0-9A-Z]{10}"/g, '"EV"'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, 'UUID'],
  [/\d{13}\.\d{12}\.[0-9a-f]{32}/g, 'TRIGGER'],
  [/\/\d{13}\\?\/[0-9A-Za-z]{24}\b/g, '/RESPONSE'],
  [/"challenge":"[0-9A-Za-z]{52}"/g, '"challenge"'],
];

/** When the printed events happen, in Unix seconds; the message they are about was posted at 1773480413. */
const SECONDS: Readonly<Record<string, number>> = {
  message: 1773480413,
  app_mention: 1773480420,
  reaction_added: 1773480431,
  app_home_opened: 1773480440,
  member_joined_channel: 1773480450,
  app_uninstalled: 1773480460,
  app_rate_limited: 1773480479,
  block_actions: 1773480425,
};
const POSTED_AT_MS = 1773480413_123;

function encoded(
  name: string,
  settings: CaseSettings = {},
  acceptedAtMs?: number,
): UnsignedRequest {
  const definition = findEvent(slack, name);
  const context = buildContext(slack, definition, settings);
  const message =
    acceptedAtMs === undefined ? context.message : { ...context.message, acceptedAtMs };
  return encode(definition.build({ ...context, message }), context.format);
}

function encode(payload: Payload, format: BodyFormat): UnsignedRequest {
  const options = defaultOptions(slack);
  return slack.encode([payload], { format, random: seededRandom('encode'), options });
}

function inner(name: string, settings: CaseSettings = {}): JsonObject {
  const { event } = JSON.parse(utf8Text(encoded(name, settings).body)) as { event: JsonObject };
  return event;
}

/** A form's percent escapes of digits and letters don't differ; its ids are masked in the decoded text. */
function readable(body: string, form: boolean): string {
  if (!form) return body;
  return parseForm(utf8Bytes(body))
    .map((field) => field.join('='))
    .join('&');
}

describe('slack events', () => {
  for (const { event, form, body } of SLACK_SAMPLES) {
    it(`${event}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const nowMs = (SECONDS[event] ?? 0) * 1000 + 456;
      const again = utf8Text(encoded(event, { nowMs }, POSTED_AT_MS).body);
      assert.equal(masked(readable(again, form), DRAWN), masked(readable(body, form), DRAWN));
    });
  }

  it('the printed forms are written again byte for byte from their fields', () => {
    const forms = SLACK_SAMPLES.filter(({ form }) => form);
    for (const { event, body } of forms) {
      const fields = parseForm(utf8Bytes(body));
      const value = event === 'block_actions' ? JSON.parse(fields[0]?.[1] ?? '') : null;
      const payload: Payload = value === null ? { kind: 'form', fields } : { kind: 'json', value };
      assert.equal(utf8Text(encode(payload, 'form').body), body);
    }
    assert.equal(forms.length, 2);
  });

  testEveryEvent(slack);

  it('the headers are those of captures, Accept differs between events and forms', () => {
    const common = [
      ['User-Agent', 'Slackbot 1.0 (+https://api.slack.com/robots)'],
      ['Accept-Encoding', 'gzip,deflate'],
    ];
    assert.deepEqual(encoded('message').headers, [
      ...common,
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
    ]);
    assert.deepEqual(encoded('slash-command').headers, [
      ...common,
      ['Accept', 'application/json,*/*'],
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ]);
  });

  it('JSON escapes slashes and everything beyond ASCII, emoji as surrogate pairs', () => {
    const { body } = encode({ kind: 'json', value: { a: 'é/😀<&' } }, 'json');
    assert.equal(utf8Text(body), String.raw`{"a":"\u00e9\/\ud83d\ude00<&"}`);
  });

  it('forms keep - _ . and escape * and ~', () => {
    const { body } = encode({ kind: 'form', fields: [['a', '-_. *~/:']] }, 'form');
    assert.equal(utf8Text(body), 'a=-_.+%2A%7E%2F%3A');
  });

  it('messages of every kind of conversation arrive as message, told by channel_type', () => {
    const types = ['message', 'message.groups', 'message.im', 'message.mpim', 'message.app_home'];
    assert.deepEqual(
      types.map((name) => [inner(name)['type'], inner(name)['channel_type']]),
      [
        ['message', 'channel'],
        ['message', 'group'],
        ['message', 'im'],
        ['message', 'mpim'],
        ['message', 'app_home'],
      ],
    );
  });

  it('edits and deletions hold the message before, which reactions are about too', () => {
    const changed = inner('message_changed');
    const before = changed['previous_message'] as JsonObject;
    assert.deepEqual(
      [changed['subtype'], changed['hidden'], before['ts']],
      ['message_changed', true, (inner('reaction_added')['item'] as JsonObject)['ts']],
    );
    const deleted = inner('message_deleted');
    assert.deepEqual([deleted['deleted_ts'], deleted['previous_message']], [before['ts'], before]);
    assert.deepEqual(inner('tokens_revoked')['tokens'], {
      oauth: ['U0DUMMY0001'],
      bot: ['U0DUMMYBOT1'],
    });
    assert.equal('inviter' in inner('member_left_channel'), false);
  });

  it('times are text with six digits of a fraction, the first three those of the clock', () => {
    assert.match(String(inner('message')['ts']), /^1795243800\.123\d{3}$/);
    assert.notEqual(
      inner('message', { seed: 'b' })['client_msg_id'],
      inner('message')['client_msg_id'],
    );
  });

  it('a request has one event, JSON or a form', () => {
    const payload: Payload = { kind: 'json', value: {} };
    const context = {
      format: 'json',
      random: seededRandom('x'),
      options: defaultOptions(slack),
    } as const;
    assert.throws(() => slack.encode([payload, payload], context), { code: 'WHK_USAGE' });
    assert.throws(() => slack.encode([], context), { code: 'WHK_USAGE' });
    assert.throws(() => encode({ kind: 'multipart', parts: [] }, 'multipart'), {
      code: 'WHK_USAGE',
    });
  });

  it('events are found by subscription and friendly names too', () => {
    const table = {
      'message.channels': 'message',
      mention: 'app_mention',
      challenge: 'url_verification',
      'app-rate-limited': 'app_rate_limited',
      command: 'slash-command',
      button: 'block_actions',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(slack, typed).name, name, typed);
    }
    assert.equal(slack.events.length, 20);
  });

  it('events not built in are described by their type', () => {
    const json = (body: string) =>
      slack.describe(
        viewRequest({ method: 'POST', path: '/', headers: [], body: utf8Bytes(body) }),
      );
    const joined =
      '{"type":"event_callback","event_id":"Ev1","event":{"type":"team_join","user":{}}}';
    assert.deepEqual(json(joined), [
      { name: null, wireName: 'team_join', id: 'Ev1', recipient: null },
    ]);
    const bot = '{"type":"event_callback","event":{"type":"message","subtype":"bot_message"}}';
    assert.deepEqual(json(bot), [
      { name: null, wireName: 'bot_message', id: null, recipient: null },
    ]);
    assert.deepEqual(json('{"type":"event_callback"}'), []);
  });
});
