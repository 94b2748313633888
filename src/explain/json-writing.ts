import { utf8Bytes } from '../core/bytes.ts';
import { JSON_STRING, type JsonBody, type JsonNode, type JsonText } from './json-body.ts';
import { LAYOUTS, type Layout, writeJson } from './json-layout.ts';
import {
  encodeJsonString,
  type StringStyle,
  type StringTraits,
  stylesFor,
  traitsOf,
} from './json-strings.ts';

/** A change of the value itself, with the words for it. */
export interface TreeChange {
  /** Continues "the body". */
  readonly name: string;
  readonly apply: (root: JsonNode) => JsonNode;
}

/** One way to write a body's JSON; `null` leaves a thing as it is here. */
export interface JsonVariant {
  readonly layout: Layout | null;
  readonly strings: StringStyle | null;
  readonly order: TreeChange | null;
  readonly empties: TreeChange | null;
  readonly numbers: TreeChange | null;
}

export const AS_HELD: JsonVariant = {
  layout: null,
  strings: null,
  order: null,
  empties: null,
  numbers: null,
};

/** A body's JSON, and the style it is written in. */
export class JsonWriting {
  readonly texts: JsonBody;
  /** The usual ones, and those of the provider. */
  readonly layouts: readonly Layout[];
  readonly traits: StringTraits;
  /** `null` when its strings follow no one style. */
  readonly heldStrings: StringStyle | null;
  /** `null` when its blanks follow no one layout. */
  readonly heldLayout: Layout | null;
  readonly #decoded = new Map<string, string>();
  readonly #encoded = new Map<StringStyle, Map<string, string>>();
  readonly #trees = new Map<string, readonly JsonNode[]>();
  readonly #changeIds = new Map<TreeChange, number>();

  constructor(texts: JsonBody, ownLayouts: readonly Layout[] = []) {
    this.texts = texts;
    this.layouts = [...LAYOUTS, ...ownLayouts];
    for (const { text } of texts) {
      for (const [raw] of text.matchAll(JSON_STRING)) this.#decode(raw);
    }
    this.traits = traitsOf(this.#decoded.values());
    const strings = [...this.#decoded];
    this.heldStrings =
      stylesFor(this.traits).find((style) =>
        strings.every(([raw, text]) => encodeJsonString(text, style) === raw),
      ) ?? null;
    this.heldLayout =
      this.layouts.find((layout) => texts.every((text) => isLaidOut(text, layout))) ?? null;
  }

  get isLines(): boolean {
    return this.texts.length > 1;
  }

  /** The body in another form; `undefined` when that needs a layout and it has none. */
  write(variant: JsonVariant): Uint8Array | undefined {
    const layout = variant.layout ?? this.heldLayout;
    const { order, empties, numbers } = variant;
    const isSameTree = order === null && empties === null && numbers === null;
    const string = this.#stringWriter(variant.strings);
    if (layout === null) {
      return isSameTree
        ? joined(this.texts, ({ text }) => text.replace(JSON_STRING, string))
        : undefined;
    }
    const trees = this.#changedTrees([order, empties, numbers]);
    return joined(
      this.texts,
      ({ root }, index) => writeJson(trees[index] ?? root, layout, string),
      layout.ends?.tail,
    );
  }

  /** The changes that have an effect, each effect once. */
  effective(changes: readonly TreeChange[]): readonly TreeChange[] {
    const working = changes.filter((change) =>
      this.#changedTrees([change]).some((root, index) => root !== this.texts[index]?.root),
    );
    if (working.length < 2) return working;
    const seen = new Set<string>();
    return working.filter((change) => {
      const trees = this.#changedTrees([change]);
      const text = trees.map((root) => writeJson(root, COMPACT, sameText)).join();
      const isNew = !seen.has(text);
      seen.add(text);
      return isNew;
    });
  }

  #changedTrees(changes: readonly (TreeChange | null)[]): readonly JsonNode[] {
    const applied = changes.filter((change) => change !== null);
    const key = applied.map((change) => this.#idOf(change)).join();
    const known = this.#trees.get(key);
    if (known !== undefined) return known;
    const trees = this.texts.map(({ root }) =>
      applied.reduce((node, change) => change.apply(node), root),
    );
    this.#makeRoom(this.#trees);
    this.#trees.set(key, trees);
    return trees;
  }

  /** Forgets the oldest, so that a large body is not held many times over. */
  #makeRoom(kept: Map<unknown, unknown>): void {
    const length = this.texts.reduce((sum, { text }) => sum + text.length, 1);
    const [oldest] = kept.keys();
    if (kept.size >= Math.max(2, KEPT_CHARACTERS / length)) kept.delete(oldest);
  }

  #idOf(change: TreeChange): number {
    const id = this.#changeIds.get(change) ?? this.#changeIds.size;
    this.#changeIds.set(change, id);
    return id;
  }

  #stringWriter(style: StringStyle | null): (raw: string) => string {
    if (style === null) return sameText;
    const known = this.#encoded.get(style) ?? new Map<string, string>();
    if (known.size === 0) this.#makeRoom(this.#encoded);
    this.#encoded.set(style, known);
    return (raw) => {
      const found = known.get(raw);
      if (found !== undefined) return found;
      const written = encodeJsonString(this.#decode(raw), style);
      known.set(raw, written);
      return written;
    };
  }

  #decode(raw: string): string {
    const found = this.#decoded.get(raw);
    if (found !== undefined) return found;
    const text = JSON.parse(raw) as string; // a string of a text that is known to be JSON
    this.#decoded.set(raw, text);
    return text;
  }
}

/** Of all that is kept to be written again in yet another way. */
const KEPT_CHARACTERS = 8 * 1024 * 1024;

const COMPACT = LAYOUTS[0] as Layout; // the list is not empty

function isLaidOut({ text, root }: JsonText, layout: Layout): boolean {
  // Strings hold no line ends, so that one tells which layouts are worth a look.
  if (text.includes('\n') && layout.indent === null && layout.ends === undefined) return false;
  return writeJson(root, layout, sameText) === text;
}

function sameText(raw: string): string {
  return raw;
}

function joined(
  texts: JsonBody,
  write: (text: JsonText, index: number) => string,
  tail?: string,
): Uint8Array {
  const written = texts.map((text, index) => text.lead + write(text, index) + (tail ?? text.tail));
  return utf8Bytes(written.join(''));
}
