import { formatDuration } from '../../core/duration.ts';
import type { ContentSignature, ProviderDefinition } from '../../core/provider-definition.ts';
import { mentions, templateValues } from '../../core/template.ts';
import type { SchemeFacts, UnknownFact } from '../types.ts';
import { placeName } from './places.ts';
import { methodName, placesName } from './scheme-names.ts';
import { testPublicKey } from './secret.ts';

const NOTHING = { body: false, timestamp: false, url: false, headers: false };

/** What a reader must know about the scheme, from its definition. */
export function schemeFacts(definition: ProviderDefinition): SchemeFacts {
  const { title, signature } = definition;
  switch (signature.scheme) {
    case 'none':
      return plainFacts('none', `${title} signs nothing.`);
    case 'token':
      return plainFacts(
        'shared secret',
        `The ${placeName(signature.place)} holds ${signature.form === 'basic' ? 'user:password as Basic credentials' : signature.template.source}; nothing of the request is signed.`,
      );
    case 'module':
      return {
        ...plainFacts('module', `Signed and checked by ${signature.file.split(/[\\/]/).at(-1)}.`),
        covers: { body: true, timestamp: signature.time !== null, url: false, headers: false },
        toleranceMs: signature.time?.toleranceMs ?? null,
        freshOnRetry: true,
      };
    default:
      return contentFacts(signature, testPublicKey(definition));
  }
}

function contentFacts(signature: ContentSignature, publicKey: string | undefined): SchemeFacts {
  const { scheme, hash, content, format, places, time, id } = signature;
  const set = signature.sets.flatMap(({ value }) => templateValues(value));
  const timeHeader = time !== null && time.place !== 'signature' && time.place.in === 'header';
  const limit = time?.toleranceMs ?? null;
  const written =
    format.template.source === '{signature}' ? '' : `, written ${format.template.source}`;
  const age = limit === null ? '' : ` A time more than ${formatDuration(limit)} off is refused.`;
  const half =
    publicKey === undefined ? '' : ` The test secret stands for the key pair of ${publicKey}.`;
  return {
    name: scheme === 'ed25519' ? scheme : `${scheme === 'hash' ? '' : `${scheme}-`}${hash}`,
    summary: `The ${placesName(places)} holds the ${methodName(signature)} of ${content.source} in ${format.encoding}${written}.${age}${half}`,
    covers: {
      body:
        mentions(content, 'body', 'body-hash', 'form') ||
        set.some(({ from }) => from === 'body-hash'),
      timestamp: time !== null && (mentions(content, 'timestamp') || !timeHeader),
      url: mentions(content, 'url', 'path', 'target', 'query', 'parameter', 'host'),
      headers: mentions(content, 'header') || (id !== null && mentions(content, 'id')),
    },
    toleranceMs: limit,
    freshOnRetry: time !== null,
  };
}

function plainFacts(name: string, summary: string): SchemeFacts {
  return { name, summary, covers: NOTHING, toleranceMs: null, freshOnRetry: false };
}

/** What the definition leaves open, and what is done instead. */
export function unknownFacts(definition: ProviderDefinition): readonly UnknownFact[] {
  if (definition.retry !== null) return [];
  return [
    {
      what: 'when a delivery is tried again, and what counts as delivered',
      chosen: 'no retries, 30s, any 2xx',
      override: '--retry, or retry in webhook-cli.yaml',
    },
  ];
}
