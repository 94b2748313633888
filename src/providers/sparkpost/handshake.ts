import type { RequestView } from '../../core/request-view.ts';
import { isRecord } from '../../core/shape.ts';
import { BARE_SUCCESS, type Handshake } from '../handshake.ts';

/** A webhook can be made, or given another URL, only when the test post `[{"msys":{}}]` is answered 200. */
export function handshake(view: RequestView): Handshake | null {
  const body = view.json();
  if (!Array.isArray(body) || body.length !== 1) return null;
  const [element]: readonly unknown[] = body;
  const msys = isRecord(element) ? element['msys'] : undefined;
  if (!isRecord(msys) || Object.keys(msys).length > 0) return null;
  return { what: "SparkPost's ping", answer: BARE_SUCCESS, visit: null };
}
