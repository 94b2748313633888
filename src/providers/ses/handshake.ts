import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import { BARE_SUCCESS, type Handshake } from '../handshake.ts';
import type { ProviderOptions } from '../types.ts';
import { snsUrlFault } from './aws-url.ts';
import { snsUrlOption } from './options.ts';
import { type SnsMessage, snsMessage } from './received.ts';

/** SNS sends notifications only after a GET of SubscribeURL, which it answers with XML; it waits 3 days. */
export function handshake(view: RequestView, options: ProviderOptions): Handshake | null {
  const message = snsMessage(view);
  if (message === undefined || message.type === 'Notification') return null;
  const url = stringMember(message.members, 'SubscribeURL');
  return {
    what: `the ${message.type} of Amazon SNS`,
    answer: BARE_SUCCESS,
    visit:
      url === undefined ? null : { method: 'GET', url, unwanted: unwanted(url, message, options) },
  };
}

function unwanted(url: string, message: SnsMessage, options: ProviderOptions): string | null {
  return message.type === 'SubscriptionConfirmation'
    ? (visitFault(url, message, options) ?? null)
    : 'the subscription has ended, and a GET of SubscribeURL would restore it';
}

function visitFault(
  url: string,
  { members }: SnsMessage,
  options: ProviderOptions,
): string | undefined {
  const standIn = snsUrlOption(options);
  const isStandIn = standIn !== undefined && url.startsWith(standIn);
  const fault = isStandIn ? undefined : snsUrlFault(url);
  if (fault !== undefined) return `SubscribeURL ${fault}`;
  const query = URL.canParse(url) ? new URL(url).searchParams : undefined;
  if (query?.get('Action') !== 'ConfirmSubscription') {
    return 'SubscribeURL has another Action than ConfirmSubscription';
  }
  return query.get('TopicArn') === stringMember(members, 'TopicArn')
    ? undefined
    : 'SubscribeURL is about another topic than the message';
}
