import type { RequestView } from '../../core/request-view.ts';
import { Confidence } from '../types.ts';
import { eventsText } from './received.ts';
import { SIGNATURE_HEADER } from './signature.ts';

const USER_AGENT_PREFIX = 'Mandrill-Webhook/';

/** The header and the field have the provider's name in theirs. */
export function recognise(view: RequestView): Confidence {
  if (view.header(SIGNATURE_HEADER) !== undefined) return Confidence.certain;
  if (view.header('user-agent')?.startsWith(USER_AGENT_PREFIX)) return Confidence.certain;
  const events = eventsText(view);
  if (events === undefined) return Confidence.none;
  return events.trimStart().startsWith('[') ? Confidence.certain : Confidence.likely;
}
