import type { RequestView } from '../../core/request-view.ts';
import { parseAuthorization, parseBasic } from '../../signing/basic-auth.ts';
import { equalText } from '../../signing/constant-time.ts';
import type { AuthKind } from './options.ts';
import { pathSegment, percentText, querySecret } from './secret-in-url.ts';

/** What a request shows to prove where it comes from. */
type Presented =
  | { readonly kind: 'missing'; readonly detail: string }
  | {
      readonly kind: 'unusable';
      readonly cause: 'malformed' | 'mismatch';
      readonly detail: string;
    }
  | {
      readonly kind: 'secret';
      /** Where it was found, for sentences. */
      readonly place: string;
      fits(secret: string): boolean;
    };

export function presentedSecret(view: RequestView, auth: AuthKind, secretName: string): Presented {
  switch (auth) {
    case 'query':
      return inQuery(view.request.path, secretName);
    case 'path':
      return inPath(view.request.path);
    default:
      return inHeader(view.header('authorization'), auth);
  }
}

function inHeader(value: string | undefined, wanted: 'none' | 'basic' | 'bearer'): Presented {
  if (value === undefined) {
    return {
      kind: 'missing',
      detail: `there is no Authorization header; auth=${wanted} expects one`,
    };
  }
  const parsed = parseAuthorization(value);
  if (parsed?.scheme !== 'basic' && parsed?.scheme !== 'bearer') {
    return unusable('malformed', 'Authorization is neither Basic nor Bearer credentials');
  }
  if (wanted !== 'none' && parsed.scheme !== wanted) {
    return unusable(
      'mismatch',
      `Authorization is ${parsed.scheme}; auth=${wanted} expects another`,
    );
  }
  if (parsed.scheme === 'bearer') {
    const { credentials } = parsed;
    return presented('the Bearer token', (secret) => equalText(secret, credentials));
  }
  const basic = parseBasic(value);
  return basic === undefined
    ? unusable('malformed', 'the Basic credentials are not the base64 of user:password')
    : presented('the Basic credentials', fitsAnySpelling(`${basic.user}:${basic.password}`));
}

function inQuery(target: string, name: string): Presented {
  const value = querySecret(target, name);
  return value === undefined
    ? { kind: 'missing', detail: `the query has no parameter "${name}"` }
    : presented(`the query parameter "${name}"`, fitsAnySpelling(value));
}

function inPath(target: string): Presented {
  const segment = pathSegment(target);
  if (segment === undefined) {
    return { kind: 'missing', detail: 'the last segment of the path does not end with _SECRET' };
  }
  const plain = percentText(segment);
  const endsWith = (text: string, tail: string): boolean =>
    equalText(tail, text.slice(-tail.length));
  return presented('the end of the path', (secret) =>
    anyTrue([endsWith(segment, `_${secret}`), endsWith(plain, `_${secret}`)]),
  );
}

/** Whether SMTP2GO decodes percent escapes of the configured URL is unknown, so both spellings count. */
function fitsAnySpelling(received: string): (secret: string) => boolean {
  const plain = percentText(received);
  return (secret) =>
    anyTrue([
      equalText(secret, received),
      equalText(secret, plain),
      equalText(percentText(secret), received),
    ]);
}

/** Takes values, not thunks: every comparison is made, whichever fits. */
function anyTrue(results: readonly boolean[]): boolean {
  return results.includes(true);
}

function presented(place: string, fits: (secret: string) => boolean): Presented {
  return { kind: 'secret', place, fits };
}

function unusable(cause: 'malformed' | 'mismatch', detail: string): Presented {
  return { kind: 'unusable', cause, detail };
}
