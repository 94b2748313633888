import { headerFromText } from './header-text.ts';
import type { HeaderList, HeaderPair } from './headers.ts';
import { type Located, readPairs, readUtf8Text, reportAt } from './located-reader.ts';

const NOT_TOKEN = /[^!#$%&'*+.^_`|~0-9A-Za-z-]/u; // RFC 9110 5.6.2
const NOT_VALUE = /[\0\r\n]/; // RFC 9110 5.5
const NOT_TARGET = /[^\x21-\x7e]/u;
const TARGET_START = /^(?:\/|\*$|[a-z][a-z0-9+.-]*:\/\/)/i; // RFC 9112 3.2: origin, asterisk and absolute form

export function readMethod(located: Located): string | undefined {
  return readToken(located, 'an HTTP method', 'POST');
}

/** The target as on the request line, percent-encoded as sent. */
export function readRequestTarget(located: Located): string | undefined {
  const text = readUtf8Text(located, 'a request target');
  if (text === undefined) return undefined;
  const wrong = NOT_TARGET.exec(text)?.[0];
  if (wrong !== undefined) {
    const what = characterName(wrong);
    return reportAt(located, `a request target can't hold ${what}; expected it percent-encoded`);
  }
  if (TARGET_START.test(text)) return text;
  return reportAt(located, 'expected a request target that begins with /, such as /hooks?tenant=7');
}

/** Header pairs in order; values become latin1 text (see header-text.ts). */
export function readHeaders(located: Located): HeaderList | undefined {
  return readPairs(located)?.flatMap(([name, value]): HeaderPair[] => {
    const pair = [readToken(name, 'a header name', 'Content-Type'), readValue(value)] as const;
    return pair[0] === undefined || pair[1] === undefined ? [] : [[pair[0], pair[1]]];
  });
}

function readToken(located: Located, what: string, example: string): string | undefined {
  const text = readUtf8Text(located, what);
  if (text === '')
    return reportAt(located, `expected ${what} such as ${example}, found empty text`);
  const wrong = NOT_TOKEN.exec(text ?? '')?.[0];
  if (wrong === undefined) return text;
  const problem = `${what} can't hold ${characterName(wrong)}`;
  return reportAt(located, `${problem}; expected a token such as ${example}`);
}

function readValue(located: Located): string | undefined {
  const text = readUtf8Text(located, 'a header value');
  const wrong = NOT_VALUE.exec(text ?? '')?.[0];
  if (wrong !== undefined) {
    return reportAt(
      located,
      `a header value can't hold ${characterName(wrong)}; expected one line`,
    );
  }
  return text === undefined ? undefined : headerFromText(text);
}

function characterName(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{Cc}\p{Cf}\p{Z}]/u.test(character) ? `U+${code}` : `${character} (U+${code})`;
}
