import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import {
  type MessageHeaders,
  SVIX_HEADERS,
  signatureHeader,
  WEBHOOK_HEADERS,
} from '../standard-webhooks-request.ts';
import { Confidence } from '../types.ts';

/** `v1,` or `v1a,` at the start of any item: other schemes have a header of the same name. */
const VERSIONED = /(?:^| )v1a?,/;

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const TYPE = /^[\w-]+(?:\.[\w-]+)+$/;

/** Svix delivers for many a sender, who may be known better: its headers are therefore only likely. */
export function recognise(view: RequestView): Confidence {
  if (hasMessageHeaders(view, WEBHOOK_HEADERS)) return Confidence.certain;
  if (hasMessageHeaders(view, SVIX_HEADERS)) return Confidence.likely;
  return hasRecommendedShape(view.json()) ? Confidence.possible : Confidence.none;
}

function hasMessageHeaders(view: RequestView, names: MessageHeaders): boolean {
  return (
    view.header(names.id) !== undefined &&
    view.header(names.timestamp) !== undefined &&
    VERSIONED.test(signatureHeader(view, names) ?? '')
  );
}

function hasRecommendedShape(body: unknown): boolean {
  return (
    TYPE.test(stringMember(body, 'type') ?? '') &&
    ISO_TIME.test(stringMember(body, 'timestamp') ?? '') &&
    isRecord(member(body, 'data'))
  );
}
