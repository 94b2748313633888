const UNIT_BYTES: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1000,
  kib: 1024,
  mb: 1_000_000,
  mib: 1024 * 1024,
  gb: 1_000_000_000,
  gib: 1024 * 1024 * 1024,
};

/** Reads a size such as `25mb`, `64kib` or `1000`; `undefined` when it is none. */
export function parseSizeBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = UNIT_BYTES[match?.[2]?.toLowerCase() ?? '-'];
  return match === null || unit === undefined ? undefined : Math.round(Number(match[1]) * unit);
}

/** Bytes in a unit such as `kb` or `MiB`; `undefined` when there is no such unit. */
export function sizeUnitBytes(unit: string): number | undefined {
  return UNIT_BYTES[unit.toLowerCase()];
}

/** Writes a size for people: `0 B`, `1.2 kB`, `25.0 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
