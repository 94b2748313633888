import { base64Text, exactUtf8Text, hexText, utf8Bytes } from '../core/bytes.ts';
import { percentDecoded } from '../core/percent.ts';

/** Another text that a secret may have been, with words that continue "the secret". */
export interface SecretForm {
  readonly value: string;
  readonly words: string;
}

/** Bytes that can't be a text. */
export interface BinaryForm {
  readonly keyBytes: Uint8Array;
  readonly words: string;
}

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const HEX = /^(?:[0-9a-f]{2})+$/i;
const PREFIX = /^[A-Za-z][A-Za-z0-9]{0,9}[_-]|^sha(?:1|256|512)=/;
const INVISIBLE = /[\s\u00a0\u200b-\u200d\u2060\ufeff]+/g;

export function* blankForms(secret: string): Generator<SecretForm, void, undefined> {
  const bare = secret.replace(INVISIBLE, '');
  const trimmed = secret.trim();
  if (trimmed !== secret) yield { value: trimmed, words: 'without the blanks around it' };
  if (bare !== trimmed) yield { value: bare, words: 'without the blanks within it' };
  yield { value: `${secret}\n`, words: 'with a line end behind it' };
  yield { value: `${secret}\r\n`, words: 'with a line end (CRLF) behind it' };
  yield { value: `${secret} `, words: 'with a blank behind it' };
  yield { value: ` ${secret}`, words: 'with a blank before it' };
}

export function* quoteForms(secret: string): Generator<SecretForm, void, undefined> {
  const [, , inner] = /^\s*(["'`])([\s\S]*)\1\s*$/.exec(secret) ?? [];
  if (inner !== undefined) yield { value: inner, words: 'without the quotes around it' };
  const half = secret.replace(/^["'`]|["'`]$/g, '');
  if (half !== secret && half !== inner) yield { value: half, words: 'without its stray quote' };
  const [, assigned] = /^\s*(?:export\s+)?[A-Za-z_]\w*\s*[=:]\s*(.+?)\s*$/.exec(secret) ?? [];
  const value = assigned?.replace(/^(["'`])(.*)\1$/, '$2');
  if (value !== undefined && value.length >= 8)
    yield { value, words: 'without the NAME= before it' };
  yield { value: `"${secret}"`, words: 'with quotes around it' };
  yield { value: `'${secret}'`, words: 'with single quotes around it' };
}

/** @param like - a secret of the right shape, for the prefix it has */
export function* prefixForms(
  secret: string,
  like: string | undefined,
): Generator<SecretForm, void, undefined> {
  const [prefix] = PREFIX.exec(secret) ?? [];
  if (prefix !== undefined) {
    yield { value: secret.slice(prefix.length), words: 'without its prefix' }; // the prefix may be half of a secret
  }
  const [wanted] = PREFIX.exec(like ?? '') ?? [];
  for (const added of new Set([wanted, 'whsec_', 'key-'])) {
    if (added !== undefined && !secret.startsWith(added)) {
      yield { value: added + secret, words: `with the prefix ${added} before it` };
    }
  }
}

/** @param like - a secret of the right shape, for the prefix it has */
export function* encodedForms(
  secret: string,
  like: string | undefined,
): Generator<SecretForm | BinaryForm, void, undefined> {
  const prefix = PREFIX.exec(like ?? '')?.[0] ?? '';
  const bare = secret.replace(PREFIX, '');
  for (const text of new Set([secret, bare])) {
    for (const { bytes, words } of decodings(text)) {
      const decoded = exactUtf8Text(bytes);
      if (decoded !== undefined && decoded !== '') {
        yield { value: decoded, words };
        if (decoded.trim() !== decoded) yield { value: decoded.trim(), words };
      }
      if (decoded === undefined) yield { keyBytes: bytes, words };
      yield { value: prefix + base64Text(bytes), words: `${words} and written as base64` };
      yield { value: hexText(bytes), words: `${words} and written in hexadecimal` };
    }
    const bytes = utf8Bytes(text);
    yield { value: prefix + base64Text(bytes), words: 'written as base64' };
    yield { value: base64Text(bytes), words: 'written as base64' };
    yield { value: hexText(bytes), words: 'written in hexadecimal' };
  }
  const plain = exactUtf8Text(percentDecoded(utf8Bytes(secret), false));
  if (plain !== undefined && plain !== secret)
    yield { value: plain, words: 'with its %XX escapes undone' };
  const escaped = percentEncoded(secret);
  if (escaped !== secret) yield { value: escaped, words: 'with %XX escapes' };
}

function* decodings(
  text: string,
): Generator<{ readonly bytes: Uint8Array; readonly words: string }, void, undefined> {
  if (HEX.test(text)) yield { bytes: Buffer.from(text, 'hex'), words: 'decoded from hexadecimal' };
  if (BASE64.test(text) && text.length >= 8) {
    yield { bytes: Buffer.from(text, 'base64'), words: 'decoded from base64' };
  }
}

export function* caseForms(secret: string): Generator<SecretForm, void, undefined> {
  const lower = secret.toLowerCase();
  const upper = secret.toUpperCase();
  if (lower !== secret) yield { value: lower, words: 'in small letters' };
  if (upper !== secret) yield { value: upper, words: 'in capitals' };
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text; // a lone surrogate
  }
}
