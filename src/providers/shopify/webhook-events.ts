import type { JsonObject } from '../../core/json.ts';
import { jsonWithHeaders } from '../event-headers.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { customer, newCustomer } from './customer.ts';
import { webhookHeaders } from './delivery-headers.ts';
import { shopDomain } from './options.ts';
import { cancelledOrder, fulfilledOrder, order } from './order.ts';
import { customerRedaction, dataRequest, shopRedaction } from './privacy.ts';
import { deletedProduct, newProduct, product } from './product.ts';
import { type Sale, saleOf } from './sale.ts';
import { shop } from './shop.ts';

interface Topic {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  body(sale: Sale, domain: string): JsonObject;
}

const TOPICS: readonly Topic[] = [
  {
    name: 'orders/create',
    aliases: ['order-created'],
    summary: 'an order was placed',
    body: order,
  },
  {
    name: 'orders/updated',
    aliases: ['orders/update'],
    summary: 'an order changed in any way',
    body: order,
  },
  { name: 'orders/paid', aliases: ['order-paid'], summary: 'an order was paid', body: order },
  {
    name: 'orders/cancelled',
    aliases: ['order-cancelled'],
    summary: 'an order was cancelled',
    body: cancelledOrder,
  },
  {
    name: 'orders/fulfilled',
    summary: 'all of an order was sent',
    body: (sale) => fulfilledOrder(sale, 'fulfilled'),
  },
  {
    name: 'orders/partially_fulfilled',
    summary: 'part of an order was sent',
    body: (sale) => fulfilledOrder(sale, 'partial'),
  },
  { name: 'orders/edited', summary: 'an order was edited', body: order },
  {
    name: 'orders/delete',
    summary: 'an order was deleted; the body is its id',
    body: ({ ids }) => ({ id: ids.order }),
  },
  { name: 'products/create', summary: 'a product was added', body: newProduct },
  {
    name: 'products/update',
    aliases: ['products/updated'],
    summary: 'a product changed',
    body: product,
  },
  {
    name: 'products/delete',
    summary: 'a product was deleted; the body is its id',
    body: deletedProduct,
  },
  { name: 'customers/create', summary: 'a customer was added', body: newCustomer },
  { name: 'customers/update', summary: 'a customer changed', body: (sale) => customer(sale) },
  { name: 'customers/delete', summary: 'a customer was deleted', body: (sale) => customer(sale) },
  {
    name: 'customers/enable',
    summary: "a customer's account was enabled",
    body: (sale) => customer(sale, 'enabled'),
  },
  {
    name: 'customers/disable',
    summary: "a customer's account was disabled",
    body: (sale) => customer(sale),
  },
  {
    name: 'app/uninstalled',
    aliases: ['app-removed'],
    summary: 'a merchant removed the app; its access token is dead',
    body: ({ nowMs }, domain) => shop(domain, nowMs),
  },
  {
    name: 'customers/data_request',
    summary: 'privacy: a customer asks for what is stored',
    body: ({ email }, domain) => dataRequest(domain, email),
  },
  {
    name: 'customers/redact',
    summary: "privacy: a customer's data must be deleted",
    body: ({ email }, domain) => customerRedaction(domain, email),
  },
  {
    name: 'shop/redact',
    summary: "privacy: a shop's data must be deleted, 48 h after it removed the app",
    body: (_, domain) => shopRedaction(domain),
  },
];

/** Upper-case names of the GraphQL API: `ORDERS_CREATE`. */
function graphqlName(topic: string): string {
  return topic.toUpperCase().replace('/', '_');
}

export const WEBHOOK_EVENTS: readonly EventDefinition[] = TOPICS.map((topic) => ({
  name: topic.name,
  wireName: topic.name,
  aliases: [graphqlName(topic.name), ...(topic.aliases ?? [])],
  summary: topic.summary,
  generation: 'current',
  formats: ['json'],
  build: (context: BuildContext) =>
    jsonWithHeaders(
      topic.body(saleOf(context), shopDomain(context.options)),
      webhookHeaders(topic.name, context),
    ),
}));
