import { formatDuration } from '../core/duration.ts';
import {
  delayText,
  endingTexts,
  jitterText,
  retryAfterText,
  ruleTexts,
  timeoutText,
} from '../core/rule-text.ts';
import { attemptOffsetsMs, formatStatusRule, type RetryProfile } from '../core/schedule.ts';
import type { Provider } from './types.ts';

const INTRODUCTION = `# Retry profiles

How each provider delivers again, as \`webhook-cli\` does it with \`--retry NAME\`. \`webhook-cli schedule NAME\` shows a profile as
times from now; \`--retry provider\` takes the one of each request's own provider and event.

A wait counts from the start of the attempt before it, unless the profile says from its end. A request is made again byte
for byte but for the headers named as new; where those hold a signature, it is made afresh with the time of the attempt.
Redirects are answers like others, unless the profile follows them: then the answer at the end counts, after 301, 302 and 303
a GET without a body is sent, and credentials do not go to another host. A wait that is drawn is the same for the same
\`--seed\`. \`--time-scale\` divides waits, also those that \`Retry-After\` asks for, and no timeouts. Where a part of the timeout is "to
connect", an attempt without a connection by then, TLS included, has failed.

What a Twilio URL may have behind \`#\` goes to the name of the profile: \`--retry 'twilio#rc=3&rp=5xx,ct&tt=12000'\`; \`sni\` and \`e\`
change nothing here.

Made from the profiles in \`src/providers\` by \`node scripts/generate-retry-profiles.js\`; edit them there.
`;

const HEAD = [
  'profile',
  'attempts',
  'over',
  'waits',
  'timeout',
  'success',
  'ends at once',
  '`Retry-After`',
  'new in each attempt',
  'event, webhook after the last',
] as const;

/** `docs/retry-profiles.md`: every profile with its numbers, its rules and where they come from. */
export function retryProfilesDocument(
  providers: readonly Pick<Provider, 'title' | 'retry'>[],
): string {
  const profiles = providers.flatMap(({ retry }) => retry);
  const rows = profiles.map((profile) => tableRow(cells(profile)));
  const table = [tableRow(HEAD), tableRow(HEAD.map(() => '---')), ...rows].join('\n');
  const sections = providers.map(
    ({ title, retry }) => `## ${title}\n\n${retry.map(section).join('\n')}`,
  );
  return [INTRODUCTION, `${table}\n`, ...sections].join('\n');
}

function tableRow(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

function cells(profile: RetryProfile): readonly string[] {
  const { name, delaysMs, jitter, success, after } = profile;
  const spanMs = attemptOffsetsMs(profile).at(-1) ?? 0;
  const drawn = jitter === null ? '' : `, each ${jitterText(jitter)}`;
  const told = profile.retryHeaders.map((header) => header.name);
  return [
    `\`${name}\``,
    String(delaysMs.length + 1),
    delaysMs.length === 0 ? '' : formatDuration(spanMs),
    delaysMs.length === 0 ? 'none' : `${delayText(delaysMs)}${drawn}`,
    timeoutText(profile),
    formatStatusRule(success),
    endingTexts(profile).map(markdown).join(', ') || 'no',
    retryAfterText(profile) === undefined ? 'ignored' : 'heeded',
    [...profile.changes, ...told].join(', ') || 'nothing',
    `${after.event}, ${after.webhook}`,
  ];
}

function section(profile: RetryProfile): string {
  const { name, summary, afterLast, evidence } = profile;
  const rules = ruleTexts(profile).map((text) => `- ${markdown(text)}`);
  const lines = [...rules, `- after the last: ${markdown(afterLast)}`];
  return `### \`${name}\`\n\n${markdown(sentence(summary))}\n\n${lines.join('\n')}\n\nSource: ${markdown(evidence)}.\n`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function markdown(text: string): string {
  return text.replace(/[\\`*_<>[\]|]/g, '\\$&');
}
