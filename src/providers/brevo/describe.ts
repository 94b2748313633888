import type { EventSummary } from '../../core/events.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { RequestView } from '../../core/request-view.ts';
import { losslessJson, scalarText } from '../lossless-json.ts';
import type { EventDefinition } from '../types.ts';
import { INBOUND_WIRE_NAME } from './inbound-events.ts';
import { MARKETING_EVENTS } from './marketing-events.ts';
import { TRANSACTIONAL_EVENTS } from './transactional-events.ts';

const TRANSACTIONAL_NAMES = namesOf(TRANSACTIONAL_EVENTS);

/** Whether marketing webhooks write unsubscribe or unsubscribed is not confirmed. */
const MARKETING_NAMES: ReadonlyMap<string, string> = new Map([
  ...namesOf(MARKETING_EVENTS),
  ['unsubscribed', 'marketing-unsubscribe'],
]);

/** A bare event, an array of them, or mails that came in. */
export function describe(view: RequestView): readonly EventSummary[] {
  const body = losslessJson(view);
  if (body === undefined) return [];
  const items = isJsonObject(body) ? body['items'] : undefined;
  if (isJsonList(items)) return items.filter(isJsonObject).flatMap(describeMail);
  return (isJsonList(body) ? body : [body]).filter(isJsonObject).flatMap(describeEvent);
}

function describeEvent(event: JsonObject): readonly EventSummary[] {
  const wireName = scalarText(event['event']);
  if (wireName === undefined) return [];
  const isTransactional = 'message-id' in event;
  const names = isTransactional ? TRANSACTIONAL_NAMES : MARKETING_NAMES;
  return [
    {
      name: names.get(wireName) ?? null,
      wireName,
      id: redeliveryId(event, isTransactional ? 'message-id' : 'camp_id'),
      recipient: scalarText(event['email']) ?? null,
    },
  ];
}

/** `id` is the account's; these members together tell redeliveries. */
function redeliveryId(event: JsonObject, subjectKey: string): string | null {
  const time = ['ts_epoch', 's_epoch', 'ts_event', 'ts']
    .map((key) => scalarText(event[key]))
    .find((text) => text !== undefined);
  const subject = scalarText(event[subjectKey]) ?? scalarText(event['key']);
  if (time === undefined || subject === undefined) return null;
  const rest = [scalarText(event['email']), scalarText(event['event']), time];
  return [subject, ...rest.filter((text) => text !== undefined)].join(':');
}

function describeMail(mail: JsonObject): readonly EventSummary[] {
  if (!('Uuid' in mail) && !('MessageId' in mail)) return [];
  const [recipient] = listOf(mail['To']);
  const [id] = listOf(mail['Uuid']);
  return [
    {
      name: 'inbound',
      wireName: INBOUND_WIRE_NAME,
      id: scalarText(id) ?? scalarText(mail['MessageId']) ?? null,
      recipient: (isJsonObject(recipient) ? scalarText(recipient['Address']) : undefined) ?? null,
    },
  ];
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}

function namesOf(
  events: readonly Pick<EventDefinition, 'wireName' | 'name'>[],
): ReadonlyMap<string, string> {
  return new Map(events.map(({ wireName, name }) => [wireName, name]));
}
