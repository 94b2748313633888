import type { OutputEvent } from '../../src/core/events.ts';
import type { HttpSender, OutgoingRequest, SendResult } from '../../src/core/ports.ts';

/** What a target does with one attempt: a status, or no answer at all. */
export type Reaction = number | 'refused' | 'hang';

export interface ScriptedSender extends HttpSender {
  readonly sent: readonly (OutgoingRequest & { readonly atMs: number })[];
}

/** A sender whose target reacts as told; it takes no time. `hang` answers only when the attempt is cut. */
export function scriptedSender(
  nowMs: () => number,
  react: (request: OutgoingRequest, ordinal: number) => Reaction,
): ScriptedSender {
  const sent: (OutgoingRequest & { readonly atMs: number })[] = [];
  return {
    sent,
    close: async () => {},
    send: async (request) => {
      sent.push({ ...request, atMs: nowMs() });
      const reaction = react(request, sent.length);
      if (reaction === 'hang') return await untilCut(request);
      if (reaction === 'refused') {
        return { ok: false, failure: { kind: 'refused', detail: 'connection refused' } };
      }
      return {
        ok: true,
        response: { status: reaction, headers: [], body: new Uint8Array(0) },
      };
    },
  };
}

function untilCut(request: OutgoingRequest): Promise<SendResult> {
  return new Promise((resolve) => {
    request.signal?.addEventListener('abort', () =>
      resolve({ ok: false, failure: { kind: 'aborted', detail: 'interrupted' } }),
    );
  });
}

/** An output that keeps what it is given. */
export function collectingOutput(): {
  readonly events: OutputEvent[];
  event(event: OutputEvent): void;
  ofType<T extends OutputEvent['type']>(type: T): Extract<OutputEvent, { type: T }>[];
} {
  const events: OutputEvent[] = [];
  return {
    events,
    event: (event) => void events.push(event),
    ofType: (type) =>
      // The filter proves the type, which the checker can't follow through the type parameter.
      events.filter((event) => event.type === type) as Extract<
        OutputEvent,
        { type: typeof type }
      >[],
  };
}
