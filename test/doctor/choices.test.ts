import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { representativeEvents } from '../../src/doctor/choose-events.ts';
import { chooseProbes } from '../../src/doctor/choose-probes.ts';
import { isLoopbackUrl } from '../../src/doctor/loopback.ts';
import { PROBE_GROUPS } from '../../src/doctor/probe.ts';
import { FIXED_PROBES } from '../../src/doctor/probes.ts';
import { goodProbes } from '../../src/doctor/probes-good.ts';
import { parseCount } from '../../src/doctor/processed-count.ts';
import { loadAllProviders, loadProvider } from '../../src/providers/index.ts';

const mailgun = await loadProvider('mailgun');
const ALL = [...goodProbes({ events: representativeEvents(mailgun) }), ...FIXED_PROBES];

describe('--only and --skip', () => {
  it('choose everything when neither is given', () => {
    assert.equal(chooseProbes(ALL, [], []).size, ALL.length);
  });

  it('take ids and groups, commas and repetition', () => {
    assert.deepEqual([...chooseProbes(ALL, ['stale,unsigned', ' emoji '], [])].toSorted(), [
      'emoji',
      'stale',
      'unsigned',
    ]);
    const bad = chooseProbes(ALL, ['bad'], ['stale']);
    assert.ok(bad.has('unsigned') && !bad.has('stale') && !bad.has('emoji'));
    assert.ok(!chooseProbes(ALL, [], ['good']).has('good-bounce'));
  });

  it('name the nearest ids on a typo', () => {
    assert.throws(() => chooseProbes(ALL, ['tampred-body'], []), {
      code: 'WHK_UNKNOWN_NAME',
      message: '--only: there is no probe or group "tampred-body"',
      hint: /did you mean tampered-body/,
    });
    assert.throws(() => chooseProbes(ALL, [], ['promise']), { hint: /did you mean promises/ });
  });

  it('are an error when nothing is left', () => {
    assert.throws(() => chooseProbes(ALL, ['stale'], ['bad']), { code: 'WHK_USAGE' });
  });
});

describe('probes', () => {
  it('have ids of their own, and groups that exist', () => {
    const ids = ALL.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const names = new Set(PROBE_GROUPS.map(({ name }) => name));
    for (const { id, group, title } of ALL) {
      assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.ok(names.has(group) && title.length > 0);
    }
  });

  it('are about security in the group that refuses, and nowhere else', () => {
    const outside = ALL.filter(({ group, security }) => security && group !== 'bad');
    assert.deepEqual(outside, []);
  });
});

describe('representative events', () => {
  it('exist for every provider, current ones without repetition', async () => {
    for (const provider of await loadAllProviders()) {
      const events = representativeEvents(provider);
      assert.equal(new Set(events).size, events.length, provider.name);
      assert.ok(events.length <= 9);
      assert.ok(events.every(({ generation }) => generation === 'current'));
    }
  });

  it('are the common ones of mail, most common first', () => {
    assert.deepEqual(
      representativeEvents(mailgun).map(({ name }) => name),
      ['delivered', 'bounce', 'soft-bounce', 'open', 'click', 'complaint', 'unsubscribe'],
    );
  });
});

describe('loopback', () => {
  const table: readonly (readonly [url: string, isLoopback: boolean])[] = [
    ['http://127.0.0.1:3000/', true],
    ['http://127.255.0.9/', true],
    ['http://localhost/', true],
    ['https://LOCALHOST.:8443/', true],
    ['http://api.localhost/', true],
    ['http://[::1]:3000/', true],
    ['http://[::ffff:127.0.0.1]/', true],
    ['http://2130706433/', true], // the URL parser reads it as 127.0.0.1
    ['http://127.0.0.1.example.com/', false],
    ['http://localhost.example.com/', false],
    ['http://notlocalhost/', false],
    ['http://user:localhost@192.0.2.1/', false],
    ['http://0.0.0.0/', false],
    ['http://10.0.0.1/', false],
    ['http://[::2]/', false],
    ['https://hooks.example.com/', false],
  ];
  for (const [url, isLoopback] of table) {
    it(`${url} is ${isLoopback ? '' : 'not '}this machine`, () => {
      assert.equal(isLoopbackUrl(url), isLoopback);
    });
  }
});

describe('a count', () => {
  it('is a bare number or a member of JSON', () => {
    assert.equal(parseCount('12'), 12);
    assert.equal(parseCount(' 0\n'), 0);
    assert.equal(parseCount('{"count":7,"more":1}'), 7);
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'twelve',
      '-1',
      '1.5',
      '{"count":"7"}',
      '{"count":1.5}',
      '[7]',
      '<7>',
    ]) {
      assert.equal(parseCount(text), undefined, text);
    }
  });
});
