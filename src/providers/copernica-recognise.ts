import type { RequestView } from '../core/request-view.ts';
import { parseSignatureHeader } from '../signing/http-signature.ts';
import { type EventBody, readEventBody } from './copernica-body.ts';
import { eventType, PROFILE_TYPES } from './copernica-describe.ts';
import type { SenderKind } from './copernica-signature.ts';
import { isCopernicaKeyId } from './copernica-verification.ts';
import { Confidence } from './types.ts';

const SHARED_TYPES = new Set(['bounce', 'failure', 'click', 'open']);

/** How sure the product that `kind` stands for is of a request; the other product gets the rest. */
export function recogniseCopernica(view: RequestView, kind: SenderKind): Confidence {
  const id = view.header('x-copernica-id')?.trim();
  const prefix = /^(environment|account)[-_]/i.exec(id ?? '')?.[1]?.toLowerCase();
  if (prefix !== undefined) return prefix === kind ? Confidence.certain : Confidence.none;
  const body = readEventBody(view);
  const owner = body === undefined ? undefined : bodyOwner(body);
  if (id !== undefined || signedByCopernica(view)) {
    return owner === kind || owner === 'either' ? Confidence.likely : Confidence.none;
  }
  if (owner === 'either') return kind === 'environment' ? Confidence.possible : Confidence.none;
  return owner === kind ? Confidence.likely : Confidence.none;
}

function signedByCopernica(view: RequestView): boolean {
  const signature = parseSignatureHeader(view.header('signature') ?? '');
  return !('error' in signature) && isCopernicaKeyId(signature.keyId);
}

/** Which product sends a body of this shape. */
function bodyOwner(body: EventBody): SenderKind | 'either' | undefined {
  const type = eventType(body);
  const has = (...names: readonly string[]): boolean =>
    names.every((name) => body.value(name) !== undefined);
  const timed = has('time') || has('timestamp');
  if (type === undefined) return undefined;
  if (type === 'abuse') return has('id', 'emailfrom', 'mime') ? 'environment' : undefined;
  if (PROFILE_TYPES.has(type)) {
    return timed && has('profile', 'database') ? 'account' : undefined;
  }
  if (type === 'unsubscribe') {
    return timed && has('id', 'profile', 'database', 'mailing') ? 'account' : undefined;
  }
  if (!timed || !has('id', 'recipient')) return undefined;
  if (type === 'delivery') return has('code') ? 'environment' : 'either';
  return SHARED_TYPES.has(type) ? 'either' : undefined;
}
