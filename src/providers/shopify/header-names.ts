/** Names of the headers of one of Shopify's two mechanisms. */
export interface HeaderNames {
  readonly hmac: string;
  readonly topic: string;
  readonly shopDomain: string;
  readonly apiVersion: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly triggeredAt: string;
}

/** Webhooks with topics such as `orders/create`. */
export const WEBHOOK_HEADERS: HeaderNames = {
  hmac: 'X-Shopify-Hmac-Sha256',
  topic: 'X-Shopify-Topic',
  shopDomain: 'X-Shopify-Shop-Domain',
  apiVersion: 'X-Shopify-API-Version',
  webhookId: 'X-Shopify-Webhook-Id',
  eventId: 'X-Shopify-Event-Id',
  triggeredAt: 'X-Shopify-Triggered-At',
};

/** "Events", a preview of 2026: the resource is the topic, and its action a header of its own. */
export const EVENT_HEADERS: HeaderNames = {
  hmac: 'shopify-hmac-sha256',
  topic: 'shopify-topic',
  shopDomain: 'shopify-shop-domain',
  apiVersion: 'shopify-api-version',
  webhookId: 'shopify-webhook-id',
  eventId: 'shopify-event-id',
  triggeredAt: 'shopify-triggered-at',
};

export const ACTION_HEADER = 'shopify-action';

/** The mechanism a request belongs to, by its signature or topic; webhooks when it shows neither. */
export function headerNamesOf(value: (name: string) => string | undefined): HeaderNames {
  const isEvent = [EVENT_HEADERS.hmac, EVENT_HEADERS.topic].some(
    (name) => value(name) !== undefined,
  );
  return isEvent ? EVENT_HEADERS : WEBHOOK_HEADERS;
}
