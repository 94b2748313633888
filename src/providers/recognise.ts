import type { RequestView } from '../core/request-view.ts';
import { Confidence, type Provider } from './types.ts';

/** The provider most sure that a request is its own; on a tie the earlier one in the list. */
export function recogniseProvider(
  view: RequestView,
  providers: readonly Provider[],
): Provider | undefined {
  let best: Provider | undefined;
  let bestConfidence: Confidence = Confidence.none;
  for (const provider of providers) {
    const confidence = provider.recognise(view);
    if (confidence > bestConfidence) {
      best = provider;
      bestConfidence = confidence;
    }
  }
  return best;
}
