// Writes fixtures/<provider>/<event>.yaml for every event of every provider. A test holds the files against this.
// Run it after changing a provider: npm run build && node scripts/generate-fixtures.js
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeFixtureFile } from '../dist/io/fixture-files.js';
import { loadAllProviders } from '../dist/providers/index.js';
import { sampleFixtures } from '../dist/providers/sample-fixtures.js';

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url));
let written = 0;
for (const provider of await loadAllProviders()) {
  rmSync(`${folder}${provider.name}`, { recursive: true, force: true });
  for (const { file, fixture } of sampleFixtures(provider)) {
    await writeFixtureFile(`${folder}${file}`, [fixture]);
    written += 1;
  }
}
console.log(`${written} fixtures written`);
