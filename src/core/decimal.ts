/** A number exactly as it is written in decimal: `0.digits` times ten to the power of `exponent`. */
export interface Decimal {
  readonly sign: -1 | 0 | 1;
  /** Without zeros at either end; empty for zero. */
  readonly digits: string;
  readonly exponent: number;
}

const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Reads `12`, `-0.5` or `1e3`, blanks around it allowed; `undefined` when it is no number. */
export function parseDecimal(text: string): Decimal | undefined {
  const [matched, sign = '', whole = '', fraction = '', power = '0'] =
    SHAPE.exec(text.trim()) ?? [];
  if (matched === undefined || whole + fraction === '') return undefined;
  return decimalOf(sign === '-' ? -1 : 1, whole + fraction, whole.length + Number(power));
}

/** Below, at or above zero as `left` is less than, equal to or more than `right`. No digit is lost, however many there are. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.sign !== right.sign) return left.sign - right.sign;
  return left.sign * compareSizes(left, right);
}

/** The number so many times. */
export function multiplied(decimal: Decimal, times: number): Decimal {
  if (decimal.sign === 0) return decimal;
  const digits = `${BigInt(decimal.digits) * BigInt(times)}`;
  return decimalOf(decimal.sign, digits, decimal.exponent + digits.length - decimal.digits.length);
}

/** Without zeros at the ends, the digits of two numbers below one compare as texts do. */
function compareSizes(left: Decimal, right: Decimal): number {
  if (left.exponent !== right.exponent) return left.exponent < right.exponent ? -1 : 1;
  if (left.digits === right.digits) return 0;
  return left.digits < right.digits ? -1 : 1;
}

/** `digits` with the point after the first `exponent` of them. */
function decimalOf(sign: -1 | 1, digits: string, exponent: number): Decimal {
  let start = 0;
  while (digits[start] === '0') start += 1;
  let end = digits.length;
  while (end > start && digits[end - 1] === '0') end -= 1;
  if (start === end) return { sign: 0, digits: '', exponent: 0 };
  return { sign, digits: digits.slice(start, end), exponent: exponent - start };
}
