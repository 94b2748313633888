import type { HeaderList } from '../../core/headers.ts';
import { timeUuid } from '../time-uuid.ts';
import type { BuildContext } from '../types.ts';
import { HOOK_ID } from './activity-events.ts';
import { REPOSITORY_ID } from './repository.ts';

export const EVENT_HEADER = 'X-GitHub-Event';
export const DELIVERY_HEADER = 'X-GitHub-Delivery';

/** Who a hook belongs to, as the headers say it. */
export interface HookOwner {
  readonly type: string;
  readonly id: string;
}

export const REPOSITORY_HOOK: HookOwner = { type: 'repository', id: String(REPOSITORY_ID) };
export const APP_HOOK: HookOwner = { type: 'integration', id: '1090100' };

/** A delivery's own headers in captured order; a redelivery repeats its id. */
export function deliveryHeaders(
  event: string,
  owner: HookOwner,
  { nowMs, random }: Pick<BuildContext, 'nowMs' | 'random'>,
): HeaderList {
  const source = random.fork('delivery');
  return [
    [DELIVERY_HEADER, timeUuid(nowMs, source.fork('node').hex(12), source)],
    [EVENT_HEADER, event],
    ['X-GitHub-Hook-ID', String(HOOK_ID)],
    ['X-GitHub-Hook-Installation-Target-ID', owner.id],
    ['X-GitHub-Hook-Installation-Target-Type', owner.type],
  ];
}
