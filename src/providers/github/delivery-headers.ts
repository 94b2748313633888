import type { HeaderList } from '../../core/headers.ts';
import { timeUuid } from '../time-uuid.ts';
import type { BuildContext } from '../types.ts';
import { HOOK_ID } from './activity-events.ts';
import { REPOSITORY_ID } from './repository.ts';

export const EVENT_HEADER = 'X-GitHub-Event';
export const DELIVERY_HEADER = 'X-GitHub-Delivery';

const APP_ID = 1090100;

/** A delivery's own headers in captured order; a redelivery repeats its id. */
export function deliveryHeaders(
  event: string,
  ofApp: boolean,
  { nowMs, random }: Pick<BuildContext, 'nowMs' | 'random'>,
): HeaderList {
  const source = random.fork('delivery');
  return [
    [DELIVERY_HEADER, timeUuid(nowMs, source.fork('node').hex(12), source)],
    [EVENT_HEADER, event],
    ['X-GitHub-Hook-ID', String(HOOK_ID)],
    ['X-GitHub-Hook-Installation-Target-ID', String(ofApp ? APP_ID : REPOSITORY_ID)],
    ['X-GitHub-Hook-Installation-Target-Type', ofApp ? 'integration' : 'repository'],
  ];
}
