import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import { payloadField } from '../payload-field.ts';

/** The JSON of a delivery: the body itself, or a form's field `payload`. */
export function deliveredBody(view: RequestView): unknown {
  return view.json() ?? payloadField(view);
}

/** Members an event has for itself, most telling first. */
const OWN_MEMBERS: readonly (readonly [event: string, members: readonly string[]])[] = [
  ['ping', ['zen', 'hook']],
  ['push', ['ref', 'commits', 'pusher']],
  ['issue_comment', ['issue', 'comment']],
  ['pull_request_review', ['pull_request', 'review']],
  ['pull_request_review_comment', ['pull_request', 'comment']],
  ['workflow_run', ['workflow_run', 'workflow']],
  ['pull_request', ['pull_request', 'action']],
  ['release', ['release', 'action']],
  ['issues', ['issue', 'action']],
];

/** Name of the event by what its body holds, for a delivery whose headers are lost. */
export function eventOfBody(body: unknown): string | undefined {
  if (!isRecord(body)) return undefined;
  return OWN_MEMBERS.find(([, members]) => members.every((name) => Object.hasOwn(body, name)))?.[0];
}

/** Whether it names somebody of GitHub as the one who caused it, as every event does. */
export function hasSender(body: unknown): boolean {
  const sender = member(body, 'sender');
  return (
    stringMember(sender, 'login') !== undefined && stringMember(sender, 'node_id') !== undefined
  );
}
