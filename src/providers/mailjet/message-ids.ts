import { RawNumber } from '../../core/json.ts';
import type { MessageContext } from '../types.ts';

const DIGITS = '0123456789';

/** Ids of a message, the same in every event about it. */
export interface MessageIds {
  /** 18 digits, beyond 2^53 and not in quotes on the wire. */
  readonly messageId: RawNumber;
  /** UUID that the Send API answered as `MessageUUID`. */
  readonly guid: string;
}

export function messageIds(message: MessageContext): MessageIds {
  const random = message.random();
  return {
    messageId: new RawNumber(`28823040${random.fork('message-id').text(DIGITS, 10)}`),
    guid: random.fork('message-guid').uuid(),
  };
}
