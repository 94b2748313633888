import { type DeclaredSecrets, declaredReplacer } from '../core/declared-secrets.ts';
import type { OutputEvent, RequestEvent } from '../core/events.ts';
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

/** Masks declared secrets in the URLs and headers of requests; bodies and all other events stay as they are. */
export function declaredMask(declared: DeclaredSecrets): (event: OutputEvent) => OutputEvent {
  const masked = declaredReplacer(declared, maskValue);
  const request = (event: RequestEvent): RequestEvent => {
    const { url, path, headers, trailers } = event.request;
    const fields = {
      url: masked.url(url),
      path: masked.url(path),
      headers: masked.headers(headers),
      ...(trailers === undefined ? {} : { trailers: masked.headers(trailers) }),
    };
    return { ...event, request: { ...event.request, ...fields } };
  };
  return (event) => {
    if (event.type === 'request') return request(event);
    return event.type === 'attempt' ? { ...event, url: masked.url(event.url) } : event;
  };
}
