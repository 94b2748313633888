import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { RESEND_HEADERS } from './headers.ts';
import { canonicalName } from './wire-names.ts';

const FAMILY = /^(?:email|contact|domain|suppression|topic|inbox)\./;

/** Many senders have the Svix headers, so the body decides; without them its fields may as well be a receiver's own. */
export function recognise(view: RequestView): Confidence {
  const body = view.json();
  const type = stringMember(body, 'type') ?? '';
  const data = member(body, 'data');
  const hasEnvelope = stringMember(body, 'created_at') !== undefined && isRecord(data);
  if (!hasEnvelope || !FAMILY.test(type)) return Confidence.none;
  const isKnown = canonicalName(type, data) !== null;
  if (view.header(RESEND_HEADERS.signature) !== undefined || hasSvixId(view)) {
    return isKnown || hasMailFields(data) ? Confidence.certain : Confidence.likely;
  }
  if (!isKnown) return Confidence.none;
  return hasMailFields(data) || hasOwnFields(data) ? Confidence.likely : Confidence.possible;
}

function hasSvixId(view: RequestView): boolean {
  return view.header(RESEND_HEADERS.id) !== undefined;
}

function hasMailFields(data: unknown): boolean {
  return stringMember(data, 'email_id') !== undefined;
}

function hasOwnFields(data: unknown): boolean {
  return ['audience_id', 'records', 'inbox_id', 'source_id', 'default_subscription', 'topics'].some(
    (key) => member(data, key) !== undefined,
  );
}
