import type { FormField } from '../../core/form.ts';
import type { MessageContext } from '../types.ts';

export const ACCOUNT_SID = 'AC0123456789abcdef0123456789abcdef';
export const API_VERSION: FormField = ['ApiVersion', '2010-04-01'];

/** A number of the account. */
export const OWN_NUMBER = '+15555550100';

const CUSTOMER_NUMBER = '+15555550123';
const PHONE_NUMBER = /^\+\d{6,15}$/;

/** Whom the message or call is to; an e-mail address gives way to a number. */
export function customerNumber({ recipient }: MessageContext): string {
  return PHONE_NUMBER.test(recipient) ? recipient : CUSTOMER_NUMBER;
}

/** `SM`, `MM`, `CA`, … and 32 hex characters; the same for all events of a message. */
export function sid(prefix: string, label: string, message: MessageContext): string {
  return prefix + message.random().fork(label).hex(32);
}

/** City, state, ZIP code and country of a number, in the order asked for. */
export const PLACE = { City: 'SPRINGFIELD', State: 'IL', Zip: '62701', Country: 'US' } as const;
