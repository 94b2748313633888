import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { verify } from '@octokit/webhooks-methods';
import { withAllEvents, withEvents } from '../../src/commands/more-events.ts';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { headerValue } from '../../src/core/headers.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { github } from '../../src/providers/github/index.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { type BodyFormat, Confidence, type EventDefinition } from '../../src/providers/types.ts';
import { buildSigned, buildUnsigned } from '../helpers/provider-cases.ts';
import { testSecret } from '../helpers/provider-laws.ts';

const PACKAGE = '@octokit/webhooks-examples';
const require = createRequire(import.meta.url);
const CONTENT = readFileSync(require.resolve('@octokit/webhooks-examples'));

interface Published {
  readonly name: string;
  readonly examples: readonly { readonly action?: string }[];
}

/** The package's list, read by JSON.parse: independent of our reading. */
const PUBLISHED = JSON.parse(utf8Text(CONTENT)) as readonly Published[]; // as its declaration says
const BUILT_IN = github.events.map(({ name }) => name);
const BESIDE = PUBLISHED.filter(({ name }) => !BUILT_IN.includes(name));

const installed = async (name: string) => (name === PACKAGE ? CONTENT : null);
const missing = async () => null;
const whole = await withAllEvents(github, installed);

function eventNamed(name: string): EventDefinition {
  return findEvent(whole, name);
}

describe("GitHub's published examples", () => {
  it('the names that are known without the package are those of the package', () => {
    assert.deepEqual(
      github.moreEvents?.names,
      BESIDE.map(({ name }) => name),
    );
    assert.equal(PUBLISHED.length, BESIDE.length + BUILT_IN.length);
  });

  it('every event is offered by its name, and by name and action; the six of the page stay built in', () => {
    const names = whole.events.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of BUILT_IN) {
      assert.equal(eventNamed(name), findEvent(github, name));
      for (const alias of eventNamed(name).aliases) assert.ok(!names.includes(alias), alias);
    }
    for (const { name, examples } of PUBLISHED) {
      for (const { action } of examples) {
        assert.equal(eventNamed(name).wireName, name);
        if (action !== undefined) assert.equal(eventNamed(`${name}.${action}`).wireName, name);
      }
    }
  });

  it('every one is signed, accepted by the official library, recognised and described', async () => {
    const secret = testSecret(github);
    for (const [index, event] of whole.events.entries()) {
      const format: BodyFormat = index % 4 === 0 ? 'form' : 'json';
      const request = buildSigned(whole, event, secret, { format });
      const view = viewRequest(request);
      assert.equal(headerValue(request.headers, 'x-github-event'), event.wireName);
      const signature = headerValue(request.headers, 'x-hub-signature-256') ?? '';
      assert.ok(await verify('dummy-github-webhook-secret', utf8Text(request.body), signature));
      assert.equal(github.recognise(view), Confidence.certain);
      assert.equal(github.describe(view)[0]?.name, event.wireName);
    }
  });

  it('each example of an event can be had, as it is published', () => {
    for (const { name, examples } of BESIDE) {
      for (const [index, example] of examples.entries()) {
        const options = { 'hook-owner': 'repository', example: String(index + 1) };
        const { body } = buildUnsigned(whole, eventNamed(name), { options });
        assert.deepEqual(JSON.parse(utf8Text(body)), example, `${name} ${index + 1}`);
      }
    }
    for (const example of ['0', '99', 'x', '1.0', '']) {
      const options = { 'hook-owner': 'repository', example };
      assert.throws(() => buildUnsigned(whole, eventNamed('star'), { options }), {
        message: `star has no example "${example}"`,
        hint: '--option example=1 … example=3',
      });
    }
  });

  it('the headers name the owner of the hook by what the body tells', () => {
    const owner = (name: string, options = { 'hook-owner': 'repository', example: '1' }) => {
      const { headers } = buildUnsigned(whole, eventNamed(name), { options });
      return ['Type', 'ID'].map((part) =>
        headerValue(headers, `X-GitHub-Hook-Installation-Target-${part}`),
      );
    };
    assert.deepEqual(owner('star'), ['repository', '186853002']);
    assert.equal(owner('org_block')[0], 'organization');
    assert.equal(owner('installation')[0], 'integration');
    assert.equal(owner('marketplace_purchase')[0], 'marketplace::listing');
    assert.equal(owner('sponsorship')[0], 'sponsorslisting');
    assert.equal(owner('security_advisory')[0], 'integration');
    assert.equal(owner('star', { 'hook-owner': 'app', example: '1' })[0], 'integration');
  });

  it('numbers stay as they are written, also beyond 2^53', async () => {
    const content = utf8Bytes(
      '[{"name":"star","examples":[{"action":"created","id":9007199254740993,"score":1.0}]}]',
    );
    const provider = await withAllEvents(github, async () => content);
    const { body } = buildUnsigned(provider, findEvent(provider, 'star.created'));
    assert.equal(utf8Text(body), '{"action":"created","id":9007199254740993,"score":1.0}');
  });

  it('the package is read for events that are not built in, and for nothing else', async () => {
    const fail = async () => assert.fail('it was read');
    assert.equal(await withEvents(github, ['push', 'pull_request.opened', 'PR'], fail), github);
    assert.equal(await withEvents(mailgun, ['star'], fail), mailgun);
    assert.equal(
      (await withEvents(github, ['push', 'star'], installed)).events.length,
      whole.events.length,
    );
  });

  it('where it is missing, one line says how to get it', async () => {
    for (const name of ['check_run', 'check-run', 'check_run.completed', 'issues.closed']) {
      await assert.rejects(withEvents(github, [name], missing), {
        code: 'WHK_ENVIRONMENT',
        message: `github "${name}" is not built in, and the package with more events is not installed`,
        hint: `npm install --save-dev ${PACKAGE}`,
      });
    }
    await assert.rejects(withEvents(github, ['chek_run'], missing), {
      code: 'WHK_UNKNOWN_NAME',
      hint: /did you mean check_run/,
    });
    assert.equal(await withAllEvents(github, missing), github);
  });

  it('a package that is no list of events is refused by the place', async () => {
    for (const [content, message] of [
      ['{}', `${PACKAGE} is not a list of events`],
      ['[{"name":"a","examples":[]},{"name":"b"}]', /\[1\] is not an event/],
      ['[{"name":"a","examples":[1]}]', /\[0\] is not an event/],
    ] as const) {
      await assert.rejects(
        withAllEvents(github, async () => utf8Bytes(content)),
        { message },
      );
    }
  });
});
