import { isIPv4, isIPv6 } from 'node:net';

/** An IP address as the 4 or 16 bytes it stands for; `undefined` for anything else. */
export function addressBytes(text: string): Uint8Array | undefined {
  if (isIPv4(text)) return Uint8Array.from(text.split('.').map(Number));
  if (!isIPv6(text)) return undefined;
  // The URL parser writes an IPv4 tail as hexadecimal groups, and leaves out zones that have no place in one.
  const [canonical = ''] = text.split('%');
  const groups = new URL(`http://[${canonical}]`).hostname.slice(1, -1);
  const [head = '', tail] = groups.split('::');
  const before = words(head);
  const after = words(tail ?? '');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: zeros }, () => 0), ...after];
  return Uint8Array.from(all.flatMap((word) => [word >> 8, word & 0xff]));
}

function words(groups: string): readonly number[] {
  return groups === '' ? [] : groups.split(':').map((group) => Number.parseInt(group, 16));
}
