import type { ContentSignature, ProviderDefinition } from '../../core/provider-definition.ts';
import { mentions } from '../../core/template.ts';
import type { ProviderOption, ProviderOptions } from '../types.ts';
import { holdsSeveral } from './header-format.ts';

/** Second secret to sign with, where a request can have several signatures. */
export const PREVIOUS_SECRET = 'previous-secret';
/** The URL as the provider was told it, where that is signed. */
const PUBLIC_URL = 'public-url';

/** Options of the definition, with the values there as defaults, and those its signature calls for. */
export function optionsOf({ options, signature }: ProviderDefinition): readonly ProviderOption[] {
  const own = Object.entries(options).map(([name, value]) => ({
    name,
    summary: `{option:${name}} in the definition`,
    default: value,
  }));
  const further = 'content' in signature ? furtherOptions(signature) : [];
  return [...own, ...further.filter(({ name }) => !Object.hasOwn(options, name))];
}

/** The URL that is signed: as given, unless the receiver sees another one than the sender. */
export function signedUrl(url: string, options: ProviderOptions): string {
  return options[PUBLIC_URL] || url;
}

function furtherOptions(signature: ContentSignature): readonly ProviderOption[] {
  const { content, format, places, scheme } = signature;
  const options: ProviderOption[] = [];
  const severalHeaders = places.in === 'headers' && places.names.length > 1;
  const isShared = scheme === 'hmac' || scheme === 'hash' || scheme === 'ed25519';
  if (isShared && (severalHeaders || holdsSeveral(format))) {
    options.push({
      name: PREVIOUS_SECRET,
      summary: 'secret that is being rotated out: a second signature is made with it',
      default: '',
    });
  }
  if (mentions(content, 'url', 'host', 'path', 'target')) {
    options.push({
      name: PUBLIC_URL,
      summary: 'URL as the provider was told it, when a tunnel or proxy stands before the receiver',
      default: '',
    });
  }
  return options;
}
