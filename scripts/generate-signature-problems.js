// Writes docs/signature-problems.md from the table of known mistakes. A test holds the file against it.
// Run it after changing the table: npm run build && node scripts/generate-signature-problems.js
import { writeFileSync } from 'node:fs';
import { signatureProblems } from '../dist/explain/document.js';

writeFileSync(new URL('../docs/signature-problems.md', import.meta.url), signatureProblems());
