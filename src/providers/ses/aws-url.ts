/** Read as text, since URL parsers forgive: `https:/host`, capitals, line ends. China has a host name of its own. */
const SNS_URL = /^https:\/\/sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(?:\.cn)?\/[^\s\\]*$/;
const PEM_FILE = /^[^?#]*\.pem$/;

/** What is wrong with a URL that ought to be one of SNS, to follow its name; `undefined` when nothing is. */
export function snsUrlFault(text: string): string | undefined {
  if (SNS_URL.test(text)) return undefined;
  if (!URL.canParse(text)) return 'is no URL';
  const { protocol, host } = new URL(text);
  const shown = `${protocol}//${host}`;
  return `is at ${shown.slice(0, 100)}, not in the form https://sns.<region>.amazonaws.com/…`;
}

/** The same for the URL of a signing certificate. */
export function certUrlFault(text: string): string | undefined {
  return snsUrlFault(text) ?? (PEM_FILE.test(text) ? undefined : 'does not end in .pem');
}
