import type { EventSummary } from '../../core/events.ts';
import { isJsonList, isJsonObject, type JsonObject } from '../../core/json.ts';
import type { RequestView } from '../../core/request-view.ts';
import { losslessJson, scalarText } from '../lossless-json.ts';
import { EVENTS } from './events.ts';

const NAMES: ReadonlyMap<string, string> = new Map(
  EVENTS.map(({ wireName, name }) => [wireName, name]),
);

const HARD_OR_UNCLEAR = /^(?:|1|10|25|30|80|90)$/;
const BLOCKED = /^5[0-4]$/;

const PING: EventSummary = { name: 'ping', wireName: 'ping', id: null, recipient: null };

export function describe(view: RequestView): readonly EventSummary[] {
  const body = losslessJson(view);
  if (!isJsonList(body)) return [];
  return body.flatMap((element): EventSummary[] => {
    const msys = isJsonObject(element) ? element['msys'] : undefined;
    if (!isJsonObject(msys)) return [];
    const [member] = Object.entries(msys);
    if (member === undefined) return [PING];
    const [eventClass, event] = member;
    return isJsonObject(event) ? [describeEvent(eventClass, event)] : [];
  });
}

/** A mail has no `type`. The class is not looked at otherwise: some types have come under another one. */
function describeEvent(eventClass: string, event: JsonObject): EventSummary {
  const wireName = scalarText(event['type']) ?? eventClass;
  const bounceClass = scalarText(event['bounce_class']) ?? '';
  return {
    name: wireName === 'bounce' ? bounceName(bounceClass) : (NAMES.get(wireName) ?? null),
    wireName,
    id: scalarText(event['event_id']) ?? null,
    recipient: recipientOf(event),
  };
}

function bounceName(bounceClass: string): string {
  if (BLOCKED.test(bounceClass)) return 'blocked';
  return HARD_OR_UNCLEAR.test(bounceClass) ? 'bounce' : 'soft-bounce';
}

function recipientOf(event: JsonObject): string | null {
  const address = scalarText(event['rcpt_to']) ?? scalarText(event['raw_rcpt_to']);
  return address ?? scalarText(event['sms_dst']) ?? null;
}
