import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { FIXED_PROBES } from '../../src/doctor/probes.ts';
import { mistakes } from '../helpers/example-receivers.ts';
import { PROJECT_ROOT } from '../helpers/project-root.ts';

function started(t: TestContext, file: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [`${PROJECT_ROOT}examples/receivers/${file}`], {
    env: { PATH: process.env['PATH'], ...env },
  });
  t.after(() => child.kill());
  return child;
}

describe('example receivers', () => {
  const files = ['mailgun', 'mailtrap', 'smtp2go', 'copernica', 'mistakes'].map(
    (name) => `${name}.js`,
  );
  for (const file of [...files, 'express/mailtrap.js', 'fastify/mailtrap.js']) {
    it(`${file} runs by itself and tells its count`, async (t) => {
      const child = started(t, file, { PORT: '0', SECRET: 'secret', MISTAKE: 'no-check' });
      const [line] = await once(child.stdout, 'data');
      const [url = ''] = /http:\S+/.exec(String(line)) ?? [];
      const response = await fetch(`${url}count`);
      assert.deepEqual(await response.json(), { count: 0 });
    });
  }

  it('do not start without a secret', async (t) => {
    const child = started(t, 'mailgun.js', { PORT: '0' });
    const said: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => void said.push(chunk));
    const [code] = await once(child, 'close');
    assert.equal(code, 1);
    assert.match(Buffer.concat(said).toString(), /set SECRET/);
  });
});

describe('docs/doctor.md', () => {
  const text = readFileSync(`${PROJECT_ROOT}docs/doctor.md`, 'utf8');

  it('names every probe', () => {
    const missing = FIXED_PROBES.filter(({ id }) => !text.includes(`\`${id}\``));
    assert.deepEqual(missing, []);
  });

  it('tells of every mistake what it does', async () => {
    for (const [name, { about }] of Object.entries(await mistakes())) {
      assert.ok(text.includes(`| \`${name}\` | ${about} | \``), name);
    }
  });

  it('shows a report whose policy fits its style', () => {
    const page = readFileSync(`${PROJECT_ROOT}docs/doctor-report.html`, 'utf8');
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    assert.ok(page.includes(`sha256-${hash}`));
    const [counts = ''] = /\d+ checks: [^<]*/.exec(page) ?? [];
    assert.ok(text.includes(counts), counts);
  });
});
