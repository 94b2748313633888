import type { JsonObject } from '../../core/json.ts';
import { jsonWithHeaders } from '../event-headers.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { ping, push, release } from './activity-events.ts';
import { APP_HOOK, deliveryHeaders, REPOSITORY_HOOK } from './delivery-headers.ts';
import { INSTALLATION } from './installation.ts';
import { issues } from './issue-event.ts';
import { isAppHook } from './options.ts';
import { pullRequest } from './pull-request-event.ts';
import { workflowRun } from './workflow-run-event.ts';

interface GithubEvent extends Pick<EventDefinition, 'name' | 'aliases' | 'summary'> {
  body(context: BuildContext): JsonObject;
}

const PING = 'ping';

const GITHUB_EVENTS: readonly GithubEvent[] = [
  { name: PING, aliases: [], summary: 'a hook was made; its first delivery', body: ping },
  {
    name: 'push',
    aliases: ['commits'],
    summary: 'commits were pushed to a branch',
    body: push,
  },
  {
    name: 'issues',
    aliases: ['issues.opened', 'issue'],
    summary: 'an issue was opened (set action for others)',
    body: issues,
  },
  {
    name: 'pull_request',
    aliases: ['pull_request.opened', 'pr'],
    summary: 'a pull request was opened (set action for others)',
    body: pullRequest,
  },
  {
    name: 'release',
    aliases: ['release.published'],
    summary: 'a release was published (set action for others)',
    body: release,
  },
  {
    name: 'workflow_run',
    aliases: ['workflow_run.completed'],
    summary: 'a run of a workflow completed (set action for others)',
    body: workflowRun,
  },
];

function build({ name, body }: GithubEvent, context: BuildContext): Payload {
  // What the first delivery of an app's hook looks like is not published.
  const ofApp = isAppHook(context.options) && name !== PING;
  const value = body(context);
  const whole = ofApp ? { ...value, installation: INSTALLATION } : value;
  return jsonWithHeaders(whole, deliveryHeaders(name, ofApp ? APP_HOOK : REPOSITORY_HOOK, context));
}

export const BUILT_IN_EVENTS: readonly EventDefinition[] = GITHUB_EVENTS.map((event) => ({
  name: event.name,
  wireName: event.name,
  aliases: event.aliases,
  summary: event.summary,
  generation: 'current',
  formats: ['json', 'form'],
  build: (context) => build(event, context),
}));
