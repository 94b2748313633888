import { exactUtf8Text } from '../core/bytes.ts';

/** A value with its scalars exactly as written. Keys are written with their quotes. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string' | 'number' | 'literal'; readonly raw: string };

export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

/** One JSON text, with what stands before and behind its value. */
export interface JsonText {
  readonly lead: string;
  readonly text: string;
  readonly tail: string;
  readonly root: JsonNode;
}

/** A body of one JSON text, or of several, one a line. */
export type JsonBody = readonly JsonText[];

const MAX_DEPTH = 256;
const TOKEN = /[ \t\r\n]*([[\]{},:]|"(?:[^"\\]|\\.)*"|[^ \t\r\n[\]{},:"]+)/y;

/** Every string of a JSON text, keys included, with its quotes. */
export const JSON_STRING = /"(?:[^"\\]|\\.)*"/g;

/** Reads a body as JSON or JSON Lines; `undefined` when it is neither, nests too deep, or holds no list and no object. */
export function parseJsonBody(body: Uint8Array): JsonBody | undefined {
  const text = exactUtf8Text(body)?.replace(/^\ufeff/, '');
  if (text === undefined || !/^\s*[[{]/.test(text)) return undefined;
  const whole = parseText(text);
  if (whole !== undefined) return [whole];
  const texts: JsonText[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const parsed = parseText(line);
    if (parsed === undefined) return undefined;
    texts.push(parsed);
  }
  return texts;
}

function parseText(whole: string): JsonText | undefined {
  const lead = /^[ \t\r\n]*/.exec(whole)?.[0] ?? '';
  const text = whole.slice(lead.length).replace(/[ \t\r\n]+$/, '');
  try {
    JSON.parse(text); // from here on it is known to follow the grammar
    return { lead, text, tail: whole.slice(lead.length + text.length), root: treeOf(text) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function treeOf(text: string): JsonNode {
  let at = 0;
  const take = (): string => {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1] ?? '';
    at = TOKEN.lastIndex;
    return token;
  };
  const read = (token: string, depth: number): JsonNode => {
    if (depth > MAX_DEPTH) throw new RangeError(`more than ${MAX_DEPTH} levels`);
    if (token === '{') {
      const members: JsonMember[] = [];
      for (let next = take(); next !== '}'; next = take()) {
        const key = next === ',' ? take() : next;
        take(); // the colon
        members.push({ key, value: read(take(), depth + 1) });
      }
      return { kind: 'object', members };
    }
    if (token === '[') {
      const items: JsonNode[] = [];
      for (let next = take(); next !== ']'; next = take()) {
        items.push(read(next === ',' ? take() : next, depth + 1));
      }
      return { kind: 'array', items };
    }
    return { kind: kindOf(token), raw: token };
  };
  return read(take(), 0);
}

function kindOf(token: string): 'string' | 'number' | 'literal' {
  if (token.startsWith('"')) return 'string';
  return /^[tfn]/.test(token) ? 'literal' : 'number';
}
