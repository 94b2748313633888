import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';

const TOKEN_SHAPE = /^[0-9a-f]{50}$/;
const SIGNATURE_SHAPE = /^[0-9a-f]{64}$/;
const SECONDS_SHAPE = /^\d{9,11}$/;
const LEGACY_EVENTS = new Set([
  'delivered',
  'opened',
  'clicked',
  'unsubscribed',
  'complained',
  'bounced',
  'dropped',
]);

/** Mailgun has no header of its own but its User-Agent; the signature's shape in the body tells. */
export function recogniseMailgun(view: RequestView): Confidence {
  const byBody = bodyConfidence(view);
  const byAgent = /^mailgun\//i.test(view.header('user-agent') ?? '');
  if (!byAgent) return byBody;
  return byBody === Confidence.none ? Confidence.possible : Confidence.certain;
}

function bodyConfidence(view: RequestView): Confidence {
  if (view.kind === 'json') return jsonConfidence(view.json());
  return view.kind === 'form' || view.kind === 'multipart' ? formConfidence(view) : Confidence.none;
}

function jsonConfidence(body: unknown): Confidence {
  const eventData = member(body, 'event-data');
  if (!isRecord(eventData)) return Confidence.none;
  const signature = member(body, 'signature');
  const isSigned = ['timestamp', 'token', 'signature'].every(
    (name) => member(signature, name) !== undefined,
  );
  if (isSigned) return Confidence.certain;
  return stringMember(eventData, 'event') === undefined ? Confidence.possible : Confidence.likely;
}

function formConfidence(view: RequestView): Confidence {
  const has = (name: string): boolean => view.field(name) !== undefined;
  const isMailgunEvent = LEGACY_EVENTS.has(view.field('event') ?? '') && has('domain');
  const isMail = has('message-headers') || has('body-mime');
  const token = view.lastField('token');
  const timestamp = view.lastField('timestamp');
  if (token !== undefined && TOKEN_SHAPE.test(token) && SECONDS_SHAPE.test(timestamp ?? '')) {
    const isSigned = SIGNATURE_SHAPE.test(view.lastField('signature') ?? '');
    if (isSigned && (isMailgunEvent || isMail)) return Confidence.certain;
    return has('event') || isMail || has('recipient') ? Confidence.likely : Confidence.none;
  }
  if (!has('recipient')) return Confidence.none;
  return isMailgunEvent || isMail ? Confidence.possible : Confidence.none;
}
