import { exactUtf8Text, latin1Bytes, latin1Text, utf8Bytes } from '../core/bytes.ts';
import { CHECK_RAW_BODY } from './fixes.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

/** Windows-1252 for the bytes 80 to 9F, where it differs from Latin-1. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘'“”•–—˜™š›œ\u009džŸ";

export const CHARSET_WAYS: readonly WrongWay[] = [
  {
    name: 'body-charset',
    aspect: 'body',
    summary: 'The body was decoded or encoded in another character set: Latin-1 for UTF-8, say.',
    explanation:
      'Bytes were turned into text and back by two different rules, so that é became Ã© or one byte. Only characters beyond ASCII are touched, so most requests pass and some do not.',
    fix: `${CHECK_RAW_BODY} Where text can't be avoided, decode and encode with the same charset; in Java name it: new String(bytes, UTF_8).`,
    whenUnsigned: true,
    hypotheses: charsets,
  },
];

function* charsets(subject: Subject): Generator<Hypothesis, void, undefined> {
  const { body } = subject.request;
  const seen = new Set([latin1Text(body)]);
  for (const { bytes, words } of recodings(body, subject.text())) {
    if (bytes === undefined || seen.has(latin1Text(bytes))) continue;
    seen.add(latin1Text(bytes));
    yield { change: { body: bytes }, fits: `the body ${words}` };
  }
}

interface Recoding {
  readonly bytes: Uint8Array | undefined;
  readonly words: string;
}

function* recodings(
  body: Uint8Array,
  text: string | undefined,
): Generator<Recoding, void, undefined> {
  const isWide =
    body.length > 2 && (body[0] === 0 || body[1] === 0 || body[0] === 0xff || body[0] === 0xfe);
  if (isWide) {
    const wide = Buffer.from(body);
    if (wide.length % 2 === 0) {
      yield {
        bytes: utf8Bytes(wide.toString('utf16le').replace(/^\ufeff/, '')),
        words: 'read as UTF-16 and written as UTF-8',
      };
    }
  }
  const beyondAscii = body.some((byte) => byte >= 0x80);
  if (beyondAscii) {
    const held = text ?? latin1Text(body);
    yield {
      bytes: narrowed(held, false),
      words: 'written in Latin-1: what is here was read as Latin-1 and written as UTF-8',
    };
    yield {
      bytes: narrowed(held, true),
      words: 'written in Windows-1252: what is here was read as Windows-1252 and written as UTF-8',
    };
    yield { bytes: utf8Bytes(latin1Text(body)), words: 'read as Latin-1 and written as UTF-8' };
    yield {
      bytes: utf8Bytes(windowsText(body)),
      words: 'read as Windows-1252 and written as UTF-8',
    };
    for (const form of ['NFC', 'NFD'] as const) {
      if (text !== undefined)
        yield { bytes: utf8Bytes(text.normalize(form)), words: `in Unicode normal form ${form}` };
    }
  }
  if (text !== undefined) yield* escapedRecodings(text);
}

/** The same for the percent escapes of a form. */
function* escapedRecodings(text: string): Generator<Recoding, void, undefined> {
  if (!/%[89a-f][0-9a-f]/i.test(text)) return;
  const runs = /(?:%[0-9a-f]{2})+/gi;
  const recoded = (recode: (bytes: Uint8Array) => Uint8Array | undefined): Uint8Array => {
    const written = text.replace(runs, (run) => {
      const bytes = recode(Buffer.from(run.replaceAll('%', ''), 'hex'));
      return bytes === undefined
        ? run
        : Buffer.from(bytes).toString('hex').toUpperCase().replace(/../g, '%$&');
    });
    return utf8Bytes(written);
  };
  yield {
    bytes: recoded((bytes) => utf8Bytes(latin1Text(bytes))),
    words: 'with its escapes in UTF-8 instead of Latin-1',
  };
  yield {
    bytes: recoded((bytes) => narrowed(exactUtf8Text(bytes) ?? '', false)),
    words: 'with its escapes in Latin-1 instead of UTF-8',
  };
}

/** The text in one byte a character, or `undefined` when that can't hold it. */
function narrowed(text: string, windows: boolean): Uint8Array | undefined {
  const narrow = windows
    ? text.replace(/[^\0-\xff]/g, (character) => {
        const index = WINDOWS_1252.indexOf(character);
        return index === -1 ? character : String.fromCharCode(0x80 + index);
      })
    : text;
  return /[^\0-\xff]/.test(narrow) ? undefined : latin1Bytes(narrow);
}

function windowsText(bytes: Uint8Array): string {
  return latin1Text(bytes).replace(/[\x80-\x9f]/g, (unit) =>
    WINDOWS_1252.charAt(unit.charCodeAt(0) - 0x80),
  );
}
