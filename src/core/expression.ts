import { UsageError } from './errors.ts';
import {
  type Field,
  NAMED_FIELDS,
  OPERATORS,
  type Operator,
  PLAIN_FIELDS,
  type Wanted,
  wantedOf,
} from './expression-terms.ts';
import { parsePath } from './json-path.ts';
import { canRunAway } from './pattern-cost.ts';
import { suggestionHint } from './suggest.ts';

export type Expression =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'term'; readonly field: Field; readonly wanted: Wanted };

/**
 * Reads an expression such as `provider=mailgun event~bounce status>=500 json:.event-data.severity=permanent header:x-foo`.
 *
 * Terms side by side must all hold; `or`, `not` and parentheses work as usual, `and` may be written. `=` compares whole
 * values, `~` looks for a part without regard to case, or matches a pattern (`path~/^\/hooks/`); numbers and sizes
 * compare with `<`, `<=`, `>`, `>=`; a field alone asks whether it is there. Values with blanks stand in quotes. What no
 * request can fit is a mistake.
 *
 * @throws {UsageError} that names the column and shows the place
 */
export function parseExpression(text: string): Expression {
  return new ExpressionParser(text).parse();
}

const RUNS_AWAY =
  'a sender could keep this pattern busy without end: what it repeats fits a text in several ways, as (a+)+ does; let it fit in one way only';

/** Reading and matching go as deep as an expression does. */
const MAX_DEPTH = 200;

class ExpressionParser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Expression {
    this.#skipBlanks();
    if (this.#atEnd()) this.#fail('an expression, such as provider=mailgun');
    const expression = this.#any();
    if (!this.#atEnd()) this.#fail('the end, or another term');
    return expression;
  }

  #any(): Expression {
    const parts = [this.#all()];
    while (this.#takeWord('or')) parts.push(this.#all());
    return parts.length === 1 ? (parts[0] as Expression) : { kind: 'any', parts }; // one part is there
  }

  #all(): Expression {
    const parts = [this.#unary()];
    for (;;) {
      if (this.#takeWord('and')) {
        parts.push(this.#unary());
      } else if (this.#atEnd() || this.#peek() === ')' || this.#peekWord('or')) {
        return parts.length === 1 ? (parts[0] as Expression) : { kind: 'all', parts }; // one part is there
      } else {
        parts.push(this.#unary());
      }
    }
  }

  #unary(): Expression {
    if (this.#depth === MAX_DEPTH) this.#fail('', `more than ${MAX_DEPTH} levels of not and ( )`);
    this.#depth += 1;
    const expression = this.#deeper();
    this.#depth -= 1;
    return expression;
  }

  #deeper(): Expression {
    if (this.#takeWord('not')) return { kind: 'not', part: this.#unary() };
    if (this.#peek() !== '(') return this.#term();
    this.#take(1);
    const inner = this.#any();
    if (this.#peek() !== ')') this.#fail('")"');
    this.#take(1);
    return inner;
  }

  #term(): Expression {
    const field = this.#field();
    const operator = OPERATORS.find((symbol) => this.#text.startsWith(symbol, this.#at));
    if (operator === undefined) {
      this.#endOfTerm();
      return { kind: 'term', field, wanted: { operator: 'present' } };
    }
    this.#at += operator.length;
    const wanted = this.#wanted(field, operator);
    this.#endOfTerm();
    return { kind: 'term', field, wanted };
  }

  #wanted(field: Field, operator: Operator): Wanted {
    if ((operator === '~' || operator === '!~') && this.#peek() === '/') {
      return { operator, value: '', pattern: this.#pattern() };
    }
    const start = this.#at;
    // An operator of another language, such as ==, =~ or =>; a value that begins so stands in quotes.
    if (/^!?=$/.test(operator) && /[=~>]/.test(this.#peek() ?? '')) {
      this.#fail('a value', 'there is no such operator; = != ~ !~ < <= > >= are known');
    }
    const wanted = wantedOf(field, operator, this.#value());
    if (!('misfit' in wanted)) return wanted;
    this.#at = start;
    return this.#fail('a value', wanted.misfit);
  }

  #field(): Field {
    const start = this.#at;
    const word = this.#match(/[a-z_-]+/iy);
    if (word === '') this.#fail('a field, such as provider, event or header:x-name');
    const plain = PLAIN_FIELDS.find((name) => name === word);
    if (plain !== undefined) return { kind: plain };
    const named = NAMED_FIELDS.find((name) => name === word);
    if (named === undefined) {
      this.#at = start;
      const known = [...PLAIN_FIELDS, ...NAMED_FIELDS.map((name) => `${name}:`)];
      this.#fail('a field', `unknown field "${word}"; ${suggestionHint(word, known)}`);
    }
    if (this.#peek() !== ':') this.#fail(`":" and a name after ${named}`);
    this.#at += 1;
    return named === 'json' ? this.#jsonField() : { kind: named, name: this.#name(named) };
  }

  #name(kind: string): string {
    const name = this.#peek() === '"' ? this.#quoted() : this.#match(/[^\s=!~<>()"]+/y);
    if (name === '') this.#fail(`a name after ${kind}:`);
    return name;
  }

  #jsonField(): Field {
    const start = this.#at;
    const text = this.#match(/(?:\["(?:[^"\\]|\\.)*"\]|[^\s=!~<>()"])+/y);
    const path = parsePath(text.replace(/^\./, ''));
    if (path !== undefined) return { kind: 'json', path };
    this.#at = start;
    return this.#fail('a path, such as json:.event-data.severity');
  }

  #value(): string {
    if (this.#peek() === '"') return this.#quoted();
    const value = this.#match(/[^\s()"]+/y);
    if (value === '') this.#fail('a value (in quotes when it has blanks)');
    return value;
  }

  #quoted(): string {
    const start = this.#at;
    const token = this.#match(/"(?:[^"\\]|\\.)*"/y);
    if (token !== '') return token.slice(1, -1).replace(/\\(.)/g, '$1');
    this.#at = start;
    return this.#fail('a closing quote');
  }

  #pattern(): RegExp {
    const start = this.#at;
    const token = this.#match(/\/((?:[^/\\\n]|\\.)+)\/(i?)/y);
    const end = token.lastIndexOf('/');
    const pattern = token === '' ? undefined : regExp(token.slice(1, end), token.slice(end + 1));
    if (pattern !== undefined && !canRunAway(pattern)) return pattern;
    this.#at = start;
    return pattern === undefined
      ? this.#fail('a pattern, such as /^abc/ or /abc/i')
      : this.#fail('another pattern', RUNS_AWAY);
  }

  #endOfTerm(): void {
    const next = this.#peek();
    if (next !== undefined && next !== ')' && !/\s/.test(next)) {
      this.#fail('a blank, or one of = != ~ !~ < <= > >=');
    }
    this.#skipBlanks();
  }

  #peekWord(word: string): boolean {
    const end = this.#text.charAt(this.#at + word.length);
    return this.#text.startsWith(word, this.#at) && (end === '' || /[\s(]/.test(end));
  }

  #takeWord(word: string): boolean {
    if (!this.#peekWord(word)) return false;
    this.#take(word.length);
    return true;
  }

  #take(length: number): void {
    this.#at += length;
    this.#skipBlanks();
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }

  #skipBlanks(): void {
    this.#match(/\s*/y);
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  #fail(expected: string, reason?: string): never {
    const found = this.#atEnd() ? 'the end' : `"${this.#text.slice(this.#at, this.#at + 12)}"`;
    throw new UsageError(
      `expression, column ${this.#at + 1}: ${reason ?? `expected ${expected}, found ${found}`}`,
      { hint: `${this.#text.slice(0, this.#at)} >>> ${this.#text.slice(this.#at)}` },
    );
  }
}

function regExp(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
