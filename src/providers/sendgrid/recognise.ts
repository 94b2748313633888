import type { RequestView } from '../../core/request-view.ts';
import { member, stringMember, type UnknownRecord } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { isInboundPost, receivedEvents } from './received.ts';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.ts';

const USER_AGENT = /^(?:SendGrid Event API|Sendlib\/)/;

export function recognise(view: RequestView): Confidence {
  const has = (name: string): boolean => view.header(name) !== undefined;
  if (has(SIGNATURE_HEADER) || has(TIMESTAMP_HEADER)) return Confidence.certain;
  if (USER_AGENT.test(view.header('user-agent') ?? '')) return Confidence.certain;
  if (isInboundPost(view)) return mailConfidence(view);
  const [first] = receivedEvents(view);
  return first === undefined ? Confidence.none : eventConfidence(view, first);
}

function eventConfidence(view: RequestView, event: UnknownRecord): Confidence {
  if (stringMember(event, 'sg_event_id') !== undefined) {
    return Array.isArray(view.json()) ? Confidence.certain : Confidence.likely;
  }
  return member(event, 'sg_message_id') === undefined ? Confidence.none : Confidence.likely;
}

/** Other services post mails in the same parts to be taken for SendGrid; only the boundary is its own. */
function mailConfidence(view: RequestView): Confidence {
  const own = /boundary="?xYzZY/.test(view.header('content-type') ?? '');
  if (own) return Confidence.certain;
  return view.field('SPF') === undefined ? Confidence.possible : Confidence.likely;
}
