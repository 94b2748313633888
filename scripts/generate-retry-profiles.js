// Writes docs/retry-profiles.md from the retry profiles of the providers. A test holds the file against it.
// Run it after changing a profile: npm run build && node scripts/generate-retry-profiles.js
import { writeFileSync } from 'node:fs';
import { loadAllProviders } from '../dist/providers/index.js';
import { retryProfilesDocument } from '../dist/providers/retry-document.js';

const document = retryProfilesDocument(await loadAllProviders());
writeFileSync(new URL('../docs/retry-profiles.md', import.meta.url), document);
