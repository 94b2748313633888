import type { ByteRange } from '../../core/bytes.ts';
import { locateJsonValue } from '../../core/json-scan.ts';
import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import type { SignatureParts, SignaturePlace } from '../types.ts';
import { memberRanges } from './members.ts';
import { type SnsMessage, snsMessage } from './received.ts';
import { SIGNED_KEYS } from './string-to-sign.ts';

/** The members that are not signed count as the signature's: changing them is no change of the message. */
export function signatureParts(view: RequestView): SignatureParts {
  const message = snsMessage(view);
  if (message === undefined || !stringMember(message.members, 'Signature')) {
    return { bodyRanges: [] };
  }
  const { body } = view.request;
  const signed = SIGNED_KEYS[message.type];
  const timestamp = place(body, message, 'Timestamp');
  const signature = place(body, message, 'Signature');
  return {
    ...(signature === undefined ? {} : { signature }),
    ...(timestamp === undefined ? {} : { timestamp }),
    bodyRanges: memberRanges(body)
      .filter(({ key }) => !signed.includes(key))
      .map(({ range }) => range),
  };
}

/** The text of a member, without its quotes. */
function place(body: Uint8Array, { members }: SnsMessage, key: string): SignaturePlace | undefined {
  const range: ByteRange | undefined = locateJsonValue(body, [key]);
  if (range === undefined || stringMember(members, key) === undefined) return undefined;
  return { in: 'body', range: { start: range.start + 1, end: range.end - 1 } };
}
