import { parseDurationMs } from './duration.ts';
import { type Located, readItems, readUtf8Text, reportAt, reportKind } from './located-reader.ts';
import { parseDelayList, type StatusRule } from './schedule.ts';
import { nearestNames } from './suggest.ts';
import { type Template, templateValues } from './template.ts';
import { parseTemplate, type TemplateScope } from './template-parse.ts';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/; // RFC 9110 5.6.2
const STATUS = /^([1-5])(?:xx|(\d\d)(?:-([1-5]\d\d))?)$/i;

// As in the rest of the configuration, what was found is not shown: a secret may have come to the wrong place.

/** One of a closed list of words. */
export function readChoice<T extends string>(
  located: Located,
  choices: readonly T[],
): T | undefined {
  const expected = `one of ${choices.join(', ')}`;
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  const chosen = choices.find((choice) => choice === text);
  if (chosen !== undefined) return chosen;
  const [nearest] = nearestNames(text, choices, 1);
  const help = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return reportAt(located, `expected ${expected}${help}`);
}

/** Text of one line that is not empty. */
export function readName(located: Located, expected: string): string | undefined {
  const text = readUtf8Text(located, expected);
  if (text === undefined || /^[^\r\n\0]+$/.test(text)) return text;
  return reportAt(located, `expected ${expected} on one line`);
}

export function readHeaderName(located: Located): string | undefined {
  const expected = 'a header name such as X-Acme-Signature';
  const text = readUtf8Text(located, expected);
  return text === undefined || HEADER_NAME.test(text)
    ? text
    : reportAt(located, `expected ${expected}`);
}

export function readTemplate(
  located: Located,
  scope: TemplateScope,
  optionNames: readonly string[],
): Template | undefined {
  const text = readUtf8Text(located, "a template such as '{timestamp}.{body}'");
  if (text === undefined) return undefined;
  const parsed = parseTemplate(text, scope);
  if (!parsed.ok) return reportAt(located, parsed.message);
  for (const value of templateValues(parsed.template)) {
    if (value.from !== 'option' || optionNames.includes(value.name)) continue;
    const known =
      optionNames.length === 0 ? 'there are none' : `there are ${optionNames.join(', ')}`;
    return reportAt(located, `{option:…} names an option that is not under options; ${known}`);
  }
  return parsed.template;
}

/** A duration of at least zero, in milliseconds. */
export function readSpan(located: Located): number | undefined {
  const expected = 'a duration such as 500ms, 30s, 5m or 24h';
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  return parseDurationMs(text) ?? reportAt(located, `expected ${expected}`);
}

/** A list of durations, or text such as `40x5m` or `5s,5m,30m`. */
export function readDelays(located: Located): readonly number[] | undefined {
  if (located.node.kind === 'list') {
    const delays = readItems(located, 'a list of durations')?.map(readSpan);
    return delays?.includes(undefined) === true ? undefined : (delays as readonly number[]); // checked just now
  }
  const expected = 'waits such as 40x5m or 5s,5m,30m';
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  return parseDelayList(text) ?? reportAt(located, `expected ${expected}`);
}

/** `2xx`, `200`, `200-204`, or a list of such. */
export function readStatuses(located: Located): StatusRule | undefined {
  if (located.node.kind === 'map')
    return reportKind(located, 'HTTP statuses such as 2xx or [200, 202]');
  const items =
    located.node.kind === 'list' ? (readItems(located, 'a list of statuses') ?? []) : [located];
  return items.flatMap((item) => readStatus(item) ?? []);
}

function readStatus(located: Located): StatusRule | undefined {
  const expected = 'an HTTP status such as 200, 2xx or 200-204';
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  const [, hundreds, rest, to] = STATUS.exec(text.trim()) ?? [];
  if (hundreds === undefined) return reportAt(located, `expected ${expected}`);
  if (rest === undefined) return [[Number(`${hundreds}00`), Number(`${hundreds}99`)]];
  const from = Number(hundreds + rest);
  if (to === undefined) return [from];
  return Number(to) > from ? [[from, Number(to)]] : reportAt(located, `expected ${expected}`);
}

/** Text, or a list of texts. */
export function readTexts(
  located: Located,
  read: (located: Located) => string | undefined,
): readonly string[] | undefined {
  if (located.node.kind !== 'list') {
    const one = read(located);
    return one === undefined ? undefined : [one];
  }
  return readItems(located, 'a list')?.flatMap((item) => read(item) ?? []);
}
