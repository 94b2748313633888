import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { github } from '../../src/providers/github/index.ts';
import { nodeId } from '../../src/providers/github/node-id.ts';
import type { BodyFormat, Payload, UnsignedRequest } from '../../src/providers/types.ts';
import { GITHUB_SAMPLES } from '../helpers/github-samples.ts';
import { type DrawnShape, masked } from '../helpers/masking.ts';
import {
  buildContext,
  buildSigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
} from '../helpers/provider-cases.ts';
import { testEveryEvent, testSecret } from '../helpers/provider-laws.ts';

const DRAWN: readonly DrawnShape[] = [
  [/[0-9a-f]{40}/g, 'SHA'],
  [/compare\/[0-9a-f]{12}\.{3}[0-9a-f]{12}/g, 'COMPARE'],
  [/"(I|PR|RE|WFR|CS)_[\w-]+"/g, '"$1"'],
  [/\/(issues|pulls?|releases|runs|check-suites)\/\d+/g, '/$1/N'],
  [/"id":(?!900100200|9000100\d|574800123|140100200|7800100200)\d+/g, '"id":N'],
  [/"(number|run_number|check_suite_id)":\d+/g, '"$1":N'],
  [/Fixes #\d+/g, 'Fixes #N'],
];

const COMMITTED_AT_MS = Date.UTC(2026, 2, 14, 9, 26, 48);

/** When the printed events happen. */
const NOW: Readonly<Record<string, number>> = {
  ping: Date.UTC(2026, 2, 14, 9),
  push: Date.UTC(2026, 2, 14, 9, 26, 50),
  issues: Date.UTC(2026, 2, 14, 9, 30),
  pull_request: Date.UTC(2026, 2, 14, 9, 40),
  release: Date.UTC(2026, 2, 14, 9, 50),
  workflow_run: Date.UTC(2026, 2, 14, 9, 28, 31),
};

function encoded(
  name: string,
  settings: CaseSettings = {},
  acceptedAtMs?: number,
): UnsignedRequest {
  const definition = findEvent(github, name);
  const context = buildContext(github, definition, settings);
  const message =
    acceptedAtMs === undefined ? context.message : { ...context.message, acceptedAtMs };
  return encode(definition.build({ ...context, message }), context.format);
}

function encode(payload: Payload, format: BodyFormat = 'json'): UnsignedRequest {
  const options = defaultOptions(github);
  return github.encode([payload], { format, random: seededRandom('encode'), options });
}

function body(name: string, settings: CaseSettings = {}): Readonly<Record<string, unknown>> {
  return JSON.parse(utf8Text(encoded(name, settings).body)) as Readonly<Record<string, unknown>>;
}

describe('github events', () => {
  for (const sample of GITHUB_SAMPLES) {
    it(`${sample.event}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const settings = { nowMs: NOW[sample.event] ?? 0 };
      const again = utf8Text(encoded(sample.event, settings, COMMITTED_AT_MS).body);
      assert.equal(masked(again, DRAWN), masked(sample.body, DRAWN));
    });
  }

  testEveryEvent(github);

  it('the headers are those of the capture, in its order', () => {
    const { method, headers } = encoded('push');
    assert.equal(method, 'POST');
    const delivery = headerValue(headers, 'x-github-delivery') ?? '';
    assert.deepEqual(headers, [
      ['User-Agent', 'GitHub-Hookshot/1fd3ecb'],
      ['Accept', '*/*'],
      ['X-GitHub-Delivery', delivery],
      ['X-GitHub-Event', 'push'],
      ['X-GitHub-Hook-ID', '574800123'],
      ['X-GitHub-Hook-Installation-Target-ID', '900100200'],
      ['X-GitHub-Hook-Installation-Target-Type', 'repository'],
      ['Content-Type', 'application/json'],
    ]);
  });

  it('the delivery id is a UUID of version 1 with the time of the event in it', () => {
    const delivery = headerValue(encoded('push').headers, 'X-GitHub-Delivery') ?? '';
    const [low = '', middle = '', high = '', clock = '', node = ''] = delivery.split('-');
    assert.match(high, /^1[0-9a-f]{3}$/);
    assert.match(clock, /^[89ab][0-9a-f]{3}$/);
    assert.match(node, /^[0-9a-f]{12}$/);
    const since1582Ms = BigInt(`0x${high.slice(1)}${middle}${low}`) / 10_000n;
    assert.equal(since1582Ms + BigInt(Date.UTC(1582, 9, 15)), BigInt(NOW_MS));
    assert.notEqual(
      headerValue(encoded('push', { seed: 'b' }).headers, 'X-GitHub-Delivery'),
      delivery,
    );
  });

  it('a form has the same JSON in its one field, escaped as in captured bodies', () => {
    const form = encoded('ping', { format: 'form' });
    assert.equal(headerValue(form.headers, 'content-type'), 'application/x-www-form-urlencoded');
    const text = utf8Text(form.body);
    assert.match(text, /^payload=%7B%22zen%22%3A%22Keep\+it\+logically\+awesome\.%22%2C/);
    const json = new URLSearchParams(text).get('payload') ?? '';
    assert.equal(json, utf8Text(encoded('ping').body).replace('"json"', '"form"'));
    const odd = encode({ kind: 'json', value: { a: "*!'()~-._é" } }, 'form');
    assert.equal(utf8Text(odd.body), 'payload=%7B%22a%22%3A%22%2A%21%27%28%29~-._%C3%A9%22%7D');
  });

  it('the JSON is compact, text beyond ASCII and <, >, & as they are', () => {
    const { body: bytes } = encode({ kind: 'json', value: { text: '<ü> & /' } });
    assert.equal(utf8Text(bytes), '{"text":"<ü> & /"}');
  });

  it('node ids decode to the repository and the id, as those of the page do', () => {
    assert.equal(nodeId('I', 3000545121), 'I_kwDONapWSM6y2K9h');
    assert.equal(nodeId('RE', 209997947), 'RE_kwDONapWSM4MhFB7');
    assert.equal(nodeId('WFR', 13800221960, 2), 'WFR_kwLONapWSM8AAAADNo6tCA');
  });

  it('events of one message are about one commit and one issue', () => {
    const pushed = body('push');
    const run = body('workflow_run')['workflow_run'] as Readonly<Record<string, unknown>>;
    const pull = body('pull_request')['pull_request'] as Readonly<Record<string, unknown>>;
    const issue = body('issues')['issue'] as Readonly<Record<string, unknown>>;
    assert.equal(run['head_sha'], pushed['after']);
    assert.equal(pull['body'], `Fixes #${String(issue['number'])}`);
    assert.notEqual(body('push', { seed: 'b' })['after'], pushed['after']);
  });

  it('a workflow run never begins after it ends', () => {
    const run = body('workflow_run')['workflow_run'] as Readonly<Record<string, string>>;
    assert.ok((run['created_at'] ?? '') <= (run['updated_at'] ?? ''));
  });

  it('deliveries of a GitHub App end in installation and say so in the headers', () => {
    const settings = { options: { 'hook-owner': 'app' } };
    const { headers } = encoded('issues', settings);
    assert.equal(headerValue(headers, 'X-GitHub-Hook-Installation-Target-Type'), 'integration');
    const issues = body('issues', settings);
    assert.equal(Object.keys(issues).at(-1), 'installation');
    assert.deepEqual(issues['installation'], {
      id: 92900001,
      node_id: Buffer.from('023:IntegrationInstallation92900001').toString('base64'),
    });
    assert.equal('installation' in body('ping', settings), false);
  });

  it('a body from elsewhere gets its event name by its members', () => {
    const names = GITHUB_SAMPLES.map((sample) => {
      const { headers } = encode({ kind: 'json', value: JSON.parse(sample.body) });
      return headerValue(headers, 'X-GitHub-Event');
    });
    assert.deepEqual(
      names,
      GITHUB_SAMPLES.map(({ event }) => event),
    );
    const { headers } = encode({ kind: 'json', value: { a: 1 } });
    assert.equal(headerValue(headers, 'X-GitHub-Event'), undefined);
    assert.notEqual(headerValue(headers, 'X-GitHub-Delivery'), undefined);
  });

  it('signing again keeps the delivery id, so a redelivery is told by it', () => {
    const secret = testSecret(github);
    const event = findEvent(github, 'push');
    const first = buildSigned(github, event, secret);
    const again = github.sign(first, {
      secret: { kind: 'shared', value: 'another' },
      url: 'http://127.0.0.1/',
      nowMs: NOW_MS + 86_400_000,
      random: seededRandom('later'),
      options: defaultOptions(github),
    });
    assert.equal(
      headerValue(again.headers, 'X-GitHub-Delivery'),
      headerValue(first.headers, 'X-GitHub-Delivery'),
    );
    assert.deepEqual(github.describe(viewRequest(again)), github.describe(viewRequest(first)));
  });

  it('a request has one event, and it is JSON', () => {
    const payload: Payload = { kind: 'json', value: {} };
    const options = defaultOptions(github);
    const context = { format: 'json', random: seededRandom('x'), options } as const;
    assert.throws(() => github.encode([payload, payload], context), { code: 'WHK_USAGE' });
    assert.throws(() => github.encode([], context), { code: 'WHK_USAGE' });
    assert.throws(() => encode({ kind: 'form', fields: [] }), { code: 'WHK_USAGE' });
    assert.equal(github.batch, null);
  });

  it('events are found by names with their action too', () => {
    assert.equal(findEvent(github, 'pull_request.opened').name, 'pull_request');
    assert.equal(findEvent(github, 'workflow-run').name, 'workflow_run');
    assert.equal(findEvent(github, 'issue').name, 'issues');
    assert.equal(github.events.length, 6);
  });
});
