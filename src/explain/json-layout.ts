import type { JsonMember, JsonNode, JsonText } from './json-body.ts';

/** Where an encoder puts blanks and line ends between tokens. */
export interface Layout {
  readonly name: string;
  readonly item: string;
  readonly key: string;
  /** One level of indentation; with it every member stands on a line of its own. */
  readonly indent: string | null;
  /** Lists stay on one line, with blanks inside the brackets (Jackson). */
  readonly inlineLists?: true;
  /** What a provider writes between the items of the outermost list, and behind the whole. */
  readonly ends?: { readonly between: string; readonly tail: string };
}

/** Likeliest first. `name` continues "the body written …". */
export const LAYOUTS: readonly Layout[] = [
  { name: 'without blanks between its tokens', item: ',', key: ':', indent: null },
  {
    name: 'with a blank behind every comma and colon, as Python does',
    item: ', ',
    key: ': ',
    indent: null,
  },
  { name: 'on lines indented by 2 blanks', item: ',', key: ': ', indent: '  ' },
  { name: 'on lines indented by 4 blanks', item: ',', key: ': ', indent: '    ' },
  { name: 'on lines indented by tabs', item: ',', key: ': ', indent: '\t' },
  { name: 'with a blank behind every colon', item: ',', key: ': ', indent: null },
  { name: 'on lines, as Jackson does', item: ',', key: ' : ', indent: '  ', inlineLists: true },
];

/** The layout of a provider's own body of several events, when it is none of the usual ones. */
export function ownLayout({ root, text, tail }: JsonText): Layout | undefined {
  if (root.kind !== 'array' || root.items.length < 2) return undefined;
  const [compact] = LAYOUTS;
  const same = (raw: string): string => raw;
  const [first, second] = root.items.map((item) =>
    compact === undefined ? '' : writeJson(item, compact, same),
  );
  const start = 1 + (first?.length ?? 0);
  const between = text.slice(start, text.indexOf(second ?? '', start));
  if (compact === undefined || (between === ',' && tail === '')) return undefined;
  const name = "with the provider's line ends between the events";
  const own: Layout = { ...compact, name, ends: { between, tail } };
  return writeJson(root, own, same) === text ? own : undefined;
}

/** @param string - writes a string or key from its text in the body, with its quotes */
export function writeJson(node: JsonNode, layout: Layout, string: (raw: string) => string): string {
  if (layout.ends === undefined || node.kind !== 'array')
    return writeNode(node, layout, string, '\n');
  const items = node.items.map((item) => writeNode(item, layout, string, '\n'));
  return `[${items.join(layout.ends.between)}]`;
}

function writeNode(
  node: JsonNode,
  layout: Layout,
  string: (raw: string) => string,
  line: string,
): string {
  if (node.kind === 'string') return string(node.raw);
  if (node.kind === 'object') return writeObject(node.members, layout, string, line);
  if (node.kind !== 'array') return node.raw;
  const isInline = layout.indent === null || layout.inlineLists === true;
  const inner = isInline ? line : line + (layout.indent ?? '');
  const items = node.items.map((item) => writeNode(item, layout, string, inner));
  if (layout.inlineLists === true) return items.length === 0 ? '[ ]' : `[ ${items.join(', ')} ]`;
  if (items.length === 0) return '[]';
  if (layout.indent === null) return `[${items.join(layout.item)}]`;
  return `[${inner}${items.join(layout.item + inner)}${line}]`;
}

function writeObject(
  members: readonly JsonMember[],
  layout: Layout,
  string: (raw: string) => string,
  line: string,
): string {
  if (members.length === 0) return layout.inlineLists === true ? '{ }' : '{}';
  const inner = layout.indent === null ? line : line + layout.indent;
  const written = members.map(
    ({ key, value }) => string(key) + layout.key + writeNode(value, layout, string, inner),
  );
  if (layout.indent === null) return `{${written.join(layout.item)}}`;
  return `{${inner}${written.join(layout.item + inner)}${line}}`;
}
