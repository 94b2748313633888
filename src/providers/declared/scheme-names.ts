import type { ContentSignature, SignaturePlaces } from '../../core/provider-definition.ts';
import { placeName } from './places.ts';

/** Where signatures stand, in words. */
export function placesName(places: SignaturePlaces): string {
  if (places.in !== 'headers') return placeName(places);
  const [first, second] = places.names;
  return second === undefined ? `${first} header` : `${first} header or one of its kind`;
}

/** How they are made, in words. */
export function methodName({ scheme, hash }: Pick<ContentSignature, 'scheme' | 'hash'>): string {
  const upper = hash.replace(/^sha/, 'SHA-');
  switch (scheme) {
    case 'hmac':
      return `HMAC-${hash.toUpperCase()}`;
    case 'hash':
      return upper;
    case 'ed25519':
      return 'Ed25519 signature';
    case 'ecdsa':
      return `ECDSA signature (${upper})`;
    case 'rsa':
      return `RSA signature (${upper})`;
    default:
      return scheme satisfies never;
  }
}
