import { withHeader } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { Change, VerifyCase } from './types.ts';

export function withHeaderValue({ request }: VerifyCase, name: string, value: string): Change {
  return { headers: withHeader(request.headers, name, value) };
}

/** What a changed request has that the one before has not. */
export function changeOf(before: WebhookRequest, { headers, body }: WebhookRequest): Change {
  return {
    ...(headers === before.headers ? {} : { headers }),
    ...(body === before.body ? {} : { body }),
  };
}
