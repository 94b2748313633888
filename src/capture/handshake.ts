import { headerValue } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import type { Handshake } from '../providers/handshake.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';

/** A handshake, and whose it is. */
export interface FoundHandshake {
  readonly provider: Provider;
  readonly handshake: Handshake;
}

/** Challenges and pings are shorter than this; what is longer has a header of Amazon SNS. */
const SHORT_BODY_BYTES = 768;
const SNS_TYPE = 'x-amz-sns-message-type';

/**
 * Whether the providers are worth asking. A stream of events is answered after this alone, so it parses nothing.
 */
function mayBeHandshake({ method, headers, body }: WebhookRequest): boolean {
  if (method !== 'POST' || body.length <= SHORT_BODY_BYTES) return true;
  const type = headerValue(headers, SNS_TYPE);
  return type !== undefined && type !== 'Notification';
}

/** Makes a finder of handshakes among the providers given; `null` for every other request. */
export function handshakeFinder(
  providers: readonly Provider[],
  optionsFor: (provider: Provider) => ProviderOptions,
): (request: WebhookRequest) => FoundHandshake | null {
  const asked = providers.filter(({ handshake }) => handshake !== undefined);
  return (request) => {
    if (asked.length === 0 || !mayBeHandshake(request)) return null;
    const view = viewRequest(request);
    for (const provider of asked) {
      const handshake = provider.handshake?.(view, optionsFor(provider)) ?? null;
      if (handshake !== null) return { provider, handshake };
    }
    return null;
  };
}
