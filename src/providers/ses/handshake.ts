import { EMPTY_BYTES } from '../../core/bytes.ts';
import type { WebhookResponse } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import type { ProviderOptions } from '../types.ts';
import { snsUrlFault } from './aws-url.ts';
import { snsUrlOption } from './options.ts';
import { type SnsMessage, snsMessage } from './received.ts';

/** A request that the receiver makes of its own. */
interface HandshakeVisit {
  readonly method: 'GET';
  readonly url: string;
  /** Whether the sender waits for it; otherwise it would undo what the sender tells. */
  readonly isWanted: boolean;
  /** Why the URL had better not be visited, or `null`. The signature has to be checked besides. */
  readonly fault: string | null;
}

/** A request that asks for more than any success. */
export interface Handshake {
  /** Canonical name of the event. */
  readonly event: string;
  readonly summary: string;
  readonly answer: WebhookResponse;
  readonly visit: HandshakeVisit | null;
}

/** What a confirmation of SNS wants; `undefined` for every other request. */
export function handshake(view: RequestView, options: ProviderOptions): Handshake | undefined {
  const message = snsMessage(view);
  if (message === undefined || message.type === 'Notification') return undefined;
  const isSubscription = message.type === 'SubscriptionConfirmation';
  const url = stringMember(message.members, 'SubscribeURL');
  return {
    event: isSubscription ? 'subscription-confirmation' : 'unsubscribe-confirmation',
    summary: isSubscription
      ? 'SNS sends notifications only after a GET of SubscribeURL, which it answers with XML; it waits 3 days'
      : 'the subscription has ended; a GET of SubscribeURL would restore it',
    answer: { status: 200, headers: [], body: EMPTY_BYTES },
    visit:
      url === undefined
        ? null
        : {
            method: 'GET',
            url,
            isWanted: isSubscription,
            fault: visitFault(url, message, options) ?? null,
          },
  };
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
