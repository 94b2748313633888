/** A number as JavaScript, and with it most JSON libraries that read into doubles, would write it again. */
export function asDouble(raw: string): string {
  const value = Number(raw);
  return Number.isFinite(value) ? JSON.stringify(value) : raw;
}

/** Whole numbers as languages with one number type for all write them: `1.0`. */
export function asFraction(raw: string): string {
  return /^-?\d+$/.test(raw) ? `${raw}.0` : raw;
}

/** Fractions with trailing zeros up to `digits` decimals. */
export function withDecimals(raw: string, digits: number): string {
  const [, whole = '', decimals = ''] = /^(-?\d+)\.(\d+)$/.exec(raw) ?? [];
  return whole === '' || decimals.length > digits
    ? raw
    : `${whole}.${decimals.padEnd(digits, '0')}`;
}

const MAX_CANDIDATES = 4096;

/**
 * The whole numbers that a double can't tell from this one: what it may have been before JavaScript rounded it.
 * Empty when doubles hold it exactly, or when it is not as JavaScript writes it.
 */
export function* unrounded(raw: string): Generator<string, void, undefined> {
  const value = Number(raw);
  if (!/^-?\d{16,22}$/.test(raw) || Number.isSafeInteger(value) || asDouble(raw) !== raw) return;
  const magnitude = BigInt(value < 0 ? raw.slice(1) : raw);
  const middle = BigInt(Math.abs(value));
  const spacing = 2n ** BigInt(Math.max(0, middle.toString(2).length - 53));
  const sign = value < 0 ? '-' : '';
  if (spacing > MAX_CANDIDATES) return;
  for (let away = 0n; away <= spacing; away += 1n) {
    for (const candidate of away === 0n ? [middle] : [middle - away, middle + away]) {
      if (candidate !== magnitude && Number(candidate) === Math.abs(value)) {
        yield sign + candidate.toString();
      }
    }
  }
}
