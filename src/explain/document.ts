import type { CauseStory } from '../core/events.ts';
import { PLAIN_CAUSES } from './base-causes.ts';
import { WRONG_WAYS } from './table.ts';
import type { Aspect } from './types.ts';

const GROUPS: readonly { readonly title: string; readonly aspects: readonly Aspect[] }[] = [
  { title: 'Time', aspects: ['time'] },
  { title: 'Secrets and settings', aspects: ['secret', 'options'] },
  { title: 'The signature itself', aspects: ['signature'] },
  { title: 'The body', aspects: ['body'] },
  { title: 'URL and signed headers', aspects: ['url', 'headers'] },
];

const INTRODUCTION = `# Signature problems

Why a webhook's signature does not fit, by the name that \`webhook-cli verify\` and \`listen\` give the cause. In NDJSON it is
\`verification.cause\` of a request and \`cause\` of a finding. Names are never changed; new ones may be added.

A cause is named only when it reproduces the received signature: the changed body, secret, URL or header is checked as the
provider would check it, and has to fit. The mistakes are tried in the order of this page, then in pairs. What nothing
reproduces is \`unknown\`, never a guess.

\`\`\`
webhook-cli verify request.yaml --secret-file secret.txt
webhook-cli listen --secret-file secret.txt
\`\`\`

Made from the table in \`src/explain\` by \`node scripts/generate-signature-problems.js\`; edit it there.
`;

/** \`docs/signature-problems.md\`: every cause with its explanation and what to change, from the very table the search uses. */
export function signatureProblems(): string {
  const groups = GROUPS.map(({ title, aspects }) => {
    const ways = WRONG_WAYS.filter(({ aspect }) => aspects.includes(aspect));
    return `## ${title}\n\n${ways.map((way) => section(way.name, way)).join('\n')}`;
  });
  const plain = Object.entries(PLAIN_CAUSES).filter(
    ([name]) => !WRONG_WAYS.some((way) => way.name === name),
  );
  const rest = plain.map(([name, text]) => section(name, text)).join('\n');
  return [INTRODUCTION, ...groups, `## Where no known mistake fits\n\n${rest}`].join('\n');
}

function section(name: string, { summary, explanation, fix }: CauseStory): string {
  const [what, how, change] = [summary, explanation, fix].map(markdown);
  return `### \`${name}\`\n\n${what}\n\n${how}\n\n**What to change:** ${change}\n`;
}

/** Text as it stands; spans of code stay as they are. */
function markdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/[\\*_<>[\]]/g, '\\$&')))
    .join('');
}
