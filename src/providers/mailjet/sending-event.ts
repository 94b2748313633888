import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { type MessageIds, messageIds } from './message-ids.ts';

/** An event of the Event API. */
export interface SendingEvent
  extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  readonly generation?: EventDefinition['generation'];
  /** Where the event's own members stand: captures have them on either side of `CustomID` and `Payload`. */
  readonly order: 'own-first' | 'custom-first';
  /** Number of the campaign; 0 for a mail of none. */
  readonly campaign?: number;
  own(context: BuildContext, ids: MessageIds): JsonObject;
}

/** What was given at send time: the payload is text, whatever it holds. */
const CUSTOM: JsonObject = { CustomID: 'order-1042', Payload: '{"order_id":1042}' };

export function sendingDefinition(event: SendingEvent): EventDefinition {
  return {
    name: event.name,
    wireName: event.wireName,
    aliases: event.aliases,
    summary: event.summary,
    generation: event.generation ?? 'current',
    formats: ['json'],
    build: (context) => build(event, context),
  };
}

function build(event: SendingEvent, context: BuildContext): Payload {
  const ids = messageIds(context.message);
  const own = event.own(context, ids);
  return {
    kind: 'json',
    value: {
      event: event.wireName,
      time: Math.floor(context.nowMs / 1000),
      MessageID: ids.messageId,
      Message_GUID: ids.guid,
      email: context.message.recipient,
      mj_campaign_id: event.campaign ?? 0,
      mj_contact_id: 4815162342,
      customcampaign: '',
      ...(event.order === 'own-first' ? { ...own, ...CUSTOM } : { ...CUSTOM, ...own }),
    },
  };
}
