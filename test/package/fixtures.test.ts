import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fixtureText } from '../../src/core/fixture-write.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { readFixtures } from '../../src/io/fixture-files.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { recogniseProvider } from '../../src/providers/recognise.ts';
import { sampleFixtures } from '../../src/providers/sample-fixtures.ts';
import { PROJECT_ROOT } from '../helpers/project-root.ts';

const providers = await loadAllProviders();

describe('shipped fixtures', () => {
  for (const provider of providers) {
    it(`${provider.name}: every event and format has its file, as scripts/generate-fixtures.js writes it`, () => {
      const samples = sampleFixtures(provider);
      const folder = `${PROJECT_ROOT}fixtures/`;
      assert.deepEqual(
        readdirSync(`${folder}${provider.name}`).sort(),
        samples.map(({ file }) => file.slice(provider.name.length + 1)).sort(),
      );
      for (const { file, fixture } of samples) {
        assert.equal(readFileSync(`${folder}${file}`, 'utf8'), fixtureText([fixture]), file);
      }
    });
  }

  it('each is recognised as its own provider and event, by its bytes alone', async () => {
    let seen = 0;
    for await (const reading of readFixtures(['fixtures'], PROJECT_ROOT)) {
      assert.ok(reading.ok, JSON.stringify(reading));
      const { fixture, file } = reading.loaded;
      assert.equal(fixture.request.body.kind, 'bytes', file);
      const view = viewRequest({ ...fixture.request, body: fixture.request.body.bytes });
      const provider = recogniseProvider(view, providers);
      assert.equal(provider?.name, fixture.provider, file);
      const events = provider?.describe(view) ?? [];
      assert.deepEqual(
        events.map(({ name }) => name),
        [fixture.event],
        file,
      );
      seen += 1;
    }
    assert.equal(seen, providers.flatMap(sampleFixtures).length);
  });
});
