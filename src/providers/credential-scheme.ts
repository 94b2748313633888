import { BASE62 } from '../core/random.ts';
import type { CredentialRules } from './credential-rules.ts';
import { withCredential } from './credential-sign.ts';
import { credentialParts, verifyCredential } from './credential-verify.ts';
import type { Provider, SchemeFacts, SecretFacts } from './types.ts';

/** The signing side of a provider that signs nothing. */
export function credentialScheme(
  rules: CredentialRules,
): Pick<Provider, 'sign' | 'verify' | 'signatureParts'> {
  return {
    sign: (request, input) => withCredential(request, input, rules),
    verify: (view, input) => verifyCredential(view, input, rules),
    signatureParts: (view) => credentialParts(view, rules),
  };
}

/** @param summary - where the secret travels */
export function credentialSchemeFacts(summary: string): SchemeFacts {
  return {
    name: 'shared secret',
    summary,
    covers: { body: false, timestamp: false, url: false, headers: false },
    toleranceMs: null,
    freshOnRetry: false,
  };
}

/** @param shape - in words, for error texts */
export function credentialSecret(rules: CredentialRules, shape: string): SecretFacts {
  return {
    kind: 'shared',
    shape,
    testSecret: rules.testSecret,
    make: (random) => `hookuser:${random.text(BASE62, 24)}`,
    check: (value) => {
      if (value === '') {
        return { fatal: true, message: `the ${rules.title} secret is empty: ${shape}` };
      }
      if (hasControlCharacter(value)) {
        return { fatal: true, message: `a ${rules.title} secret has no control characters` };
      }
      return rules.takesTokens || value.includes(':')
        ? undefined
        : { fatal: false, message: `this is not ${shape}` };
    },
  };
}

/** They would end a header. */
function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}
