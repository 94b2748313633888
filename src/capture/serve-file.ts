import type { WebhookRequest, WebhookResponse } from '../core/request.ts';
import { matchesVerificationFile, type VerificationFile } from '../providers/verification-file.ts';
import { textResponse } from './text-response.ts';

/** The answer to a provider that fetches one of the files to verify the address, or `null` for any other request. */
export function serveFile(
  files: readonly VerificationFile[],
  request: WebhookRequest,
): WebhookResponse | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null;
  const file = files.find(({ name }) => matchesVerificationFile(request.path, name));
  return file === undefined ? null : textResponse(200, file.content);
}
