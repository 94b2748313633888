import { seededRandom } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import { type Disorder, type Placement, placements } from '../delivery/disorder.ts';
import { sha256Hex } from '../signing/digest.ts';
import type { SourceReference } from '../store/run-types.ts';
import type { Recorded } from './recorded.ts';

/** A recorded request with its place in the plan. */
export interface PlacedRequest {
  readonly number: number;
  /** Its source; copies say so. */
  readonly source: string;
  /** Number of the request this is a copy of, or `null`. */
  readonly copyOf: number | null;
  readonly recorded: Recorded;
  readonly reference: SourceReference;
  readonly placement: Placement;
}

export interface PlannedSource {
  readonly recorded: Recorded;
  readonly reference: SourceReference;
  readonly capturedAt: string | null;
}

/** Numbers requests in the order of their sources, and draws what disorder does to each. */
export async function* placeRequests(
  sources: AsyncIterable<PlannedSource>,
  disorder: Disorder,
  seed: string,
): AsyncGenerator<PlacedRequest> {
  let number = 0;
  let ordinal = 0;
  let firstAtMs: number | undefined;
  let lastGapMs = 0;
  for await (const { recorded, reference, capturedAt } of sources) {
    ordinal += 1;
    const atMs = capturedAt === null ? Number.NaN : Date.parse(capturedAt);
    if (!Number.isNaN(atMs)) {
      firstAtMs ??= atMs;
      lastGapMs = atMs - firstAtMs; // one without a time comes with the one before it
    }
    const random = seededRandom(`${seed}/disorder/${ordinal}`);
    const original = number + 1;
    for (const placement of placements(disorder, random, lastGapMs)) {
      number += 1;
      const { copy } = placement;
      const copyOf = copy === 0 ? null : original;
      const source = copy === 0 ? recorded.source : `${recorded.source} (copy ${copy})`;
      yield { number, source, copyOf, recorded, reference, placement };
    }
  }
}

/** SHA-256 over all that a request is, so that a source that has changed is noticed. */
export function requestDigest({ method, path, headers, body }: WebhookRequest): Uint8Array {
  const head = Buffer.from(`${JSON.stringify([method, path, headers])}\n`, 'utf8');
  return Buffer.from(sha256Hex(Buffer.concat([head, body])), 'hex');
}
