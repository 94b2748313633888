import { Resolver } from 'node:dns/promises';

const LOOKUP_TIMEOUT_MS = 3_000;

/** Looks up TXT records; each record's strings joined, as DKIM wants (RFC 6376 3.6.2.2). */
export function txtLookup(server: string | null): (name: string) => Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: LOOKUP_TIMEOUT_MS, tries: 2 });
  if (server !== null) resolver.setServers([server]);
  return async (name) => (await resolver.resolveTxt(name)).map((strings) => strings.join(''));
}
