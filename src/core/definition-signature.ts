import { readContentSignature } from './definition-content.ts';
import { PLACE_KEYS, readPlace } from './definition-places.ts';
import { type DefinitionContext, TOKEN_SCOPE } from './definition-reader.ts';
import { readModuleTime } from './definition-time.ts';
import { readChoice, readHeaderName, readName, readTemplate } from './definition-values.ts';
import {
  type Located,
  readMembers,
  readOptional,
  reportAt,
  reportMissing,
} from './located-reader.ts';
import type {
  ModuleSignature,
  SignatureDefinition,
  TokenSignature,
  ValuePlace,
} from './provider-definition.ts';
import { mentions, type Template } from './template.ts';
import { parseTemplate } from './template-parse.ts';

const CONTENT_SCHEMES = ['hmac', 'hash', 'ed25519', 'ecdsa', 'rsa'] as const;
const SCHEMES = [...CONTENT_SCHEMES, 'basic', 'bearer', 'query', 'token', 'none'] as const;
type Scheme = (typeof SCHEMES)[number];

const TOKEN_KEYS = {
  basic: ['scheme', 'header'],
  bearer: ['scheme', 'header'],
  query: ['scheme', 'query'],
  token: ['scheme', ...PLACE_KEYS, 'template'],
} as const;
const MODULE_KEYS = ['module', ...PLACE_KEYS, 'timestamp'];

/** Reads the block `signature`. */
export function readSignature(
  located: Located,
  context: DefinitionContext,
): SignatureDefinition | undefined {
  const { node, path, report } = located;
  const members = node.kind === 'map' ? node.members : [];
  if (members.some(({ key }) => key === 'module')) return readModule(located, context);
  const given = members.find(({ key }) => key === 'scheme')?.value;
  const scheme: Scheme | undefined =
    given === undefined
      ? 'hmac'
      : readChoice({ node: given, path: [...path, 'scheme'], report }, SCHEMES);
  if (scheme === undefined) return undefined;
  switch (scheme) {
    case 'none':
      return readMembers(located, ['scheme']) && { scheme };
    case 'basic':
    case 'bearer':
    case 'query':
    case 'token':
      return readToken(located, scheme, context);
    default:
      return readContentSignature(located, scheme, context);
  }
}

function readToken(
  located: Located,
  scheme: keyof typeof TOKEN_KEYS,
  context: DefinitionContext,
): TokenSignature | undefined {
  const members = readMembers(located, TOKEN_KEYS[scheme]);
  if (members === undefined) return undefined;
  const place = tokenPlace(members, located, scheme);
  const template = tokenTemplate(members.get('template'), scheme, context);
  if (place === undefined || template === undefined) return undefined;
  return { scheme: 'token', form: scheme === 'basic' ? 'basic' : 'template', place, template };
}

function tokenPlace(
  members: ReadonlyMap<string, Located>,
  located: Located,
  scheme: keyof typeof TOKEN_KEYS,
): ValuePlace | undefined {
  if (scheme === 'basic' || scheme === 'bearer') {
    const header = members.get('header');
    const name = header === undefined ? 'Authorization' : readHeaderName(header);
    return name === undefined ? undefined : { in: 'header', name };
  }
  const place = readPlace(members);
  if (place !== null) return place;
  if (scheme === 'query') reportMissing(located, 'query', 'the name of a query parameter');
  else reportAt(located, 'no place for the token; expected header, query, field or json');
  return undefined;
}

function tokenTemplate(
  located: Located | undefined,
  scheme: keyof typeof TOKEN_KEYS,
  context: DefinitionContext,
): Template | undefined {
  if (located === undefined) {
    return knownTemplate(scheme === 'bearer' ? 'Bearer {secret}' : '{secret}');
  }
  const template = readTemplate(located, TOKEN_SCOPE, context.optionNames);
  if (template === undefined || mentions(template, 'secret')) return template;
  return reportAt(located, 'expected {secret} in here');
}

function knownTemplate(source: string): Template | undefined {
  const parsed = parseTemplate(source, TOKEN_SCOPE);
  return parsed.ok ? parsed.template : undefined;
}

function readModule(located: Located, context: DefinitionContext): ModuleSignature | undefined {
  const members = readMembers(located, MODULE_KEYS);
  const module = members?.get('module');
  if (members === undefined || module === undefined) return undefined;
  const file = readName(module, 'the path of a JavaScript module such as ./acme.js');
  const place = readPlace(members);
  const time = readOptional(members.get('timestamp'), readModuleTime);
  if (file === undefined || place === undefined) return undefined;
  const at = { line: module.node.line, column: module.node.column };
  return { scheme: 'module', file: context.resolvePath(file), at, place, time };
}
