import { utf8Bytes } from '../core/bytes.ts';
import type { HeaderList } from '../core/headers.ts';
import type { WebhookResponse } from '../core/request.ts';

/** An answer in plain text. */
export function textResponse(
  status: number,
  text: string,
  headers: HeaderList = [],
): WebhookResponse {
  return {
    status,
    headers: [['Content-Type', 'text/plain; charset=utf-8'], ...headers],
    body: utf8Bytes(text),
  };
}
