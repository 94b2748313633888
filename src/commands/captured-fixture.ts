import type { LoadedFixture } from '../core/fixture.ts';
import type { CapturedRequest } from '../core/request.ts';

interface Recognised {
  readonly provider: string | null;
  readonly event: string | null;
  /** ISO 8601, or `null` where it does not matter. */
  readonly capturedAt: string | null;
}

/** A capture of the history as a fixture, to be replayed like one. */
export function capturedFixture(
  { id, method, path, headers, body }: CapturedRequest,
  { provider, event, capturedAt }: Recognised,
): LoadedFixture {
  return {
    file: 'history',
    index: 0,
    source: `#${id}`,
    fixture: {
      provider,
      event,
      capturedAt,
      note: null,
      request: { method, path, headers, body: { kind: 'bytes', bytes: body } },
      response: null,
    },
  };
}
