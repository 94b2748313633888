import type { RequestView } from '../core/request-view.ts';
import { refused, type Verification, verified } from '../core/verification.ts';
import { parseAuthorization, parseBasic } from '../signing/basic-auth.ts';
import { equalText } from '../signing/constant-time.ts';
import { type CredentialRules, headerName, placeFor } from './credential-rules.ts';
import { headerText } from './credential-sign.ts';
import { sharedValues, triedSecrets } from './shared-secrets.ts';
import type { SignatureParts, VerifyInput } from './types.ts';

/** What a request shows to prove where it comes from. */
type Shown =
  | {
      readonly kind: 'unusable';
      readonly cause: 'malformed' | 'mismatch';
      readonly detail: string;
    }
  | {
      readonly kind: 'secret';
      /** For sentences. */
      readonly what: string;
      fits(secret: string): boolean;
    };

/** Compares the credentials of a request with the secrets, in constant time; nothing of the request is signed. */
export function verifyCredential(
  view: RequestView,
  input: VerifyInput,
  rules: CredentialRules,
): Verification {
  const place = placeFor(rules, input.options, input.secrets);
  const name = place.kind === 'none' ? shownHeader(view, rules) : headerName(place);
  if (name === undefined) {
    return {
      status: 'not-applicable',
      detail: `${rules.title} does not sign; give the webhook credentials, and the same with --secret`,
    };
  }
  const value = view.header(name);
  if (value === undefined) return { status: 'unsigned', detail: `there is no ${name} header` };
  const secrets = sharedValues(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to compare the ${name} header with` };
  }
  const shown =
    name === 'Authorization' ? inAuthorization(value, place.kind, rules) : inHeader(name, value);
  if (shown.kind === 'unusable') return refused(shown.cause, shown.detail);
  if (secrets.map(shown.fits).includes(true)) return verified(`${shown.what}: equal to the secret`);
  return refused('mismatch', `${shown.what}: not equal to ${triedSecrets(secrets)}`);
}

/** Where credentials stand, as far as the request alone tells. */
export function credentialParts(view: RequestView, rules: CredentialRules): SignatureParts {
  const name = shownHeader(view, rules);
  return name === undefined
    ? { bodyRanges: [] }
    : { signature: { in: 'header', name }, bodyRanges: [] };
}

function shownHeader(view: RequestView, rules: CredentialRules): string | undefined {
  return ['Authorization', ...rules.headerNames].find((name) => view.header(name) !== undefined);
}

function inAuthorization(value: string, wanted: string, rules: CredentialRules): Shown {
  const parsed = parseAuthorization(value);
  const known = rules.takesTokens ? ['basic', 'bearer'] : ['basic'];
  if (parsed === undefined || !known.includes(parsed.scheme)) {
    const names = rules.takesTokens ? 'neither Basic nor Bearer' : 'not Basic';
    return unusable('malformed', `the Authorization header holds ${names} credentials`);
  }
  if (wanted !== 'none' && wanted !== parsed.scheme) {
    return unusable('mismatch', `Authorization is ${parsed.scheme}, and ${wanted} is expected`);
  }
  if (parsed.scheme === 'bearer') {
    return secretIn('the Bearer token', parsed.credentials);
  }
  const basic = parseBasic(value);
  return basic === undefined
    ? unusable('malformed', 'the Basic credentials are not the base64 of user:password')
    : secretIn('the Basic credentials', `${basic.user}:${basic.password}`);
}

function inHeader(name: string, value: string): Shown {
  return {
    kind: 'secret',
    what: `the ${name} header`,
    fits: (secret) => equalText(headerText(secret), value),
  };
}

function secretIn(what: string, received: string): Shown {
  return { kind: 'secret', what, fits: (secret) => equalText(secret, received) };
}

function unusable(cause: 'malformed' | 'mismatch', detail: string): Shown {
  return { kind: 'unusable', cause, detail };
}
