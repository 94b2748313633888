import { latin1Text, utf8Bytes, utf8Text } from '../../core/bytes.ts';
import { percentDecoded } from '../../core/percent.ts';
import type { RequestView } from '../../core/request-view.ts';
import { parseAuthorization, parseBasic } from '../../signing/basic-auth.ts';
import { equalText } from '../../signing/constant-time.ts';

/** What a request shows to prove where it comes from. */
export type Credentials =
  | { readonly kind: 'missing'; readonly detail: string }
  | {
      readonly kind: 'unusable';
      readonly cause: 'malformed' | 'mismatch';
      readonly detail: string;
    }
  | {
      readonly kind: 'shown';
      /** Where they were found, for sentences. */
      readonly place: string;
      fits(secret: string): boolean;
    };

export const AUTHORIZATION = 'Authorization';

/** `user:password` in Basic credentials; a webhook URL may have been given with percent escapes, so both spellings count. */
export function basicCredentials(view: RequestView): Credentials {
  const value = view.header(AUTHORIZATION);
  if (value === undefined) {
    return { kind: 'missing', detail: 'there is no Authorization header' };
  }
  const scheme = parseAuthorization(value)?.scheme;
  if (scheme !== 'basic') {
    return {
      kind: 'unusable',
      cause: scheme === undefined ? 'malformed' : 'mismatch',
      detail: 'Authorization does not hold Basic credentials, and Postmark sends no others',
    };
  }
  const basic = parseBasic(value);
  if (basic === undefined) {
    return {
      kind: 'unusable',
      cause: 'malformed',
      detail: 'the Basic credentials are not the base64 of user:password',
    };
  }
  const received = `${basic.user}:${basic.password}`;
  const decoded = utf8Text(percentDecoded(utf8Bytes(received), false));
  return {
    kind: 'shown',
    place: 'the Basic credentials',
    fits: (secret) => [equalText(secret, received), equalText(secret, decoded)].includes(true),
  };
}

/** The value of a custom header. */
export function headerCredentials(view: RequestView, name: string): Credentials {
  const value = view.header(name);
  if (value === undefined) return { kind: 'missing', detail: `there is no ${name} header` };
  return {
    kind: 'shown',
    place: `the ${name} header`,
    fits: (secret) => equalText(headerText(secret), value),
  };
}

/** Text as a header value: its UTF-8 bytes, each standing for a latin1 character. */
export function headerText(text: string): string {
  return latin1Text(utf8Bytes(text));
}
