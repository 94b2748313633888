import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { PING_MESSAGE, PING_TYPE } from './account-events.ts';
import { hasSignatureShape, MISTAKEN_HEADER, SIGNATURE_HEADER } from './signature.ts';

/** Types that nobody else is likely to use. */
const OWN_TYPES =
  /^(?:sender_identity\.verified|inbound_forward\.failed|inbound_message\.rejected|email_(?:single|list)\.verified|bulk_email\.completed|recipient\.on_hold_(?:added|removed))$/;
const COMMON_TYPES = /^(?:maintenance\.(?:start|end)|sms\.(?:sent|delivered|failed))$/;

/** Others have a header `Signature` too, so the body decides. */
export function recognise(view: RequestView): Confidence {
  const byBody = bodyConfidence(view);
  const isSigned = hasSignatureShape(view.header(SIGNATURE_HEADER));
  if (byBody >= Confidence.possible && isSigned) return Confidence.certain;
  const isNamed = view.header(MISTAKEN_HEADER) !== undefined;
  return isNamed && byBody < Confidence.likely ? Confidence.likely : byBody;
}

function bodyConfidence(view: RequestView): Confidence {
  const body = view.json();
  const type = stringMember(body, 'type');
  if (type === undefined || stringMember(body, 'created_at') === undefined) return Confidence.none;
  const data = member(body, 'data');
  if (type === PING_TYPE) return pingConfidence(stringMember(body, 'message'));
  if (!isRecord(data)) return Confidence.none;
  if (type.startsWith('activity.')) {
    const isCurrent = stringMember(data, 'email_id') !== undefined;
    const isLegacy = member(data, 'object') === 'activity';
    return isCurrent || isLegacy ? Confidence.certain : Confidence.possible;
  }
  if (type === 'inbound.message') {
    const isOwn = stringMember(body, 'inbound_id') !== undefined;
    return isOwn ? Confidence.certain : Confidence.possible;
  }
  if (OWN_TYPES.test(type)) return Confidence.likely;
  return COMMON_TYPES.test(type) ? Confidence.possible : Confidence.none;
}

function pingConfidence(message: string | undefined): Confidence {
  if (message === PING_MESSAGE) return Confidence.certain;
  return message === undefined ? Confidence.none : Confidence.possible;
}
