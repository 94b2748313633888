import type { RequestView } from '../../core/request-view.ts';
import { BARE_SUCCESS, type Handshake } from '../handshake.ts';
import { isHead, urlCheckOf } from './url-check.ts';

/** A webhook is saved only when its URL answers 200 to a HEAD request, or else to a signed POST without events. */
export function handshake(view: RequestView): Handshake | null {
  if (urlCheckOf(view) === undefined) return null;
  const what = isHead(view) ? 'a HEAD request, as Mandrill checks URLs' : "Mandrill's URL check";
  return { what, answer: BARE_SUCCESS, visit: null };
}
