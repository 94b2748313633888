import type { HeaderList } from '../core/headers.ts';
import {
  replaceInHeaders,
  replaceInText,
  replaceInUrl,
  replaceKeys,
} from '../core/secret-places.ts';

const ALREADY_MASKED = /^\*{4}\(\d+\)$/;

/** `****(32)`: that there is a value, and how many characters it has. */
function maskValue(value: string): string {
  return ALREADY_MASKED.test(value) ? value : `****(${value.length})`;
}

/** Masks keys and tokens that show by their shape: `key-` and 32 characters, `sk_…`, `whsec_…`, `Bearer …`. */
export function maskKeys(text: string): string {
  return replaceKeys(text, maskValue);
}

/** Masks key shapes, and credentials of URLs that stand in the text. */
export function maskText(text: string): string {
  return replaceInText(text, maskValue);
}

/** The same for a text that is a URL or a path as a whole. */
export function maskUrl(url: string): string {
  return replaceInUrl(url, maskValue);
}

/** Masks credentials; schemes, cookie names and cookie attributes stay. */
export function maskHeaders(headers: HeaderList): HeaderList {
  return replaceInHeaders(headers, maskValue);
}
