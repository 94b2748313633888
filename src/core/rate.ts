const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Reads `10/s`, `600/m` or a bare number a second; `undefined` when it is none or zero. */
export function parseRatePerSecond(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(?:\/([smh]))?$/.exec(text);
  const perSecond = Number(match?.[1] ?? 0) / (UNIT_SECONDS[match?.[2] ?? 's'] ?? 1);
  return perSecond > 0 && Number.isFinite(perSecond) ? perSecond : undefined;
}
