import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import type { HeaderList } from '../../core/headers.ts';
import { headerValue } from '../../core/headers.ts';
import {
  COMPACT_JSON,
  encodeJson,
  GO_JSON,
  isJsonObject,
  type JsonStyle,
  type JsonValue,
  RawNumber,
} from '../../core/json.ts';
import { eventHeaders } from '../event-headers.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { topicOfBody } from './body-topic.ts';
import { WEBHOOK_HEADERS } from './header-names.ts';
import { apiVersion, hasCapturedEscapes, shopDomain } from './options.ts';

/** The encoder of Rails, and slashes escaped besides. */
const SHOPIFY_JSON: JsonStyle = { ...GO_JSON, escapeSlash: true };

/** Topics of these resources name the id of the resource in a header of its own. */
const RESOURCE_HEADERS: Readonly<Record<string, string>> = {
  orders: 'X-Shopify-Order-Id',
  products: 'X-Shopify-Product-Id',
  customers: 'X-Shopify-Customer-Id',
};

/**
 * Writes one event as a request; Shopify never batches.
 *
 * @throws {UsageError} for more than one event, or none
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`a Shopify request has one event, not ${payloads.length}`);
  }
  if (payload.kind !== 'json') {
    throw new UsageError(`a Shopify event is JSON, not ${payload.kind}`);
  }
  const style = hasCapturedEscapes(context.options) ? SHOPIFY_JSON : COMPACT_JSON;
  const headers = headersOf(payload, context);
  const topic = headerValue(headers, WEBHOOK_HEADERS.topic) ?? '';
  return {
    method: 'POST',
    headers: [
      ['Content-Type', 'application/json'],
      ['User-Agent', 'Shopify-Captain-Hook'],
      ['Accept', '*/*'],
      ...headers,
      ...resourceHeaders(topic, payload.value),
    ],
    body: utf8Bytes(encodeJson(payload.value, style)),
  };
}

/** Those it was built with; else the least a webhook has, the topic told by its body. */
function headersOf(payload: Payload, { options, random }: EncodeContext): HeaderList {
  const headers = eventHeaders(payload);
  if (headers.length > 0 || payload.kind !== 'json') return headers;
  const topic = topicOfBody(payload.value);
  return [
    ...(topic === undefined ? [] : ([[WEBHOOK_HEADERS.topic, topic]] as const)),
    [WEBHOOK_HEADERS.shopDomain, shopDomain(options)],
    [WEBHOOK_HEADERS.apiVersion, apiVersion(options)],
    [WEBHOOK_HEADERS.webhookId, random.fork('webhook-id').uuid()],
    [WEBHOOK_HEADERS.eventId, random.fork('event-id').uuid()],
  ];
}

function resourceHeaders(topic: string, body: JsonValue): HeaderList {
  if (!isJsonObject(body)) return [];
  const name = RESOURCE_HEADERS[topic.split('/', 1)[0] ?? ''];
  const { id, test } = body;
  const headers: [string, string][] = [];
  if (name !== undefined && (typeof id === 'number' || id instanceof RawNumber)) {
    headers.push([name, id instanceof RawNumber ? id.text : String(id)]);
  }
  if (topic.startsWith('orders/') && typeof test === 'boolean') {
    headers.push(['X-Shopify-Test', String(test)]);
  }
  return headers;
}
