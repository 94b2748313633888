import type { DisorderCount, DisorderEvent, DisorderSummary } from '../core/delivery-events.ts';
import { formatDuration } from '../core/duration.ts';
import type { RenderOptions } from './options.ts';
import { shownText } from './shown.ts';

/** Of a longer list so many are named. */
const NAMED = 10;

/** `on purpose: delivery 3 (mailgun/bounce) is left out`; a new place alone is not worth a line. */
export function disorderLines(event: DisorderEvent, options: RenderOptions): string[] {
  const { copyOf, heldBackMs, place } = event;
  const words = event.done.flatMap((done): readonly string[] => {
    switch (done) {
      case 'left-out':
        return ['is left out'];
      case 'copy':
        return [`is a copy of ${copyOf ?? '?'}`];
      case 'held-back':
        return [`is held back ${formatDuration(heldBackMs)}`];
      case 'moved':
        return options.verbose && place !== null ? [`comes ${place}.`] : [];
      default:
        return done satisfies never;
    }
  });
  if (words.length === 0) return [];
  const ids = event.ids.slice(0, NAMED).map((id) => shownText(id, options));
  const named = ids.length === 0 ? '' : ` [${ids.join(', ')}]`;
  const what = `delivery ${event.delivery} (${shownText(event.source, options)})${named}`;
  return [options.theme.dim(`on purpose: ${what} ${words.join(', ')}`)];
}

/** `on purpose: 2 left out (4, 9), 1 copy (5), shuffled; again with --seed 7`. */
export function disorderSummaryLine(summary: DisorderSummary, options: RenderOptions): string {
  const { seed, shuffled, leftOut, copies, heldBack } = summary;
  const parts = [
    ...counted(leftOut, 'left out'),
    ...counted(copies, copies.count === 1 ? 'copy' : 'copies'),
    ...counted(heldBack, 'held back'),
    ...(shuffled ? ['shuffled'] : []),
  ];
  const done = parts.length === 0 ? 'nothing' : parts.join(', ');
  return options.theme.dim(`on purpose: ${done}; again with --seed ${shownText(seed, options)}`);
}

function counted({ count, deliveries }: DisorderCount, what: string): readonly string[] {
  if (count === 0) return [];
  const more = count > NAMED ? ' …' : '';
  return [`${count} ${what} (${deliveries.slice(0, NAMED).join(', ')}${more})`];
}
