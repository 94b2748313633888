const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const WHOLE_SHAPE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;

/**
 * Reads a duration with units, such as `500ms`, `5m` or `1h45m`.
 *
 * @returns milliseconds, or `undefined` when the text is not a duration (a bare number other than 0 has no unit, so it isn't)
 */
export function parseDurationMs(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '0') return 0;
  if (!WHOLE_SHAPE.test(trimmed)) return undefined;
  let total = 0;
  for (const [, amount, unit] of trimmed.matchAll(PART)) {
    total += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  }
  return Math.round(total);
}

/** Writes a duration so that `parseDurationMs` reads the same number back: `5m`, `3h20m`, `1.5s`. */
export function formatDuration(totalMs: number): string {
  const rounded = Math.round(totalMs);
  if (rounded < 0) return `-${formatDuration(-rounded)}`;
  if (rounded < 1000) return rounded === 0 ? '0s' : `${rounded}ms`;
  const days = Math.floor(rounded / 86_400_000);
  const hours = Math.floor((rounded % 86_400_000) / 3_600_000);
  const minutes = Math.floor((rounded % 3_600_000) / 60_000);
  const seconds = (rounded % 60_000) / 1000;
  const parts = [
    [days, 'd'],
    [hours, 'h'],
    [minutes, 'm'],
    [seconds, 's'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join('');
}
