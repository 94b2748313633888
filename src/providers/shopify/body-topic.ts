import { member, stringMember } from '../../core/shape.ts';

const GLOBAL_ID_PREFIX = 'gid://shopify/';

/** Whether a value is named as Shopify names its resources. */
export function isGlobalId(text: string | undefined): boolean {
  return text?.startsWith(GLOBAL_ID_PREFIX) === true;
}

/**
 * The topic a body may have come with, for one whose headers are lost. Bodies of a resource look alike, so this is the
 * likeliest, and `undefined` for what could be anything.
 */
export function topicOfBody(body: unknown): string | undefined {
  const has = (key: string): boolean => member(body, key) !== undefined;
  if (has('fields_changed') && has('topic')) {
    return `${stringMember(body, 'topic') ?? ''}/${stringMember(body, 'action') ?? ''}`;
  }
  if (has('shop_id') && has('shop_domain')) {
    if (has('data_request')) return 'customers/data_request';
    return has('orders_to_redact') ? 'customers/redact' : 'shop/redact';
  }
  if (has('myshopify_domain')) return 'app/uninstalled';
  const id = stringMember(body, 'admin_graphql_api_id') ?? '';
  if (!isGlobalId(id)) return undefined;
  return resourceTopic(id.slice(GLOBAL_ID_PREFIX.length).split('/', 1)[0] ?? '', body);
}

function resourceTopic(type: string, body: unknown): string | undefined {
  const isNew = member(body, 'created_at') === member(body, 'updated_at');
  if (type === 'Product') return isNew ? 'products/create' : 'products/update';
  if (type === 'Customer') return isNew ? 'customers/create' : 'customers/update';
  if (type !== 'Order') return undefined;
  if (typeof member(body, 'cancelled_at') === 'string') return 'orders/cancelled';
  const status = member(body, 'fulfillment_status');
  if (status === 'fulfilled') return 'orders/fulfilled';
  return status === 'partial' ? 'orders/partially_fulfilled' : 'orders/create';
}
