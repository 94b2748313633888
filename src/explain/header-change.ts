import { withHeader } from '../core/headers.ts';
import type { Change, VerifyCase } from './types.ts';

export function withHeaderValue({ request }: VerifyCase, name: string, value: string): Change {
  return { headers: withHeader(request.headers, name, value) };
}
