import type { ByteRange } from '../../core/bytes.ts';

/** What a `Stripe-Signature` header holds. */
export interface StripeSignature {
  /** Unix seconds as written; it is signed. */
  readonly timestamp: string | undefined;
  /** In order; several while two secrets are in use. */
  readonly v1: readonly string[];
  readonly hasV0: boolean;
}

/** Reads comma separated `key=value` items without blanks, in any order; unknown schemes are passed over. */
export function parseSignatureHeader(header: string): StripeSignature {
  const items = header.split(',').map((item): readonly [string, string] => {
    const equals = item.indexOf('=');
    return equals === -1 ? [item, ''] : [item.slice(0, equals), item.slice(equals + 1)];
  });
  return {
    timestamp: items.findLast(([key]) => key === 't')?.[1],
    v1: items.filter(([key]) => key === 'v1').map(([, value]) => value),
    hasV0: items.some(([key]) => key === 'v0'),
  };
}

/** Where the values of a key stand in the header. */
export function itemRanges(header: string, key: string): readonly ByteRange[] {
  let at = 0;
  return header.split(',').flatMap((item) => {
    const start = at + key.length + 1;
    at += item.length + 1;
    return item.startsWith(`${key}=`) ? [{ start, end: at - 1 }] : [];
  });
}

/** Writes `t=…,v1=…`, more of `v1` where there are, and `v0` last. */
export function formatSignatureHeader(
  timestamp: string,
  v1: readonly string[],
  v0: string | undefined,
): string {
  const items = [`t=${timestamp}`, ...v1.map((signature) => `v1=${signature}`)];
  return [...items, ...(v0 === undefined ? [] : [`v0=${v0}`])].join(',');
}
