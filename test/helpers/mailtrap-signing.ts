import { createHmac } from 'node:crypto';
import type { FailedCase } from '../../src/explain/explain.ts';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import { bodyOf, type CaseChanges, caseOf, post, shared } from './failed-cases.ts';

/** HMAC-SHA256 over the raw body, by node:crypto alone. */
export const KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

export function mailtrapHex(body: Uint8Array | string, key: string | Uint8Array = KEY): string {
  return createHmac('sha256', key).update(body).digest('hex');
}

export interface Held {
  /** What is there instead of the body that was signed. */
  readonly body?: Uint8Array | string;
  /** Value of the signature header. */
  readonly signature?: string;
  readonly header?: string;
  readonly secret?: string;
  readonly contentType?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

/** A request whose signature was made over `signed`, as it is held by a receiver that changed something. */
export function mailtrapCase(
  signed: Uint8Array | string,
  held: Held = {},
  changes: CaseChanges = {},
): FailedCase {
  const body = held.body ?? signed;
  const headers = [
    ['Host', '127.0.0.1:4665'],
    ['Content-Type', held.contentType ?? 'application/json'],
    [held.header ?? 'Mailtrap-Signature', held.signature ?? mailtrapHex(signed)],
    ...(held.headers ?? []),
  ] as const;
  const request = post(typeof body === 'string' ? bodyOf(body) : body, headers);
  return caseOf(mailtrap, request, [shared(held.secret ?? KEY)], changes);
}
