import { readBatch } from './definition-delivery.ts';
import { readDescribe, readEvents } from './definition-events.ts';
import type { DefinitionContext } from './definition-reader.ts';
import { readRecognise } from './definition-recognise.ts';
import { readRetry } from './definition-retry.ts';
import { readSignature } from './definition-signature.ts';
import { readName } from './definition-values.ts';
import type { LocatedNode } from './located-node.ts';
import { type Located, readOptional, reportAt } from './located-reader.ts';
import type { EventPlaces, ProviderDefinition } from './provider-definition.ts';

/** Keys of a definition; the settings that every provider has come beside them. */
export const DEFINITION_KEYS = [
  'title',
  'docs',
  'signature',
  'recognise',
  'describe',
  'events',
  'retry',
  'batch',
] as const;

/** With one of these an unknown name defines a provider. */
const MARKS: readonly string[] = ['signature', 'recognise', 'events', 'retry'];

const PROVIDER_NAME = /^[a-z][a-z0-9-]{0,39}$/;
const RESERVED: readonly string[] = ['none', 'provider', 'null'];
const NOWHERE: EventPlaces = { name: null, id: null, recipient: null };

/** Whether what stands under a name defines a provider. */
export function isDefinition(node: LocatedNode): boolean {
  return node.kind === 'map' && node.members.some(({ key }) => MARKS.includes(key));
}

/**
 * Reads a provider's definition from the members of its map.
 *
 * @param located - the whole map
 * @param members - what readMembers made of it
 */
export function readDefinition(
  name: string,
  located: Located,
  members: ReadonlyMap<string, Located>,
  context: Omit<DefinitionContext, 'optionNames'> & {
    readonly options: Readonly<Record<string, string>>;
  },
): ProviderDefinition | undefined {
  checkName(name, located);
  const reader: DefinitionContext = { ...context, optionNames: Object.keys(context.options) };
  const block = members.get('signature');
  const signature = block === undefined ? NO_SIGNATURE : readSignature(block, reader);
  const definition = {
    name,
    title: readOptional(members.get('title'), (text) => readName(text, 'a title')) ?? name,
    docsUrl: readOptional(members.get('docs'), (text) => readName(text, 'a URL')) ?? '',
    recognise: readOptional(members.get('recognise'), readRecognise) ?? [],
    describe: readOptional(members.get('describe'), readDescribe) ?? NOWHERE,
    events: readOptional(members.get('events'), (events) => readEvents(events, reader)) ?? [],
    retry: readOptional(members.get('retry'), readRetry),
    batch: readOptional(members.get('batch'), readBatch),
    options: context.options,
  };
  if (signature === undefined) return undefined;
  const whole: ProviderDefinition = { ...definition, signature };
  warnOfGaps(whole, located, members, context);
  return whole;
}

const NO_SIGNATURE = { scheme: 'none' } as const;

function checkName(name: string, located: Located): void {
  if (!PROVIDER_NAME.test(name)) {
    reportAt(located, 'a provider is named with a-z, 0-9 and hyphens, beginning with a letter');
  } else if (RESERVED.includes(name)) {
    reportAt(located, 'this name has a meaning of its own in --retry; expected another one');
  }
}

/** What works, but not as a user would wish. */
function warnOfGaps(
  { events, describe, recognise, signature }: ProviderDefinition,
  located: Located,
  members: ReadonlyMap<string, Located>,
  { warn }: Pick<DefinitionContext, 'warn'>,
): void {
  const at = (key: string): Located => members.get(key) ?? located;
  const say = ({ node, path }: Located, message: string): void => warn(node, path, message);
  if (events.length > 1 && describe.name === null) {
    say(
      at('events'),
      "captured events can't be told apart; describe.name says where their name stands",
    );
  }
  const tolerance = members.get('tolerance');
  if (tolerance !== undefined && (!('time' in signature) || signature.time === null)) {
    say(tolerance, 'a tolerance without a timestamp in signature does nothing');
  }
  const isFound =
    recognise.length > 0 ||
    (signature.scheme === 'module' && signature.place !== null) ||
    ('places' in signature &&
      (signature.places.in === 'headers' || signature.places.in === 'json'));
  if (!isFound) {
    say(located, 'nothing tells its requests from others; give recognise, or use --provider');
  }
}
