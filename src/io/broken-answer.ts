import { errors } from 'undici';
import type { TransportFailure } from '../core/ports.ts';
import { isConnectionLost } from './used-connections.ts';

/** An answer's names and values together. */
export const MAX_HEAD_BYTES = 256 * 1024;

/** How far an answer had come. */
export interface AnswerSoFar {
  readonly hasBegun: boolean;
  /** 0 until its headers are whole. */
  readonly status: number;
}

/** What undici says of an answer that it breaks off, in its error's message. */
const BROKEN_OFF: Readonly<Record<string, string>> = {
  'bad upgrade': 'HOST switches to another protocol (101), which nobody asked for',
  'bad response': 'HOST sent a 100 Continue that nobody asked for, or an answer to nothing',
};

/** Says what is wrong with an answer that began; `null` where the error is about something else. */
export function brokenAnswer(
  error: unknown,
  host: string,
  { hasBegun, status }: AnswerSoFar,
): TransportFailure | null {
  if (error instanceof errors.HeadersOverflowError) {
    return protocol(`the headers of the answer of ${host} are over ${MAX_HEAD_BYTES / 1024} KiB`);
  }
  if (error instanceof errors.ResponseContentLengthMismatchError) {
    const detail = `the Content-Length of the answer of ${host} is not the length of its body (a 304 may have none), or is there twice`;
    return protocol(detail);
  }
  if (!hasBegun || !isConnectionLost(error)) return null;
  const brokenOff = BROKEN_OFF[error.message];
  if (brokenOff !== undefined) return protocol(brokenOff.replace('HOST', host));
  return {
    kind: 'reset',
    detail:
      status === 0
        ? `${host} closed the connection within the headers of its answer`
        : `${host} answered ${status}, and closed the connection before the answer was whole`,
    hint: 'look for a crash in the log of the receiver, or check the Content-Length of its answer',
  };
}

function protocol(detail: string): TransportFailure {
  return { kind: 'protocol', detail, hint: null };
}
