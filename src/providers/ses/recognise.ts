import type { RequestView } from '../../core/request-view.ts';
import { listMember, member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { sesEvent, snsMessage } from './received.ts';

const USER_AGENT = 'Amazon Simple Notification Service Agent';

/** Any message of SNS is taken for one of SES: nothing else here comes through SNS. */
export function recognise(view: RequestView): Confidence {
  if (view.header('x-amz-sns-message-type') !== undefined) return Confidence.certain;
  if (view.header('user-agent') === USER_AGENT) return Confidence.certain;
  const message = snsMessage(view);
  if (message !== undefined) {
    const topic = stringMember(message.members, 'TopicArn') ?? '';
    return /^arn:aws[a-z-]*:sns:/.test(topic) ? Confidence.certain : Confidence.likely;
  }
  const mail = member(sesEvent(view), 'mail');
  const isMail =
    listMember(mail, 'destination') !== undefined && stringMember(mail, 'messageId') !== undefined;
  return isMail ? Confidence.likely : Confidence.none;
}
