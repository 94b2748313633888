import { concatBytes, latin1Bytes, latin1Text, utf8Bytes } from '../core/bytes.ts';
import { KEEP_BYTES } from './fixes.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** What was added to or lost from a body without parsing it: line ends, blanks, a byte order mark. */
export const BODY_EDGE_WAYS: readonly WrongWay[] = [
  {
    name: 'final-newline',
    aspect: 'body',
    summary: 'A line end was added to the body, or the one it had was lost.',
    explanation:
      'Editors, echo and many logging layers end a text with a line feed; template engines and trim() take it away.',
    fix: `${KEEP_BYTES} Write stored bodies without a final line end: printf %s instead of echo, curl --data-binary instead of --data.`,
    hypotheses: finalNewline,
  },
  {
    name: 'line-ends',
    aspect: 'body',
    summary: 'Line ends were changed from CRLF to LF, or from LF to CRLF.',
    explanation:
      "Text mode on Windows, git's autocrlf, or curl --data, which drops line ends altogether.",
    fix: `${KEEP_BYTES} Open files in binary mode, and mark captured bodies as -text in .gitattributes.`,
    hypotheses: lineEnds,
  },
  {
    name: 'body-trimmed',
    aspect: 'body',
    summary: 'Blanks around the body were removed, or added.',
    explanation: 'The body was trimmed, or padded, as a text on its way to the check.',
    fix: KEEP_BYTES,
    hypotheses: trimmed,
  },
  {
    name: 'byte-order-mark',
    aspect: 'body',
    summary: 'A byte order mark stands before the body, or the one it had was removed.',
    explanation:
      'Windows tools write three bytes before UTF-8 text, and many decoders drop them without a word.',
    fix: `${KEEP_BYTES} Save stored bodies as UTF-8 without a mark.`,
    whenUnsigned: true,
    hypotheses: byteOrderMark,
  },
];

function* finalNewline({ request: { body } }: Subject): Generator<Hypothesis, void, undefined> {
  const text = latin1Text(body);
  if (text.endsWith('\r\n')) {
    yield cut(body, 2, 'without its final line end (CRLF)');
    yield {
      change: { body: concatBytes([body.subarray(0, -2), utf8Bytes('\n')]) },
      fits: 'the body with LF at its end instead of CRLF',
    };
  } else if (text.endsWith('\n')) {
    yield cut(body, 1, 'without its final line end');
    yield {
      change: { body: concatBytes([body.subarray(0, -1), utf8Bytes('\r\n')]) },
      fits: 'the body with CRLF at its end instead of LF',
    };
  }
  yield appended(body, '\n', 'with a line end behind it');
  yield appended(body, '\r\n', 'with a line end (CRLF) behind it');
}

function* lineEnds({ request: { body } }: Subject): Generator<Hypothesis, void, undefined> {
  const text = latin1Text(body);
  if (!text.includes('\n') && !text.includes('\r')) return;
  const forms = [
    [text.replaceAll('\r\n', '\n'), 'with LF for every CRLF'],
    [text.replace(/\r?\n/g, '\r\n'), 'with CRLF for every LF'],
    [text.replace(/\r\n?/g, '\n'), 'with LF for every CR'],
    [text.replace(/[\r\n]+/g, ''), 'without line ends'],
  ] as const;
  for (const [form, words] of forms) {
    if (form !== text) yield { change: { body: latin1Bytes(form) }, fits: `the body ${words}` };
  }
}

function* trimmed({ request: { body } }: Subject): Generator<Hypothesis, void, undefined> {
  const text = latin1Text(body);
  const blanks = /^[ \t\r\n]+|[ \t\r\n]+$/g;
  const forms = [
    [text.replace(blanks, ''), 'without the blanks around it'],
    [text.replace(/^[ \t]+|[ \t]+$/g, ''), 'without the blanks around it, line ends kept'],
    [text.replace(/[ \t\r\n]+$/, ''), 'without the blanks behind it'],
    [text.replace(/^[ \t\r\n]+/, ''), 'without the blanks before it'],
    [`${text} `, 'with a blank behind it'],
    [` ${text}`, 'with a blank before it'],
    [`\n${text}`, 'with a line end before it'],
    [`${text}\n\n`, 'with two line ends behind it'],
    [`${text}\0`, 'with a zero byte behind it'],
  ] as const;
  for (const [form, words] of forms) {
    if (form !== text) yield { change: { body: latin1Bytes(form) }, fits: `the body ${words}` };
  }
}

function* byteOrderMark({ request: { body } }: Subject): Generator<Hypothesis, void, undefined> {
  if (BYTE_ORDER_MARK.equals(body.subarray(0, 3))) {
    yield { change: { body: body.subarray(3) }, fits: 'the body without its byte order mark' };
  } else {
    yield {
      change: { body: concatBytes([BYTE_ORDER_MARK, body]) },
      fits: 'the body with a byte order mark before it',
    };
  }
}

function cut(body: Uint8Array, bytes: number, words: string): Hypothesis {
  return { change: { body: body.subarray(0, -bytes) }, fits: `the body ${words}` };
}

function appended(body: Uint8Array, text: string, words: string): Hypothesis {
  return { change: { body: concatBytes([body, utf8Bytes(text)]) }, fits: `the body ${words}` };
}
