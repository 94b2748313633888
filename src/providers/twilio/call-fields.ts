import type { FormField } from '../../core/form.ts';
import type { BuildContext } from '../types.ts';
import { ACCOUNT_SID, API_VERSION, customerNumber, OWN_NUMBER, PLACE, sid } from './parties.ts';

/** A call that somebody makes to a Twilio number, in the order of captures. */
export function inboundCall(status: string, { message }: BuildContext): readonly FormField[] {
  const caller = customerNumber(message);
  return [
    ['Called', OWN_NUMBER],
    ['ToState', PLACE.State],
    ['CallerCountry', PLACE.Country],
    ['Direction', 'inbound'],
    ['CallerState', PLACE.State],
    ['ToZip', PLACE.Zip],
    ['CallSid', sid('CA', 'call-sid', message)],
    ['To', OWN_NUMBER],
    ['CallerZip', PLACE.Zip],
    ['ToCountry', PLACE.Country],
    API_VERSION,
    ['CalledZip', PLACE.Zip],
    ['CalledCity', PLACE.City],
    ['CallStatus', status],
    ['From', caller],
    ['AccountSid', ACCOUNT_SID],
    ['CalledCountry', PLACE.Country],
    ['CallerCity', PLACE.City],
    ['Caller', caller],
    ['FromCountry', PLACE.Country],
    ['ToCity', PLACE.City],
    ['FromCity', PLACE.City],
    ['CalledState', PLACE.State],
    ['FromZip', PLACE.Zip],
    ['FromState', PLACE.State],
  ];
}

/** How far a call made through the API has come. */
export interface CallProgress {
  readonly status: string;
  /** Counted from 0 along one call. */
  readonly sequence: number;
  /** Of the last callback. */
  readonly sipCode?: string;
  /** Seconds of a completed call. */
  readonly seconds?: number;
}

/** A status callback, in the order of captures. */
export function outboundCall(call: CallProgress, context: BuildContext): readonly FormField[] {
  const { status, sequence, sipCode, seconds } = call;
  const { message, nowMs } = context;
  const called = customerNumber(message);
  const optional = (name: string, value: number | string | undefined): readonly FormField[] =>
    value === undefined ? [] : [[name, String(value)]];
  return [
    ['Called', called],
    ['ToState', PLACE.State],
    ['CallerCountry', PLACE.Country],
    ['Direction', 'outbound-api'],
    ['Timestamp', mailTime(nowMs)],
    ['CallbackSource', 'call-progress-events'],
    ...optional('SipResponseCode', sipCode),
    ['CallerState', PLACE.State],
    ['ToZip', PLACE.Zip],
    ['SequenceNumber', String(sequence)],
    ['CallSid', sid('CA', 'call-sid', message)],
    ['To', called],
    ['CallerZip', PLACE.Zip],
    ['ToCountry', PLACE.Country],
    ['CalledZip', PLACE.Zip],
    API_VERSION,
    ['CalledCity', PLACE.City],
    ['CallStatus', status],
    // Minutes, rounded up, for the bill.
    ...optional('Duration', seconds === undefined ? undefined : Math.ceil(seconds / 60)),
    ['From', OWN_NUMBER],
    ...optional('CallDuration', seconds),
    ['AccountSid', ACCOUNT_SID],
    ['CalledCountry', PLACE.Country],
    ['CallerCity', PLACE.City],
    ['ToCity', PLACE.City],
    ['FromCountry', PLACE.Country],
    ['Caller', OWN_NUMBER],
    ['FromCity', PLACE.City],
    ['CalledState', PLACE.State],
    ['FromZip', PLACE.Zip],
    ['FromState', PLACE.State],
  ];
}

/** `Sat, 14 Mar 2026 09:26:53 +0000`. */
export function mailTime(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
