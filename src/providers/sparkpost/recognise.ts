import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { BATCH_ID_HEADER } from './encode.ts';
import { TOKEN_HEADER } from './options.ts';

/** Every body is an array of objects with a member `msys`. */
export function recognise(view: RequestView): Confidence {
  const body = view.json();
  const first: unknown = Array.isArray(body) ? body[0] : undefined;
  if (isRecord(member(first, 'msys'))) return Confidence.certain;
  const has = (name: string): boolean => view.header(name) !== undefined;
  if (has(BATCH_ID_HEADER) || has(TOKEN_HEADER)) return Confidence.certain;
  const isAgent = view.header('user-agent')?.toLowerCase() === 'sparkpost';
  return isAgent ? Confidence.likely : Confidence.none;
}
