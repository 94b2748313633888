import type { HeaderList } from './headers.ts';
import type { RetryProfile } from './schedule.ts';

/** What there is to know about an event of a provider. */
export interface EventFacts {
  readonly name: string;
  readonly wireName: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly generation: 'current' | 'legacy';
  readonly formats: readonly string[];
  /** Name of the retry profile that applies. */
  readonly retry: string;
}

/** What there is to know about a provider, as plain values for showing. */
export interface ProviderFacts {
  readonly name: string;
  readonly title: string;
  readonly group: string;
  readonly docsUrl: string;
  readonly sources: readonly string[];
  readonly scheme: string;
  readonly schemeSummary: string;
  /** What the signature covers, in words: `body`, `timestamp` … */
  readonly covers: readonly string[];
  readonly toleranceMs: number | null;
  readonly secretShape: string;
  readonly events: readonly EventFacts[];
  readonly retry: readonly [RetryProfile, ...RetryProfile[]];
  readonly batch: { readonly max: number; readonly windowMs: number } | null;
  readonly options: readonly {
    readonly name: string;
    readonly summary: string;
    readonly default: string;
    readonly choices: readonly string[];
  }[];
  readonly unknowns: readonly {
    readonly what: string;
    readonly chosen: string;
    readonly override: string;
  }[];
}

/** A generated request, to show what an event looks like. */
export interface EventSample {
  readonly event: EventFacts;
  readonly format: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}
