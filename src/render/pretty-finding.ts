import type { FindingEvent } from '../core/events.ts';
import { displayWidth } from '../core/printable.ts';
import { padEnd } from './columns.ts';
import type { RenderOptions } from './options.ts';
import { shownText } from './shown.ts';
import type { Theme } from './theme.ts';
import { wrapped } from './wrapped.ts';

/** Columns a check's name gets, so that findings printed one by one stand in a table; longer names push the rest. */
const CHECK_WIDTH = 22;
const INDENT = '       ';

/**
 * A row of a table for what is well or left out; what is wrong gets all its words and what to do, wrapped under it. With
 * `--quiet` only what is wrong is said.
 */
export function findingLines(event: FindingEvent, options: RenderOptions): string[] {
  const { theme, glyphs, quiet } = options;
  const { result, hint } = event;
  const isWrong = result === 'fail' || result === 'warn';
  if (quiet && !isWrong) return [];
  const paint = resultPaint(result, theme);
  const check = padEnd(shownText(event.check, options), CHECK_WIDTH);
  const head = `${paint(`${markOf(result, options)} ${result}`)} ${theme.strong(check)}`;
  const [first = '', ...rest] = wrapped(shownText(event.detail, options), detailWidth(options));
  const under = rest.map((line) => `${' '.repeat(INDENT.length + CHECK_WIDTH + 1)}${line}`);
  if (hint === null || !isWrong) return [`${head} ${first}`, ...under];
  const label = `${glyphs.arrow} `;
  const room = options.width - INDENT.length - displayWidth(label);
  const fix = wrapped(shownText(hint, options), room).map((line, index) =>
    index === 0
      ? `${INDENT}${theme.accent(label.trimEnd())} ${line}`
      : `${INDENT}${' '.repeat(displayWidth(label))}${line}`,
  );
  return [`${head} ${first}`, ...under, ...fix];
}

function detailWidth({ width }: RenderOptions): number {
  return width - INDENT.length - CHECK_WIDTH - 1;
}

function markOf(result: FindingEvent['result'], { glyphs }: RenderOptions): string {
  if (result === 'pass') return glyphs.check;
  if (result === 'fail') return glyphs.cross;
  return result === 'warn' ? '!' : glyphs.dash;
}

function resultPaint(result: FindingEvent['result'], theme: Theme): (text: string) => string {
  if (result === 'pass') return theme.good;
  if (result === 'fail') return theme.bad;
  return result === 'warn' ? theme.warn : theme.dim;
}
