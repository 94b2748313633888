import type { Clock } from '../core/ports.ts';
import type { Aspect, Change, Hypothesis, Subject, VerifyCase, WrongWay } from './types.ts';
import { changedCase, fittingCase, verifyCase } from './verify-case.ts';

/** A hypothesis that reproduces the received signature. */
export interface Confirmed {
  readonly way: WrongWay;
  readonly hypothesis: Hypothesis;
  /** A second mistake without which the first does not explain it. */
  readonly besides: { readonly way: WrongWay; readonly hypothesis: Hypothesis } | null;
  /** The case whose signature the received one is. */
  readonly fitting: VerifyCase;
}

export interface SearchLimits {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly budgetMs: number;
}

/** What a search came to: a cause, or nothing after trying all there is, or as much as the time allowed. */
export interface SearchResult {
  readonly confirmed: Confirmed | undefined;
  readonly tried: number;
  readonly outOfTime: boolean;
}

/** Aspects that may be wrong together, with how many hypotheses of each are combined. */
const PAIRS: readonly (readonly [left: Aspect, right: Aspect])[] = [
  ['secret', 'body'],
  ['secret', 'signature'],
  ['body', 'signature'],
  ['secret', 'url'],
  ['url', 'body'],
  ['headers', 'secret'],
  ['options', 'secret'],
];
/** Hypotheses of one entry that are combined. */
const PAIRED = 8;
const PAIRED_DEEP = 60;
const PAIRED_BYTES = 4 * 1024 * 1024;

/** Goes through the table, then through pairs; the first hypothesis that reproduces the signature wins. */
export function search(
  subject: Subject,
  table: readonly WrongWay[],
  limits: SearchLimits,
): SearchResult {
  const run = new Search(subject, limits);
  const ways =
    subject.verification.status === 'unsigned' ? table.filter((way) => way.whenUnsigned) : table;
  const confirmed =
    run.singles(ways, (way) => way.hypotheses(subject)) ??
    run.singles(ways, (way) => way.rarer?.(subject) ?? []) ??
    run.pairs(ways);
  return { confirmed, tried: run.tried, outOfTime: run.outOfTime };
}

class Search {
  readonly #subject: Subject;
  readonly #limits: SearchLimits;
  readonly #endMs: number;
  tried = 0;
  outOfTime = false;

  constructor(subject: Subject, limits: SearchLimits) {
    this.#subject = subject;
    this.#limits = limits;
    this.#endMs = limits.clock.monotonicMs() + limits.budgetMs;
  }

  singles(
    ways: readonly WrongWay[],
    hypotheses: (way: WrongWay) => Iterable<Hypothesis>,
  ): Confirmed | undefined {
    for (const way of ways) {
      for (const hypothesis of hypotheses(way)) {
        if (this.#isOver()) return undefined;
        const fitting = this.#fitting(way, hypothesis);
        if (fitting !== undefined) return { way, hypothesis, besides: null, fitting };
      }
    }
    return undefined;
  }

  pairs(ways: readonly WrongWay[]): Confirmed | undefined {
    // All bodies of a pair are in memory at once.
    const most = Math.floor(PAIRED_BYTES / (this.#subject.request.body.length + 1));
    const limit = Math.min(this.#subject.deep ? PAIRED_DEEP : PAIRED, most);
    if (limit === 0) return undefined;
    for (const [left, right] of PAIRS) {
      const lefts = candidates(left, ways, this.#subject, limit);
      const rights = lefts.length === 0 ? [] : candidates(right, ways, this.#subject, limit);
      for (const one of lefts) {
        for (const other of rights) {
          if (this.#isOver()) return undefined;
          if (overlap(one.hypothesis.change, other.hypothesis.change)) continue;
          const change = { ...one.hypothesis.change, ...other.hypothesis.change };
          const fitting = this.#fittingChange(change);
          if (fitting !== undefined) return this.#inOrder(one, other, fitting, ways);
        }
      }
    }
    return undefined;
  }

  #inOrder(
    one: Candidate,
    other: Candidate,
    fitting: VerifyCase,
    ways: readonly WrongWay[],
  ): Confirmed {
    const isFirst = ways.indexOf(one.way) <= ways.indexOf(other.way);
    return { ...(isFirst ? one : other), besides: isFirst ? other : one, fitting };
  }

  #fitting(way: WrongWay, hypothesis: Hypothesis): VerifyCase | undefined {
    const { change } = hypothesis;
    if (hypothesis.reproduces !== undefined) {
      this.tried += 1;
      return hypothesis.reproduces() ? changedCase(this.#subject, change) : undefined;
    }
    if (way.aspect !== 'time') return this.#fittingChange(change);
    // A wrong time is wrong only against the real limit.
    this.tried += 1;
    const changed = changedCase(this.#subject, change);
    return verifyCase(this.#subject.provider, changed).status === 'ok' ? changed : undefined;
  }

  #fittingChange(change: Change): VerifyCase | undefined {
    this.tried += 1;
    const { provider, request } = this.#subject;
    return fittingCase(provider, changedCase(this.#subject, change), request);
  }

  #isOver(): boolean {
    this.outOfTime ||= this.#limits.clock.monotonicMs() >= this.#endMs;
    return this.outOfTime;
  }
}

interface Candidate {
  readonly way: WrongWay;
  readonly hypothesis: Hypothesis;
}

/** The first hypotheses of every entry about that aspect. */
function candidates(
  aspect: Aspect,
  ways: readonly WrongWay[],
  subject: Subject,
  limit: number,
): readonly Candidate[] {
  return ways
    .filter((way) => way.aspect === aspect)
    .flatMap((way) =>
      first(limit, way.hypotheses(subject))
        .filter(({ reproduces }) => reproduces === undefined)
        .map((hypothesis) => ({ way, hypothesis })),
    );
}

function first<T>(count: number, items: Iterable<T>): readonly T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

/** Two changes of one thing can't be made at once. */
function overlap(left: Change, right: Change): boolean {
  return Object.keys(left).some((key) => key in right);
}
