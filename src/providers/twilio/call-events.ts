import type { FormField } from '../../core/form.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { type CallProgress, inboundCall, mailTime, outboundCall } from './call-fields.ts';
import { ACCOUNT_SID, sid } from './parties.ts';
import { TWIML_RETRY } from './schedule.ts';

interface CallStatus extends CallProgress {
  readonly aliases?: readonly string[];
  readonly summary: string;
}

const STATUSES: readonly CallStatus[] = [
  { status: 'initiated', sequence: 0, summary: 'the call was begun' },
  { status: 'ringing', sequence: 1, summary: 'the phone rings' },
  {
    status: 'in-progress',
    sequence: 2,
    aliases: ['call-answered', 'answered'],
    summary: 'the call was answered',
  },
  { status: 'completed', sequence: 3, sipCode: '200', seconds: 17, summary: 'the call is over' },
  { status: 'busy', sequence: 2, sipCode: '486', summary: 'the line was busy' },
  { status: 'no-answer', sequence: 2, sipCode: '487', summary: 'nobody answered' },
  { status: 'failed', sequence: 1, sipCode: '404', summary: 'the call could not be made' },
  { status: 'canceled', sequence: 2, sipCode: '487', summary: 'the call was cancelled' },
];

interface RecordingStatus {
  readonly status: string;
  readonly summary: string;
}

const RECORDING_STATUSES: readonly RecordingStatus[] = [
  { status: 'in-progress', summary: 'a recording began' },
  { status: 'completed', summary: 'a recording can be fetched' },
  { status: 'absent', summary: 'there was nothing to record' },
  { status: 'failed', summary: 'a recording failed' },
];

/** Names are documented; order and values are a choice. */
function recordingFields(status: string, context: BuildContext): readonly FormField[] {
  const { message } = context;
  const recording = sid('RE', 'recording-sid', message);
  const url = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Recordings/${recording}`;
  const result: readonly FormField[] = [
    ['RecordingUrl', url],
    ['RecordingDuration', '17'],
  ];
  return [
    ['AccountSid', ACCOUNT_SID],
    ['CallSid', sid('CA', 'call-sid', message)],
    ['RecordingSid', recording],
    ...(status === 'completed' ? result : []),
    ['RecordingStatus', status],
    ['RecordingChannels', '1'],
    ['RecordingStartTime', mailTime(message.acceptedAtMs)],
    ['RecordingSource', 'OutboundAPI'],
    ['RecordingTrack', 'both'],
  ];
}

interface ActionResult {
  readonly name: string;
  /** Field that tells it. */
  readonly field: string;
  readonly summary: string;
  fields(context: BuildContext): readonly FormField[];
}

/** What a TwiML verb came to, sent to its `action` URL after the fields of the call. */
const ACTION_RESULTS: readonly ActionResult[] = [
  {
    name: 'gather-digits',
    field: 'Digits',
    summary: 'TwiML Gather: the caller pressed keys',
    fields: () => [['Digits', '1234']],
  },
  {
    name: 'gather-speech',
    field: 'SpeechResult',
    summary: 'TwiML Gather: the caller said something',
    fields: () => [
      ['SpeechResult', 'yes please'],
      ['Confidence', '0.9'],
    ],
  },
  {
    name: 'dial-result',
    field: 'DialCallStatus',
    summary: 'TwiML Dial: the call to somebody else is over',
    fields: ({ message }) => [
      ['DialCallStatus', 'completed'],
      ['DialCallSid', sid('CA', 'dial-call-sid', message)],
      ['DialCallDuration', '17'],
    ],
  },
];

const COMMON = { generation: 'current', formats: ['form'] } as const;

export const CALL_EVENTS: readonly EventDefinition[] = [
  {
    ...COMMON,
    name: 'inbound-call',
    wireName: 'ringing',
    aliases: ['voice'],
    summary: 'a call came to a Twilio number; TwiML is wanted',
    retry: TWIML_RETRY,
    build: (context) => ({ kind: 'form', fields: inboundCall('ringing', context) }),
  },
  ...STATUSES.map(
    (call): EventDefinition => ({
      ...COMMON,
      name: `call-${call.status}`,
      wireName: call.status,
      aliases: call.aliases ?? [],
      summary: `call status: ${call.summary}`,
      build: (context) => ({ kind: 'form', fields: outboundCall(call, context) }),
    }),
  ),
  ...RECORDING_STATUSES.map(
    ({ status, summary }): EventDefinition => ({
      ...COMMON,
      name: `recording-${status}`,
      wireName: status,
      aliases: [],
      summary: `recording status: ${summary}`,
      build: (context) => ({ kind: 'form', fields: recordingFields(status, context) }),
    }),
  ),
  ...ACTION_RESULTS.map(
    ({ name, field, summary, fields }): EventDefinition => ({
      ...COMMON,
      name,
      wireName: field,
      aliases: [],
      summary,
      retry: TWIML_RETRY,
      build: (context) => ({
        kind: 'form',
        fields: [...inboundCall('in-progress', context), ...fields(context)],
      }),
    }),
  ),
];
