import type { EventSummary } from '../../core/events.ts';
import { isJsonList, isJsonObject, type JsonObject } from '../../core/json.ts';
import type { RequestView } from '../../core/request-view.ts';
import { losslessJson, scalarText } from '../lossless-json.ts';
import { EVENTS } from './events.ts';
import { INBOUND_WIRE_NAME } from './inbound-events.ts';
import { LIST_UNSUBSCRIBE_AGENT } from './sending-events.ts';

const NAMES: ReadonlyMap<string, string> = new Map(
  EVENTS.map(({ wireName, name }) => [wireName, name]),
);

/** A bare event, a group of them, or a mail. */
export function describe(view: RequestView): readonly EventSummary[] {
  const body = losslessJson(view);
  if (body === undefined) return [];
  const events = isJsonList(body) ? body : [body];
  return events.filter(isJsonObject).flatMap((event): EventSummary[] => {
    const wireName = scalarText(event['event']);
    if (wireName !== undefined) return [describeEvent(event, wireName)];
    return 'Recipient' in event && 'Sender' in event ? [describeMail(event)] : [];
  });
}

function describeEvent(event: JsonObject, wireName: string): EventSummary {
  return {
    name: canonicalName(event, wireName),
    wireName,
    id: redeliveryId(event),
    recipient: scalarText(event['email']) ?? null,
  };
}

function canonicalName(event: JsonObject, wireName: string): string | null {
  if (wireName === 'bounce') {
    if (event['hard_bounce'] === true) return 'bounce';
    return event['error'] === 'greylisted' ? 'deferred' : 'soft-bounce';
  }
  if (wireName === 'unsub') {
    return event['agent'] === LIST_UNSUBSCRIBE_AGENT ? 'list-unsubscribe' : 'unsubscribe';
  }
  return NAMES.get(wireName) ?? null;
}

/** Events have no id; these members together tell redeliveries. */
function redeliveryId(event: JsonObject): string | null {
  const messageId = scalarText(event['MessageID']);
  if (messageId === undefined) return null;
  return ['event', 'time', 'email', 'url']
    .map((key) => scalarText(event[key]))
    .filter((text) => text !== undefined)
    .reduce((id, text) => `${id}:${text}`, messageId);
}

function describeMail(mail: JsonObject): EventSummary {
  const { Headers: headers } = mail;
  return {
    name: 'inbound',
    wireName: INBOUND_WIRE_NAME,
    id: (isJsonObject(headers) ? scalarText(headers['Message-ID']) : undefined) ?? null,
    recipient: scalarText(mail['Recipient']) ?? null,
  };
}
