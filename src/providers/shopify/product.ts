import type { JsonObject } from '../../core/json.ts';
import { globalId, type Sale } from './sale.ts';
import { shopTime } from './shop-time.ts';

const CREATED_AT_MS = Date.UTC(2026, 1, 1, 14);

/** A product of one variant that has been on sale for a while. */
export function product(sale: Sale): JsonObject {
  return productSince(sale, CREATED_AT_MS);
}

export function newProduct(sale: Sale): JsonObject {
  return productSince(sale, sale.nowMs);
}

export function deletedProduct({ ids }: Sale): JsonObject {
  return { id: ids.product };
}

function productSince({ ids, nowMs }: Sale, createdAtMs: number): JsonObject {
  const createdAt = shopTime(createdAtMs);
  const updatedAt = shopTime(nowMs);
  return {
    admin_graphql_api_id: globalId('Product', ids.product),
    body_html: '<p>Dummy sunglasses</p>',
    created_at: createdAt,
    handle: 'aviator-sunglasses',
    id: ids.product,
    product_type: 'Accessories',
    published_at: createdAt,
    template_suffix: null,
    title: 'Aviator sunglasses',
    updated_at: updatedAt,
    vendor: 'Example & Sons',
    status: 'active',
    published_scope: 'global',
    tags: 'summer, unisex',
    variants: [
      {
        admin_graphql_api_id: globalId('ProductVariant', ids.variant),
        barcode: null,
        compare_at_price: '99.99',
        created_at: createdAt,
        id: ids.variant,
        inventory_policy: 'deny',
        position: 1,
        price: '89.99',
        product_id: ids.product,
        sku: 'SKU-001',
        taxable: true,
        title: 'Black',
        updated_at: updatedAt,
        option1: 'Black',
        option2: null,
        option3: null,
        image_id: null,
        inventory_item_id: ids.inventoryItem,
        inventory_quantity: 41,
        old_inventory_quantity: 41,
      },
    ],
    options: [
      { name: 'Color', id: ids.option, product_id: ids.product, position: 1, values: ['Black'] },
    ],
    images: [],
    image: null,
    media: [],
    variant_gids: [
      {
        admin_graphql_api_id: globalId('ProductVariant', ids.variant),
        updated_at: new Date(nowMs).toISOString(),
      },
    ],
    has_variants_that_requires_components: false,
    category: null,
  };
}
