/** `20260216100631`, as Mailgun's message ids begin; UTC. */
export function compactTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** `Mon, 04 Jul 2016 09:15:12 +0000`: RFC 5322 at a fixed offset, by default UTC. */
export function mailDate(atMs: number, offsetHours = 0): string {
  const offset = `+${String(offsetHours).padStart(2, '0')}00`;
  return new Date(atMs + offsetHours * 3_600_000).toUTCString().replace('GMT', offset);
}

/** `30 Jun 2019`, as mail programs date a quotation; UTC. */
export function quoteDate(atMs: number): string {
  return new Date(atMs).toUTCString().slice(5, 16).replace(/^0/, '');
}

export function unixSeconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}
