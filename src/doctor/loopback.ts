const IPV4_LOOPBACK = /^127(?:\.\d{1,3}){3}$/;
// The URL parser writes IPv4 addresses inside IPv6 as two groups of hexadecimal digits.
const MAPPED_LOOPBACK = /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/;

/** Whether a URL names this machine: a loopback address, `localhost`, or a name under it (RFC 6761 6.3). */
export function isLoopbackUrl(url: string): boolean {
  const hostname = new URL(url).hostname.replace(/\.$/, '');
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    IPV4_LOOPBACK.test(hostname) ||
    MAPPED_LOOPBACK.test(hostname)
  );
}
