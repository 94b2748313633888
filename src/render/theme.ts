import { Chalk, type ColorSupportLevel } from 'chalk';

type Paint = (text: string) => string;

/** Roles that text plays; a theme decides how each looks. Text given to a role is printable and has no line end. */
export interface Theme {
  readonly dim: Paint;
  readonly strong: Paint;
  readonly good: Paint;
  readonly warn: Paint;
  readonly bad: Paint;
  readonly accent: Paint;
  /** Names: JSON keys, form fields, headers. */
  readonly key: Paint;
  readonly string: Paint;
  readonly number: Paint;
  /** `true`, `false` and `null`. */
  readonly literal: Paint;
}

/** 0 none, 1 sixteen colours, 2 256 colours, 3 16 million. */
type ColourLevel = ColorSupportLevel;

const plain: Paint = (text) => text;

export const plainTheme: Theme = {
  dim: plain,
  strong: plain,
  good: plain,
  warn: plain,
  bad: plain,
  accent: plain,
  key: plain,
  string: plain,
  number: plain,
  literal: plain,
};

export function colourTheme(level: ColourLevel): Theme {
  if (level === 0) return plainTheme;
  const chalk = new Chalk({ level });
  return {
    dim: (text) => chalk.dim(text),
    strong: (text) => chalk.bold(text),
    good: (text) => chalk.green(text),
    warn: (text) => chalk.yellow(text),
    bad: (text) => chalk.red.bold(text),
    accent: (text) => chalk.cyan(text),
    key: (text) => chalk.cyan(text),
    string: (text) => chalk.green(text),
    number: (text) => chalk.yellow(text),
    literal: (text) => chalk.magenta(text),
  };
}

/**
 * How many colours a stream gets. `FORCE_COLOR` (0 to 3, `true`, `false`) decides alone, as it does for Node; then
 * `NO_COLOR`, `TERM=dumb` and a stream that is no terminal mean none. Empty values count as not set.
 */
export function colourLevel(
  env: Readonly<Record<string, string | undefined>>,
  isTty: boolean,
): ColourLevel {
  const terminal = terminalLevel(env['TERM'] ?? '', env['COLORTERM'] ?? '');
  const force = (env['FORCE_COLOR'] ?? '').toLowerCase();
  if (force === '0' || force === 'false') return 0;
  if (force === '1') return 1;
  if (force === '2') return 2;
  if (force === '3') return 3;
  if (force !== '') return terminal === 0 ? 1 : terminal;
  return (env['NO_COLOR'] ?? '') !== '' || !isTty ? 0 : terminal;
}

function terminalLevel(term: string, colorTerm: string): ColourLevel {
  if (term === 'dumb') return 0;
  if (/^(?:truecolor|24bit)$/i.test(colorTerm)) return 3;
  return /-256(?:color)?$/i.test(term) ? 2 : 1;
}
