import type { CauseStory } from '../core/events.ts';
import type { VerificationCause } from '../core/verification.ts';

/** Why a request was not accepted, where no known mistake explains it. */
type PlainCause =
  | Exclude<VerificationCause, 'mismatch'>
  | 'unknown'
  | 'unsigned'
  | 'no-secret'
  | 'unknown-provider';

export const PLAIN_CAUSES: Readonly<Record<PlainCause, CauseStory>> = {
  unknown: {
    summary: 'The signature does not fit, and no known mistake reproduces it.',
    explanation:
      "The secret or key is another one, or the body, a signed header or the URL was changed in a way that can't be guessed. Only causes that give exactly the received signature are named.",
    fix: "Compare the secret, or the public key, with the one on the provider's page, and check over the raw bytes as they came: capture the request with `webhook-cli listen` in front of the receiver and verify that. --deep tries rarer mistakes and more of them together.",
  },
  unsigned: {
    summary: 'There is no signature.',
    explanation:
      'The provider signs, or was told a secret, and this request shows none: it comes from elsewhere, was stored without its headers, or a proxy dropped them.',
    fix: 'Refuse such requests. If it is genuine, store and pass on all headers, and set the secret at the provider.',
  },
  'no-secret': {
    summary: 'There is nothing to check the signature with.',
    explanation: 'The scheme needs a secret or public key, and none that can be used was found.',
    fix: 'Give it with --secret-file, --secret-env or --secret; a public key with --public-key.',
  },
  'unknown-provider': {
    summary: 'No known provider sends such a request.',
    explanation: 'Neither the headers nor the body show whose it is.',
    fix: 'Name the provider with --provider.',
  },
  missing: {
    summary: 'Something that the signature needs is missing.',
    explanation:
      'A header or field that is signed, or that says when it was signed, is not there: it was not stored or not passed on.',
    fix: 'Store and pass on every header, and the body as it came.',
  },
  malformed: {
    summary: 'The signature, or something it needs, is not of the right form.',
    explanation:
      'It was cut off, encoded again, or is no signature of this provider; the detail says what was expected.',
    fix: 'Pass headers on as they came. If another provider sent the request, name it with --provider.',
  },
  'digest-mismatch': {
    summary: 'The body is not the one its Digest belongs to.',
    explanation: 'The body was changed after it was signed, or the Digest header was replaced.',
    fix: 'Compute the digest over the raw bytes of the body as they arrive.',
  },
  stale: {
    summary: 'The signed time is too far from now.',
    explanation: 'The request is old, was repeated by somebody, or a clock is wrong.',
    fix: 'Set the clocks by NTP; to check a stored request say when it came with --now.',
  },
  replayed: {
    summary: 'The token or nonce came before, with another body.',
    explanation:
      'A captured signature was attached to another body. Schemes that do not sign the body allow that, unless tokens are remembered.',
    fix: 'Remember tokens for as long as signatures are accepted, and refuse one that comes with another body.',
  },
  'wrong-secret': {
    summary: 'The secret is of no use for this signature.',
    explanation: 'It is a key of another kind, or belongs to another account.',
    fix: 'Give the secret or key that the provider shows for this very webhook.',
  },
};
