import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { SIGNATURE_HEADER } from './signature.ts';

const USER_AGENT_PREFIX = 'Stripe/';

export function recognise(view: RequestView): Confidence {
  if (view.header(SIGNATURE_HEADER) !== undefined) return Confidence.certain;
  if (view.header('user-agent')?.startsWith(USER_AGENT_PREFIX)) return Confidence.certain;
  const body = view.json();
  const object = stringMember(body, 'object');
  const hasType = stringMember(body, 'type') !== undefined;
  if (!hasType || (object !== 'event' && object !== 'v2.core.event')) return Confidence.none;
  if (stringMember(body, 'id')?.startsWith('evt_') !== true) return Confidence.possible;
  const isWhole = object === 'v2.core.event' || isRecord(member(member(body, 'data'), 'object'));
  return isWhole ? Confidence.certain : Confidence.likely;
}
