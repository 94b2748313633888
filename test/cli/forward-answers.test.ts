import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { headerValues } from '../../src/core/headers.ts';
import { testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';
import { postTo, startListenCli } from '../helpers/listener-cli.ts';

describe('the target answers before what was asked for', () => {
  const asked: readonly (readonly string[])[] = [
    ['--respond', '202', '--respond-body', 'mine'],
    ['--respond-header', 'X-A: 1'],
    ['--respond', '503,503,200'],
  ];
  for (const flags of asked) {
    it(`with ${flags.join(' ')}`, async (t) => {
      const target = await keepingTarget(t, () => 201);
      const { url, running } = await startListenCli(t, ['--forward-to', target.url, ...flags]);
      assert.equal((await postTo(url)).status, 201);
      assert.equal(target.kept.length, 1);
      const { answered } = await running.line('request');
      assert.deepEqual(answered, { status: 201, source: 'target' });
    });
  }

  it('with a status in the configuration', async (t) => {
    const target = await keepingTarget(t, () => 201);
    const cwd = testFolder(t);
    writeFileSync(join(cwd, 'webhook-cli.yaml'), 'listen:\n  respond: 204\n');
    const { url } = await startListenCli(t, ['--forward-to', target.url], cwd);
    assert.equal((await postTo(url)).status, 201);
  });

  it('and statuses in turn are for requests that no target takes', async (t) => {
    const target = await keepingTarget(t, () => 201);
    const route = ['--route', `path=/here=${target.url}`];
    const { url } = await startListenCli(t, [...route, '--respond', '202,203']);
    const statuses: number[] = [];
    for (const path of ['a', 'here', 'b', 'c']) statuses.push((await postTo(url + path)).status);
    assert.deepEqual(statuses, [202, 201, 203, 203]);
    assert.equal(target.kept.length, 1);
  });

  it('but a rule of a file and a failure on purpose are the listener’s own', async (t) => {
    const target = await keepingTarget(t, () => 201);
    const cwd = testFolder(t);
    writeFileSync(join(cwd, 'rules.yaml'), 'rules: [{ when: path=/ruled, respond: 418 }]\n');
    const flags = ['--forward-to', target.url, '--respond', 'rules.yaml', '--fail-first', '1:500'];
    const { url } = await startListenCli(t, flags, cwd);
    const statuses: number[] = [];
    for (const path of ['ruled', 'a', 'b']) statuses.push((await postTo(url + path)).status);
    assert.deepEqual(statuses, [418, 500, 201]);
    assert.equal(target.kept.length, 1);
  });
});

describe('statuses in turn', () => {
  it('come after failures on purpose, which use none of them up', async (t) => {
    const flags = ['--respond', '202,203', '--respond-body', 'b', '--fail-first', '1'];
    const { url } = await startListenCli(t, flags);
    const answers = [await postTo(url), await postTo(url), await postTo(url), await postTo(url)];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [503, 202, 203, 203],
    );
    assert.deepEqual(answers[1], { status: 202, text: 'b' });
  });
});

describe('credentials in the URL of a target', () => {
  const basic = `Basic ${Buffer.from('us@er:pw').toString('base64')}`;
  const cases: readonly [what: string, flags: readonly string[], sent: string][] = [
    ['go as Authorization', [], basic],
    ['give way to --forward-header', ['--forward-header', 'authorization: Bearer b'], 'Bearer b'],
  ];
  for (const [what, flags, sent] of cases) {
    it(`${what}, as with replay`, async (t) => {
      const target = await keepingTarget(t);
      const to = target.url.replace('://', '://us%40er:pw@');
      const { url } = await startListenCli(t, ['--forward-to', to, ...flags]);
      await postTo(url, 'x', { Authorization: "Bearer the sender's" });
      const values = headerValues(target.kept[0]?.headers ?? [], 'authorization');
      assert.deepEqual(values, [sent]);
    });
  }
});

describe('--route', () => {
  const cases: readonly [expression: string, query: string][] = [
    ['method=POST', '?next=http://127.0.0.1:2/x'],
    ['body="a=http://b"', ''],
    ['body~/"a=http/ or method=POST', '?a="=http://127.0.0.1:2"'],
  ];
  for (const [expression, query] of cases) {
    it(`takes ${expression} and a URL with ${query || 'no query'} apart`, async (t) => {
      const target = await keepingTarget(t, () => 201);
      const route = `${expression}=${target.url}in${query}`;
      const { url } = await startListenCli(t, ['--route', route]);
      assert.equal((await postTo(url, 'a=http://b')).status, 201);
      assert.equal(target.kept[0]?.path, `/in${query.replaceAll('"', '%22')}`);
    });
  }
});
