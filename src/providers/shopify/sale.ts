import type { Random } from '../../core/random.ts';
import type { BuildContext } from '../types.ts';

const DIGITS = '0123456789';
const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What the events of one message are about: an order of a product by a customer. */
export interface Sale {
  readonly ids: SaleIds;
  readonly email: string;
  /** Counted from 1001. */
  readonly orderNumber: number;
  /** Parts of the order's page and of the checkout. */
  readonly token: string;
  readonly checkoutToken: string;
  readonly confirmationNumber: string;
  readonly orderedAtMs: number;
  readonly nowMs: number;
}

/** 13 or 14 digits, as Shopify's are today. */
interface SaleIds {
  readonly order: number;
  readonly lineItem: number;
  readonly shippingLine: number;
  readonly customer: number;
  readonly address: number;
  readonly product: number;
  readonly variant: number;
  readonly inventoryItem: number;
  readonly option: number;
}

export function saleOf({ message, nowMs }: BuildContext): Sale {
  const random = message.random();
  return {
    ids: saleIds(random),
    email: message.recipient,
    orderNumber: random.fork('order-number').integer(1001, 9999),
    token: random.fork('order-token').hex(32),
    checkoutToken: random.fork('checkout-token').hex(32),
    confirmationNumber: random.fork('confirmation-number').text(CAPITALS, 9),
    orderedAtMs: message.acceptedAtMs,
    nowMs,
  };
}

function saleIds(random: Random): SaleIds {
  const id = (label: string, first: string): number =>
    Number(first + random.fork(label).text(DIGITS, 11));
  return {
    order: id('order', '64'),
    lineItem: id('line-item', '160'),
    shippingLine: id('shipping-line', '52'),
    customer: id('customer', '82'),
    address: id('address', '99'),
    product: id('product', '90'),
    variant: id('variant', '470'),
    inventoryItem: id('inventory-item', '490'),
    option: id('option', '112'),
  };
}

/** `gid://shopify/<Type>/<id>`. */
export function globalId(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}
