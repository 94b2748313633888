import type { Fixture } from '../core/fixture.ts';
import type { CapturedExchange } from './pipeline.ts';

const MAX_NAME_LENGTH = 80;

/** A capture as a fixture: the request byte for byte, and what was answered. A body that is not at hand is a file beside it. */
export function fixtureOfCapture(exchange: CapturedExchange, note: string | null = null): Fixture {
  const { request, answered, response, description, delayMs } = exchange;
  return {
    provider: description.provider,
    event: description.events[0]?.name ?? null,
    capturedAt: new Date(request.receivedAtMs).toISOString(),
    note,
    request: {
      method: request.method,
      path: request.path,
      headers: request.headers,
      body:
        request.bodyFile === undefined
          ? { kind: 'bytes', bytes: request.body }
          : { kind: 'file', path: `${request.id}.body` },
    },
    response:
      answered.status === null
        ? null
        : {
            status: response.status,
            headers: response.headers,
            body: response.body,
            durationMs: delayMs > 0 ? delayMs : null,
          },
  };
}

/** File of a capture below the folder it is saved to: `<provider or other>/<id>-<event or method>.yaml`. */
export function captureFileName({ request, description }: CapturedExchange): string {
  const [event] = description.events;
  const what = event?.name ?? event?.wireName ?? request.method;
  return `${description.provider ?? 'other'}/${request.id}-${safeName(what)}.yaml`;
}

/** Names come from senders: only letters, digits, dots, hyphens and underscores reach the file system. */
function safeName(text: string): string {
  const safe = text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, MAX_NAME_LENGTH);
  return safe === '' ? 'request' : safe;
}
