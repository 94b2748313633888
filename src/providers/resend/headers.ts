import type { MessageHeaders } from '../standard-webhooks-request.ts';

/** In the case the open-source Svix server writes; names compare without it. */
export const RESEND_HEADERS: MessageHeaders = {
  id: 'Svix-Id',
  timestamp: 'Svix-Timestamp',
  signature: 'Svix-Signature',
};
