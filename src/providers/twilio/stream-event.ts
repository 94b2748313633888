import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { ACCOUNT_SID, sid } from './parties.ts';
import { EVENT_STREAMS_RETRY } from './schedule.ts';

const TYPE = 'com.twilio.messaging.message.delivered';

/** Event Streams: a CloudEvent, which the request wraps in a list. */
export const STREAM_EVENT: EventDefinition = {
  name: TYPE,
  wireName: TYPE,
  aliases: ['event-streams', 'stream-message-delivered'],
  summary: 'Event Streams: a message was delivered, as JSON (CloudEvents)',
  generation: 'current',
  formats: ['json'],
  retry: EVENT_STREAMS_RETRY,
  build,
};

function build({ nowMs, message, random }: BuildContext): Payload {
  const messageSid = sid('SM', 'message-sid', message);
  const time = new Date(nowMs).toISOString();
  return {
    kind: 'json',
    value: {
      specversion: '1.0',
      type: TYPE,
      source: `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/${messageSid}.json`,
      id: `EZ${random.fork('event-id').hex(32)}`,
      dataschema: 'https://events-schemas.twilio.com/Messaging.MessageStatus/4',
      datacontenttype: 'application/json',
      time,
      data: {
        messageStatus: 'DELIVERED',
        messageSid,
        accountSid: ACCOUNT_SID,
        eventName: TYPE,
        timestamp: time,
      },
    },
  };
}
