import type { DisorderCount, DisorderEvent, DisorderSummary } from '../core/delivery-events.ts';
import type { OutputEvent } from '../core/events.ts';
import type { Output } from '../core/ports.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import type { Disorder, Placement } from '../delivery/disorder.ts';
import type { Provider } from '../providers/types.ts';

/** The summary names so many deliveries of each kind; each has a line of its own before. */
const KEPT = 100;

/** A delivery and what was drawn for it. */
export interface Disturbed {
  readonly number: number;
  readonly source: string;
  readonly copyOf: number | null;
  readonly placement: Placement;
  /** In the order of sending, from 1, or `null` where that is not known yet. */
  readonly place: number | null;
  readonly provider: Provider | null;
  readonly request: () => WebhookRequest;
}

/** Tells of each delivery what is done to it on purpose, and sums that up. */
export class DisorderReport {
  readonly #run: string;
  readonly #disorder: Disorder;
  readonly #seed: string;
  /** Copies come after what they are copies of. */
  #last: { readonly request: WebhookRequest; readonly ids: readonly string[] } | undefined;
  readonly #counts = { 'left-out': counter(), copy: counter(), 'held-back': counter() };

  constructor(run: string, disorder: Disorder, seed: string) {
    this.#run = run;
    this.#disorder = disorder;
    this.#seed = seed;
  }

  /** What to say of a delivery, or `undefined` when it is as it would be anyway. */
  told(one: Disturbed): DisorderEvent | undefined {
    const { number, source, copyOf, placement, place, provider } = one;
    const done: DisorderEvent['done'] = [
      ...(placement.offsetMs === null ? (['left-out'] as const) : []),
      ...(copyOf === null ? [] : (['copy'] as const)),
      ...(placement.heldBackMs === 0 ? [] : (['held-back'] as const)),
      ...(place === null || place === number ? [] : (['moved'] as const)),
    ];
    if (done.length === 0) return undefined;
    const delivery = `${number}`;
    for (const what of done) if (what !== 'moved') this.#counts[what].add(delivery);
    return {
      type: 'disorder',
      run: this.#run,
      delivery,
      source,
      done,
      copyOf: copyOf === null ? null : `${copyOf}`,
      heldBackMs: placement.heldBackMs,
      place,
      ids: provider === null ? [] : this.#idsIn(provider, one.request()),
    };
  }

  #idsIn(provider: Provider, request: WebhookRequest): readonly string[] {
    if (this.#last?.request === request) return this.#last.ids;
    const ids = provider.describe(viewRequest(request)).flatMap(({ id }) => id ?? []);
    this.#last = { request, ids };
    return ids;
  }

  /** An output that adds the report to the summary of the run. */
  output(output: Output): Output {
    if (!this.isAsked) return output;
    const summary = this.#summary;
    return {
      event: (event: OutputEvent) =>
        output.event(event.type === 'summary' ? { ...event, disorder: summary() } : event),
    };
  }

  /** Whether there is anything to report at all. */
  get isAsked(): boolean {
    const { duplicate, duplicateShare, dropShare, delayMs, shuffle } = this.#disorder;
    const isCopied = duplicate > 0 || duplicateShare !== null;
    return isCopied || dropShare > 0 || delayMs !== null || shuffle;
  }

  readonly #summary = (): DisorderSummary => ({
    seed: this.#seed,
    shuffled: this.#disorder.shuffle,
    leftOut: this.#counts['left-out'].counted(),
    copies: this.#counts.copy.counted(),
    heldBack: this.#counts['held-back'].counted(),
  });
}

function counter(): { add(delivery: string): void; counted(): DisorderCount } {
  const deliveries: string[] = [];
  let count = 0;
  return {
    add: (delivery) => {
      count += 1;
      if (deliveries.length < KEPT) deliveries.push(delivery);
    },
    counted: () => ({ count, deliveries }),
  };
}
