import type { FormField } from '../../core/form.ts';
import type { BuildContext, EventDefinition, MessageContext } from '../types.ts';
import { ACCOUNT_SID, API_VERSION, customerNumber, OWN_NUMBER, PLACE, sid } from './parties.ts';
import { TWIML_RETRY } from './schedule.ts';

interface InboundMessage {
  readonly sidPrefix: 'SM' | 'MM';
  readonly body: string;
  readonly hasMedia: boolean;
  readonly optOutType: string | null;
}

/** Order of captures; places of numbers are in capitals. */
function inboundFields(kind: InboundMessage, { message }: BuildContext): readonly FormField[] {
  const messageSid = sid(kind.sidPrefix, 'message-sid', message);
  const { hasMedia, optOutType } = kind;
  return [
    ['ToCountry', PLACE.Country],
    ...(hasMedia ? [['MediaContentType0', 'image/jpeg'] as const] : []),
    ['ToState', PLACE.State],
    ['SmsMessageSid', messageSid],
    ['NumMedia', hasMedia ? '1' : '0'],
    ['ToCity', PLACE.City],
    ['FromZip', PLACE.Zip],
    ['SmsSid', messageSid],
    ['FromState', PLACE.State],
    ...(optOutType === null ? [] : [['OptOutType', optOutType] as const]),
    ['SmsStatus', 'received'],
    ['FromCity', PLACE.City],
    ['Body', kind.body],
    ['FromCountry', PLACE.Country],
    ['To', OWN_NUMBER],
    ['ToZip', PLACE.Zip],
    ['NumSegments', '1'],
    ['MessageSid', messageSid],
    ['AccountSid', ACCOUNT_SID],
    ['From', customerNumber(message)],
    ...(hasMedia ? [['MediaUrl0', mediaUrl(messageSid, message)] as const] : []),
    API_VERSION,
  ];
}

function mediaUrl(messageSid: string, message: MessageContext): string {
  const media = sid('ME', 'media-sid', message);
  return `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/${messageSid}/Media/${media}`;
}

const COMMON = {
  wireName: 'received',
  generation: 'current',
  formats: ['form'],
  retry: TWIML_RETRY,
} as const;
const PLAIN: InboundMessage = {
  sidPrefix: 'SM',
  body: 'Hello café & more',
  hasMedia: false,
  optOutType: null,
};

export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    ...COMMON,
    name: 'inbound-sms',
    aliases: ['inbound', 'sms'],
    summary: 'an SMS came to a Twilio number; TwiML is wanted',
    build: (context) => ({ kind: 'form', fields: inboundFields(PLAIN, context) }),
  },
  {
    ...COMMON,
    name: 'inbound-mms',
    aliases: ['mms'],
    summary: 'a message with a picture and no text came to a Twilio number',
    build: (context) => ({
      kind: 'form',
      fields: inboundFields({ ...PLAIN, sidPrefix: 'MM', body: '', hasMedia: true }, context),
    }),
  },
  {
    ...COMMON,
    name: 'inbound-opt-out',
    aliases: ['unsubscribe', 'opt-out'],
    summary: 'somebody wrote STOP, and Advanced Opt-Out took it',
    build: (context) => ({
      kind: 'form',
      fields: inboundFields({ ...PLAIN, body: 'STOP', optOutType: 'STOP' }, context),
    }),
  },
];
