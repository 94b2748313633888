import { escapeMarkup } from './markup.ts';

export interface ReportPage {
  readonly title: string;
  /** Rules beside those that all reports share. */
  readonly style: string;
  /** Lines of markup; what comes from outside is escaped already. */
  readonly body: readonly string[];
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --warn: #9a6700; --dim: #6e7781; --bar: #0969da; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #f85149; --warn: #d29922; --dim: #8b949e; --bar: #58a6ff; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--dim); font-weight: normal; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem .35rem 0; vertical-align: top; }
p { margin: .2rem 0; }
.about { color: var(--dim); }
.sum { font-weight: 600; }
@media print { body { margin: 0; max-width: none; } }
`;

/**
 * A page that stands alone: one style, no script, nothing loaded. Its policy allows that style by its hash and nothing
 * else.
 *
 * @param sha256Base64 - base64 of the SHA-256 of a text's UTF-8
 */
export function reportPage(
  { title, style, body }: ReportPage,
  sha256Base64: (text: string) => string,
): string {
  const wholeStyle = `${STYLE}${style}`;
  const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(wholeStyle)}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy)}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${wholeStyle}</style>`,
    '</head>',
    '<body>',
    `<h1>${escapeMarkup(title)}</h1>`,
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
