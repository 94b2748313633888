import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { encodeForm } from '../../src/core/form.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { nextStep } from '../../src/core/schedule.ts';
import { github } from '../../src/providers/github/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { GITHUB_SAMPLES } from '../helpers/github-samples.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { testHostileInput } from '../helpers/provider-laws.ts';

const FORM_TYPE: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];

function view(body: string | Uint8Array, headers: HeaderList = []): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

describe('github facts', () => {
  it('never retries by itself; an attempt may take 10 s, on Enterprise Server 30 s', () => {
    const [own, server] = github.retry;
    assert.deepEqual([own.name, own.delaysMs, own.timeoutMs], ['github', [], 10_000]);
    assert.deepEqual(
      [server?.name, server?.delaysMs, server?.timeoutMs],
      ['github:enterprise-server', [], 30_000],
    );
  });

  it('takes 2xx as delivered and everything else as failed', () => {
    for (const status of [200, 202, 204]) {
      assert.equal(nextStep(github.retry[0], 1, status).kind, 'delivered');
    }
    for (const status of [301, 404, 410, 500, null]) {
      assert.equal(nextStep(github.retry[0], 1, status).kind, 'exhausted');
    }
  });

  it('has the secret of the printed vectors as its test secret, and any text is one', () => {
    const { secret } = github;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, 'dummy-github-webhook-secret');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^[0-9A-Za-z]{40}$/);
    for (const good of [made, 'x', "It's a Secret"]) assert.equal(secret.check(good), undefined);
    assert.equal(secret.check('')?.fatal, true);
    assert.equal(secret.check('secret\n')?.fatal, false);
  });

  it('the signature stays over a retry, and nothing is timed', () => {
    assert.equal(github.scheme.freshOnRetry, false);
    assert.equal(github.scheme.toleranceMs, null);
  });

  it('every unknown names what overrides it', () => {
    for (const { override } of github.unknowns) assert.match(override, /^-/);
  });
});

describe('github recognition', () => {
  for (const { event, body } of GITHUB_SAMPLES) {
    it(`the page sample of ${event} is certain by its body alone, as JSON and as a form, and described`, () => {
      const form = encodeForm([['payload', body]], 'unreserved');
      for (const seen of [view(body), view(form, FORM_TYPE)]) {
        assert.equal(github.recognise(seen), Confidence.certain);
        assert.deepEqual(github.describe(seen), [
          { name: event, wireName: event, id: null, recipient: null },
        ]);
      }
    });
  }

  it('its own headers make any body certain, and name the event and its id', () => {
    assert.equal(github.recognise(view('x')), Confidence.none);
    const event: HeaderList = [
      ['x-github-event', 'star'],
      ['X-Github-Delivery', '05974692-c799-11f0-8999-843b48c89eba'],
    ];
    assert.equal(github.recognise(view('x', event)), Confidence.certain);
    assert.deepEqual(github.describe(view('x', event)), [
      {
        name: 'star',
        wireName: 'star',
        id: '05974692-c799-11f0-8999-843b48c89eba',
        recipient: null,
      },
    ]);
    const agent: HeaderList = [['User-Agent', 'GitHub-Hookshot/1fd3ecb']];
    assert.equal(github.recognise(view('x', agent)), Confidence.certain);
  });

  it('X-Hub-Signature alone says nothing, and the headers of other forges say it is not GitHub', () => {
    const hub: HeaderList = [
      ['X-Hub-Signature', 'sha1=0'],
      ['X-Hub-Signature-256', 'sha256=0'],
    ];
    assert.equal(github.recognise(view('{}', hub)), Confidence.none);
    const gitea: HeaderList = [
      ['X-GitHub-Event', 'push'],
      ['X-Gitea-Signature', '0'],
    ];
    assert.equal(github.recognise(view('{}', gitea)), Confidence.none);
  });

  it('bodies with less in them are less sure', () => {
    assert.equal(github.recognise(view('{"zen":"z","hook_id":1,"hook":{}}')), Confidence.likely);
    assert.equal(github.recognise(view('{"action":"opened","issue":{}}')), Confidence.possible);
    const comment = github.describe(view('{"action":"a","issue":{},"comment":{}}'));
    assert.equal(comment[0]?.name, 'issue_comment');
    assert.equal(github.describe(view('{}', [['X-GitHub-Event', 'novel']]))[0]?.name, null);
    assert.deepEqual(github.describe(view('{"action":"opened"}')), []);
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const wanted = provider === 'github' ? Confidence.likely : Confidence.none;
      assert.equal(github.recognise(view(body)), wanted, body);
    }
    const slack = encodeForm([['payload', '{"type":"block_actions","actions":[]}']]);
    assert.equal(github.recognise(view(slack, FORM_TYPE)), Confidence.none);
  });

  testHostileInput(github, ['X-Hub-Signature', 'X-Hub-Signature-256']);
});
