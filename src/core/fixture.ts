import { InputError } from './errors.ts';
import type { HeaderList } from './headers.ts';
import type { JsonValue } from './json.ts';
import { formatProblem, type LocatedProblem } from './located-problem.ts';

/**
 * A request body as a fixture holds it. `bytes`: written as `body`, `body_base64`, `json` or `form`; `file`: a path with
 * forward slashes beside or below the fixture; `events`: values for the provider's own batch encoding.
 */
export type FixtureBody =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'events'; readonly values: readonly JsonValue[] };

export interface FixtureRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: FixtureBody;
}

/** What the target answered when the request was captured. */
export interface FixtureResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array | null;
  readonly durationMs: number | null;
}

/** One document of a fixture file, version 1. */
export interface Fixture {
  readonly provider: string | null;
  /** Canonical event name. */
  readonly event: string | null;
  /** RFC 3339 time as written. */
  readonly capturedAt: string | null;
  readonly note: string | null;
  readonly request: FixtureRequest;
  readonly response: FixtureResponse | null;
}

/** A fixture ready to use: its body is never of kind `file`. */
export interface LoadedFixture {
  readonly file: string;
  /** Number of the document in its file, from 0. */
  readonly index: number;
  /** The file; `file#2` for its second document, and so on. */
  readonly source: string;
  readonly fixture: Fixture;
}

/** What one document of a file came to. */
export type FixtureReading =
  | { readonly ok: true; readonly loaded: LoadedFixture }
  | { readonly ok: false; readonly problem: LocatedProblem };

/** A fixture that can't be used where there is nothing to go on without it. */
export class FixtureError extends InputError {
  override readonly code = 'WHK_FIXTURE';
  readonly problem: LocatedProblem;

  constructor(problem: LocatedProblem) {
    super(formatProblem(problem));
    this.problem = problem;
  }
}
