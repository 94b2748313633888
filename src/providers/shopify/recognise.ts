import type { RequestView } from '../../core/request-view.ts';
import { member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { isGlobalId, topicOfBody } from './body-topic.ts';
import { EVENT_HEADERS, WEBHOOK_HEADERS } from './header-names.ts';

const USER_AGENT = 'Shopify-Captain-Hook';
const SHOP_SUFFIX = '.myshopify.com';

export function recognise(view: RequestView): Confidence {
  const names = [WEBHOOK_HEADERS, EVENT_HEADERS].flatMap(({ hmac, topic }) => [hmac, topic]);
  if (names.some((name) => view.header(name) !== undefined)) return Confidence.certain;
  if (view.header('user-agent') === USER_AGENT) return Confidence.certain;
  const body = view.json();
  if (isGlobalId(stringMember(body, 'admin_graphql_api_id'))) return Confidence.certain;
  if (topicOfBody(body) === undefined) return Confidence.none;
  const domain = stringMember(body, 'shop_domain') ?? stringMember(body, 'myshopify_domain');
  if (domain !== undefined) {
    return domain.endsWith(SHOP_SUFFIX) ? Confidence.certain : Confidence.possible;
  }
  const change = member(body, 'fields_changed');
  return member(change, 'updated') === undefined ? Confidence.possible : Confidence.likely;
}
