import { isJsonList } from '../../core/json.ts';
import type { RequestView } from '../../core/request-view.ts';
import type { EventDefinition, Payload } from '../types.ts';
import { eventsText } from './received.ts';

/** Signs the URL check: a webhook's own key is not known before the webhook is saved, which needs the check. */
export const URL_CHECK_KEY = 'test-webhook';

/** A form of no fields stands for the HEAD request, a list of no events for the POST after it. */
const HEAD_PAYLOAD: Payload = { kind: 'form', fields: [] };
const POST_PAYLOAD: Payload = { kind: 'json', value: [] };

export function isHeadPayload(payload: Payload): boolean {
  return payload.kind === 'form' && payload.fields.length === 0;
}

export function isPostPayload(payload: Payload): boolean {
  return payload.kind === 'json' && isJsonList(payload.value) && payload.value.length === 0;
}

export type UrlCheck = Pick<EventDefinition, 'name' | 'wireName'>;

const HEAD_CHECK: UrlCheck = { name: 'url-check', wireName: 'HEAD' };
const POST_CHECK: UrlCheck = { name: 'url-check-post', wireName: 'mandrill_events=[]' };

/** What Mandrill sends when a webhook is added or changed. */
export const URL_CHECKS: readonly EventDefinition[] = [
  {
    ...HEAD_CHECK,
    aliases: ['check', 'head-check'],
    summary: 'a webhook was added or changed: an unsigned HEAD request, to be answered 200',
    generation: 'current',
    formats: ['form'],
    build: () => HEAD_PAYLOAD,
  },
  {
    ...POST_CHECK,
    aliases: ['test-webhook'],
    summary: `the HEAD request was not answered 200: no events, signed with the key ${URL_CHECK_KEY}`,
    generation: 'current',
    formats: ['form'],
    build: () => POST_PAYLOAD,
  },
];

/** Which of the two a request is; a HEAD request is taken for Mandrill's whoever sent it. */
export function urlCheckOf(view: RequestView): UrlCheck | undefined {
  if (isHead(view)) return HEAD_CHECK;
  const isCheck = view.form()?.length === 1 && eventsText(view)?.trim() === '[]';
  return isCheck ? POST_CHECK : undefined;
}

export function isHead(view: RequestView): boolean {
  return view.request.method.toUpperCase() === 'HEAD';
}
