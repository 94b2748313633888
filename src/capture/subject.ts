import type { ExpressionSubject } from '../core/expression-match.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import type { Verification } from '../core/verification.ts';
import { recogniseProvider } from '../providers/recognise.ts';
import type { Provider } from '../providers/types.ts';

/**
 * What an expression can ask about a request before it is answered. Provider and events are found only when they are
 * asked for; there is no status yet.
 *
 * @param verification - the verdict, where it was wanted before the answer
 */
export function arrivingSubject(
  request: WebhookRequest & { readonly remoteAddress?: string | null },
  fixed: Provider | null,
  providers: readonly Provider[],
  verification: Verification | null = null,
): ExpressionSubject {
  const view = viewRequest(request);
  let found: Provider | null | undefined;
  const provider = (): Provider | null => {
    found ??= fixed ?? recogniseProvider(view, providers) ?? null;
    return found;
  };
  return {
    view,
    get provider() {
      return provider()?.name ?? null;
    },
    get events() {
      return provider()?.describe(view) ?? [];
    },
    verification,
    status: null,
    remoteAddress: request.remoteAddress ?? null,
  };
}
