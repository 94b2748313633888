import { jsonWithHeaders } from '../event-headers.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { eventHeaders } from './delivery-headers.ts';
import { globalId, saleOf } from './sale.ts';

const TOPIC = 'Product';
const ACTION = 'update';
const HANDLE = 'product-changes';

/** One of "Events", the preview of 2026: names what changed instead of sending the resource. */
export const PREVIEW_EVENT: EventDefinition = {
  name: 'product/update',
  wireName: `${TOPIC}/${ACTION}`,
  aliases: ['events/product-update', 'shopify-events'],
  summary: 'a product changed, told by "Events" (preview): paths of the changed fields',
  generation: 'current',
  formats: ['json'],
  build,
};

function build(context: BuildContext): Payload {
  const { ids } = saleOf(context);
  const id = globalId('Product', ids.product);
  const variant = globalId('ProductVariant', ids.variant);
  return jsonWithHeaders(
    {
      topic: TOPIC,
      action: ACTION,
      handle: HANDLE,
      fields_changed: {
        added: [],
        updated: [`product[id: '${id}'].variants[id: '${variant}']`],
        removed: [],
      },
    },
    eventHeaders({ topic: TOPIC, action: ACTION, id }, HANDLE, context),
  );
}
