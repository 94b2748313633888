import { BASE62 } from '../../core/random.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { isLive } from './options.ts';

const TYPE = 'v1.billing.meter.error_report_triggered';

/** Payload style "thin" of an event destination: names the object and has ISO times, but no `data`. */
export const THIN_EVENT: EventDefinition = {
  name: TYPE,
  wireName: TYPE,
  aliases: ['thin', 'v2.core.event'],
  summary: 'a thin event: names the object it is about, without its data',
  generation: 'current',
  formats: ['json'],
  build,
};

function build({ nowMs, random, message, options }: BuildContext): Payload {
  const live = isLive(options);
  const draw = (label: string, length: number): string => random.fork(label).text(BASE62, length);
  const meter = `mtr_${live ? '' : 'test_'}${message.random().fork('meter').text(BASE62, 24)}`;
  return {
    kind: 'json',
    value: {
      id: `evt_${live ? '' : 'test_'}${draw('event-id', 24)}`,
      object: 'v2.core.event',
      created: new Date(nowMs).toISOString(),
      livemode: live,
      reason: {
        type: 'request',
        request: {
          id: `req_${draw('request-id', 14)}`,
          idempotency_key: random.fork('idempotency-key').uuid(),
        },
      },
      related_object: {
        id: meter,
        type: 'billing.meter',
        url: `/v1/billing/meters/${meter}`,
      },
      type: TYPE,
    },
  };
}
