import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { receivedFields, streamEvents } from './received-fields.ts';
import { TOKEN_HEADER } from './sign.ts';
import { SIGNATURE_HEADER } from './signature.ts';

const USER_AGENT_PREFIX = 'TwilioProxy/';
const STREAM_PREFIX = 'com.twilio.';
const ACCOUNT_SID = /^AC[0-9a-f]{32}$/;

/** Ids of what an account's webhooks are about. */
const SUBJECT_SIDS: readonly (readonly [field: string, shape: RegExp])[] = [
  ['MessageSid', /^[SM]M[0-9a-f]{32}$/],
  ['SmsSid', /^[SM]M[0-9a-f]{32}$/],
  ['CallSid', /^CA[0-9a-f]{32}$/],
  ['RecordingSid', /^RE[0-9a-f]{32}$/],
];

export function recognise(view: RequestView): Confidence {
  const headers = [SIGNATURE_HEADER, TOKEN_HEADER];
  if (headers.some((name) => view.header(name) !== undefined)) return Confidence.certain;
  if (view.header('user-agent')?.startsWith(USER_AGENT_PREFIX)) return Confidence.certain;
  const isStream = streamEvents(view).some((event) =>
    stringMember(event, 'type')?.startsWith(STREAM_PREFIX),
  );
  if (isStream) return Confidence.certain;
  const fields = receivedFields(view);
  const account = fields.get('AccountSid');
  if (account === undefined) return Confidence.none;
  const hasSubject = SUBJECT_SIDS.some(([field, shape]) => shape.test(fields.get(field) ?? ''));
  // Products compatible with Twilio send the same.
  return ACCOUNT_SID.test(account) && hasSubject ? Confidence.likely : Confidence.possible;
}
