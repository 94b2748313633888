import { checkSignature } from './definition-checks.ts';
import { defaultKeyForm, readKeyForm } from './definition-key.ts';
import { PLACE_KEYS, readSignaturePlaces } from './definition-places.ts';
import {
  CONTENT_SCOPE,
  type DefinitionContext,
  FORMAT_SCOPE,
  HASH_SCOPE,
} from './definition-reader.ts';
import { readSets } from './definition-sets.ts';
import { readId, readTime } from './definition-time.ts';
import { readChoice, readTemplate } from './definition-values.ts';
import {
  type Located,
  readMembers,
  readOptional,
  readUtf8Text,
  reportAt,
} from './located-reader.ts';
import { type ContentSignature, SIGNATURE_HASHES, type SignedTime } from './provider-definition.ts';
import { mentions, TEXT_ENCODINGS, type Template } from './template.ts';
import { parseTemplate, type TemplateScope } from './template-parse.ts';

type Scheme = ContentSignature['scheme'];
type Members = ReadonlyMap<string, Located>;

const KEYS = [
  'scheme',
  'algorithm',
  'key',
  'content',
  'encoding',
  ...PLACE_KEYS,
  'template',
  'join',
  'timestamp',
  'id',
  'sets',
];
/** Reads a signature over parts of the request. */
export function readContentSignature(
  located: Located,
  scheme: Scheme,
  context: DefinitionContext,
): ContentSignature | undefined {
  const known = scheme === 'ed25519' ? KEYS.filter((key) => key !== 'algorithm') : KEYS;
  const members = readMembers(located, known);
  if (members === undefined) return undefined;
  const isText = scheme === 'hmac' || scheme === 'hash' || scheme === 'ed25519';
  const content = templateOr(
    members,
    'content',
    '{body}',
    scheme === 'hash' ? HASH_SCOPE : CONTENT_SCOPE,
    context,
  );
  const template = templateOr(members, 'template', '{signature}', FORMAT_SCOPE, context);
  const places = readSignaturePlaces(members);
  if (places === null) {
    reportAt(located, 'no place for the signature; expected header, query, field or json');
  }
  const inFormat = template !== undefined && mentions(template, 'timestamp');
  const time =
    readOptional(members.get('timestamp'), (block) => readTime(block, inFormat, context)) ??
    (inFormat ? TIME_IN_FORMAT : null);
  const read = {
    scheme,
    hash:
      readOptional(members.get('algorithm'), (text) => readChoice(text, SIGNATURE_HASHES)) ??
      'sha256',
    key:
      readOptional(members.get('key'), (block) => readKeyForm(block, scheme)) ??
      defaultKeyForm(scheme),
    encoding:
      readOptional(members.get('encoding'), (text) => readChoice(text, TEXT_ENCODINGS)) ??
      (isText ? 'hex' : 'base64'),
    join: readOptional(members.get('join'), readJoin),
    id: readOptional(members.get('id'), (block) => readId(block, context)),
    sets: readOptional(members.get('sets'), (block) => readSets(block, context)) ?? [],
  } as const;
  if (content === undefined || template === undefined || places === null || places === undefined) {
    return undefined;
  }
  const { encoding, join, ...rest } = read;
  const signature: ContentSignature = {
    ...rest,
    content,
    places,
    format: { encoding, template, join },
    time,
  };
  checkSignature(signature, members, located, context);
  return signature;
}

const TIME_IN_FORMAT: SignedTime = {
  place: 'signature',
  unit: 's',
  toleranceMs: null,
  direction: 'both',
};

function templateOr(
  members: Members,
  key: string,
  source: string,
  scope: TemplateScope,
  context: DefinitionContext,
): Template | undefined {
  const located = members.get(key);
  if (located !== undefined) return readTemplate(located, scope, context.optionNames);
  const parsed = parseTemplate(source, scope);
  return parsed.ok ? parsed.template : undefined;
}

function readJoin(located: Located): string | undefined {
  const text = readUtf8Text(located, "a separator such as ',' or ' '");
  return text === '' ? reportAt(located, "expected a separator such as ',' or ' '") : text;
}
