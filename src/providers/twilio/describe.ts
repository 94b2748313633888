import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import { EVENTS } from './events.ts';
import { receivedFields, streamEvents } from './received-fields.ts';
import { TOKEN_HEADER } from './sign.ts';

/** The second one is of older requests. */
const RECEIVED: ReadonlySet<string> = new Set(['received', 'receiving']);

type Fields = ReadonlyMap<string, string>;

const NAMES: ReadonlySet<string> = new Set(EVENTS.map(({ name }) => name));

/** Fields that tell what a TwiML verb came to, most telling first, and the names of those events. */
const RESULTS: readonly (readonly [field: string, name: string])[] = [
  ['DialCallStatus', 'dial-result'],
  ['SpeechResult', 'gather-speech'],
  ['Digits', 'gather-digits'],
];

/** The wire has no event name: a status tells the event. Retries repeat the idempotency token. */
export function describe(view: RequestView): readonly EventSummary[] {
  const fields = receivedFields(view);
  const found = kindOf(fields);
  if (found === undefined) return streamEvents(view).flatMap(streamSummary);
  const [name, wireName] = found;
  return [
    {
      name: NAMES.has(name) ? name : null,
      wireName,
      id: view.header(TOKEN_HEADER) || statusId(fields, wireName),
      recipient: fields.get('To') ?? null,
    },
  ];
}

function kindOf(fields: Fields): readonly [name: string, wireName: string] | undefined {
  const status = fields.get('MessageStatus') ?? fields.get('SmsStatus');
  if (status !== undefined && fields.has('AccountSid')) {
    return [RECEIVED.has(status) ? inboundName(fields) : `message-${status}`, status];
  }
  const recording = fields.get('RecordingStatus');
  if (recording !== undefined) return [`recording-${recording}`, recording];
  const call = fields.get('CallStatus');
  if (call === undefined) return undefined;
  const result = RESULTS.find(([field]) => fields.has(field));
  if (result !== undefined) return [result[1], result[0]];
  const isNew =
    call === 'ringing' && fields.get('Direction') === 'inbound' && !fields.has('CallbackSource');
  return [isNew ? 'inbound-call' : `call-${call}`, call];
}

function inboundName(fields: Fields): string {
  if (fields.has('OptOutType')) return 'inbound-opt-out';
  return Number(fields.get('NumMedia') ?? 0) > 0 ? 'inbound-mms' : 'inbound-sms';
}

/** Several callbacks are about one message or call, so its id alone would not do. */
function statusId(fields: Fields, status: string): string | null {
  const sid = fields.get('MessageSid') ?? fields.get('RecordingSid') ?? fields.get('CallSid');
  return sid === undefined ? null : `${sid}/${status}`;
}

function streamSummary(event: unknown): readonly EventSummary[] {
  const wireName = stringMember(event, 'type');
  if (wireName === undefined) return [];
  const name = NAMES.has(wireName) ? wireName : null;
  return [{ name, wireName, id: stringMember(event, 'id') ?? null, recipient: null }];
}
