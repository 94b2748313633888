import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readFixtures } from '../../src/io/fixture-files.ts';
import { largeFixtures } from '../../src/io/large-fixtures.ts';
import { yamlChunks } from '../../src/io/yaml-chunks.ts';
import { readYaml, type YamlDocument } from '../../src/io/yaml-document.ts';
import { testFolder } from '../helpers/cli.ts';

const LINES = [
  '---',
  '--- # a comment',
  '---\r',
  '...',
  'a: 1',
  '  - b',
  '# a comment',
  '',
  '  ',
  '%YAML 1.2',
  'text: |',
  '  ---',
  '---x',
  "'open",
  '--- {c: 2}',
];

describe('cutting YAML into documents', () => {
  it('gives the documents that reading the file as a whole gives, with the same places', async (t) => {
    const path = join(testFolder(t), 'a.yaml');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...LINES), { maxLength: 12 }),
        fc.constantFrom('', '\n'),
        async (lines, end) => {
          const text = lines.join('\n') + end;
          writeFileSync(path, text);
          fc.pre(!text.endsWith('\r'));
          const cut: YamlDocument[] = [];
          for await (const { bytes, line, offset } of yamlChunks(path, 1_000_000)) {
            const { length } = bytes;
            const whole = Buffer.from(`${text}\n`).subarray(offset, offset + length);
            assert.equal(bytes.toString(), whole.toString());
            cut.push(...readYaml(bytes.toString('utf8'), 'a.yaml', line));
          }
          const good = (all: readonly YamlDocument[]) => all.filter(({ ok }) => ok);
          const whole = readYaml(text, 'a.yaml');
          // What follows from an error differs with what is read after it; that there is one does not.
          if (whole.every(({ ok }) => ok)) assert.deepEqual(cut, whole);
          else assert.ok(cut.length > good(cut).length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads a large file a document at a time, and any document again', async (t) => {
    const cwd = testFolder(t);
    const filler = 'x'.repeat(50_000);
    const documents = Array.from(
      { length: 100 },
      (_, index) => `version: 1\nrequest: { headers: [], body: 'n${index}' }\nnote: ${filler}\n`,
    );
    documents[40] = 'version: 1\nrequest: { headers: [[A]] }\n';
    writeFileSync(join(cwd, 'big.yaml'), documents.join('---\n'));
    const sources: string[] = [];
    const problems: number[] = [];
    for await (const reading of readFixtures(['big.yaml'], cwd)) {
      if (reading.ok) sources.push(reading.loaded.source);
      else problems.push(reading.problem.line);
    }
    assert.equal(sources.length, 99);
    assert.equal(sources[40], 'big.yaml#42');
    assert.ok(problems.length > 0 && problems.every((line) => line === 40 * 4 + 2), `${problems}`);
    const large = largeFixtures(cwd);
    assert.equal(await large.isLarge('big.yaml'), true);
    const again = await large.document('big.yaml', 41);
    assert.equal(again?.source, 'big.yaml#42');
    const body = again?.fixture.request.body;
    assert.equal(body?.kind === 'bytes' && Buffer.from(body.bytes).toString(), 'n41');
    assert.equal(await large.document('big.yaml', 100), undefined);
  });
});
