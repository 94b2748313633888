import { utf8Bytes, utf8Text } from '../../core/bytes.ts';
import { parseForm } from '../../core/form.ts';
import { withoutFragment } from './request-url.ts';

const URL_PARTS = /^(https?):\/\/([^/?#]*)(.*)$/is;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** Without its fragment and a port that goes without saying: what Twilio signs. */
export function signedUrl(url: string): string {
  const whole = withoutFragment(url);
  const [, scheme = '', authority = '', rest = ''] = URL_PARTS.exec(whole) ?? [];
  const port = DEFAULT_PORTS[scheme.toLowerCase()];
  if (port === undefined || !authority.endsWith(`:${port}`)) return whole;
  return `${scheme}://${authority.slice(0, -port.length - 1)}${rest}`;
}

/**
 * Spellings of a URL that Twilio may have signed, as its own library tries them: with and without the port, the same
 * normalised, and with the query written anew.
 */
export function urlVariants(url: string): readonly string[] {
  const given = withoutFragment(url);
  const normalised = URL.canParse(given) ? new URL(given).href : given;
  const spellings = [given, normalised, withRewrittenQuery(normalised)];
  return [
    ...new Set(spellings.flatMap((each) => [each, withoutPort(each), withDefaultPort(each)])),
  ];
}

function withoutPort(url: string): string {
  return url.replace(/^(https?:\/\/[^/?#]*?):\d+(?=[/?#]|$)/i, '$1');
}

function withDefaultPort(url: string): string {
  const [, scheme = '', authority = '', rest = ''] = URL_PARTS.exec(url) ?? [];
  const port = DEFAULT_PORTS[scheme.toLowerCase()];
  if (port === undefined || /:\d+$/.test(authority)) return url;
  return `${scheme}://${authority}:${port}${rest}`;
}

/** Names and values decoded and escaped again, as older versions of Twilio signed them. */
function withRewrittenQuery(url: string): string {
  const mark = url.indexOf('?');
  if (mark === -1 || mark === url.length - 1) return url;
  const fields = parseForm(utf8Bytes(url.slice(mark + 1)));
  const pairs = fields.map((field) => field.map(escaped).join('='));
  return `${url.slice(0, mark)}?${pairs.join('&')}`;
}

/** Lone surrogates, which have no UTF-8, become U+FFFD. */
function escaped(text: string): string {
  return encodeURIComponent(utf8Text(utf8Bytes(text)));
}
