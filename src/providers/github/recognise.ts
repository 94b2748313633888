import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { deliveredBody, eventOfBody, hasSender } from './delivered-body.ts';
import { DELIVERY_HEADER, EVENT_HEADER } from './delivery-headers.ts';

const USER_AGENT_PREFIX = 'GitHub-Hookshot/';

/** Headers of other forges, which send GitHub's too so that receivers made for GitHub take them. */
const OTHER_FORGES = [
  'X-Gitea-Event',
  'X-Gitea-Signature',
  'X-Forgejo-Event',
  'X-Forgejo-Signature',
  'X-Gogs-Event',
] as const;

/** Never by `X-Hub-Signature`: Bitbucket, Jira, Intercom and Meta have it too. */
export function recognise(view: RequestView): Confidence {
  if (OTHER_FORGES.some((name) => view.header(name) !== undefined)) return Confidence.none;
  if (view.header(EVENT_HEADER) !== undefined) return Confidence.certain;
  if (view.header(DELIVERY_HEADER) !== undefined) return Confidence.certain;
  if (view.header('user-agent')?.startsWith(USER_AGENT_PREFIX)) return Confidence.certain;
  const body = deliveredBody(view);
  const event = eventOfBody(body);
  if (event === undefined) return Confidence.none;
  if (hasSender(body)) return Confidence.certain;
  return event === 'ping' && isRecord(member(body, 'hook'))
    ? Confidence.likely
    : Confidence.possible;
}
