import type { RequestView } from '../../core/request-view.ts';
import { isRecord, stringMember, type UnknownRecord } from '../../core/shape.ts';
import { SNS_TYPES, type SnsType } from './envelope.ts';

/** An SNS message as it came, in its envelope. */
export interface SnsMessage {
  readonly type: SnsType;
  readonly members: UnknownRecord;
}

/** `undefined` for raw delivery and for all that is not of SNS. The Content-Type is text/plain as a rule. */
export function snsMessage(view: RequestView): SnsMessage | undefined {
  const members = view.json();
  if (!isRecord(members)) return undefined;
  const type = SNS_TYPES.find((known) => known === members['Type']);
  const isSns = ['TopicArn', 'MessageId', 'Signature'].some(
    (key) => stringMember(members, key) !== undefined,
  );
  return type !== undefined && isSns ? { type, members } : undefined;
}

/** The event of SES in a request: text within the envelope, or with raw delivery the body itself. */
export function sesEvent(view: RequestView): UnknownRecord | undefined {
  const message = snsMessage(view);
  const event =
    message === undefined
      ? view.json()
      : parsedOrUndefined(stringMember(message.members, 'Message') ?? '');
  const isEvent = ['eventType', 'notificationType'].some(
    (key) => stringMember(event, key) !== undefined,
  );
  return isEvent && isRecord(event) ? event : undefined;
}

function parsedOrUndefined(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}
