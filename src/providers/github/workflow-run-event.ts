import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { OWNER, OWNER_EMAIL, OWNER_NAME } from './accounts.ts';
import { nodeId } from './node-id.ts';
import { API_URL, HTML_URL, repository, SHORT_REPOSITORY } from './repository.ts';
import { type Story, storyOf } from './story.ts';
import { isoTime } from './times.ts';

const WORKFLOW_ID = 140100200;
const WORKFLOW_PATH = '.github/workflows/ci.yml';
const WORKFLOW_URL = `${API_URL}/actions/workflows/${WORKFLOW_ID}`;

/** How long after the push a run is made. */
const START_DELAY_MS = 5_000;

/** A run of the workflow after the push has succeeded. */
export function workflowRun(context: BuildContext): JsonObject {
  const story = storyOf(context.message);
  return {
    action: 'completed',
    workflow_run: run(story, context.nowMs),
    workflow: {
      id: WORKFLOW_ID,
      node_id: 'W_kwDONapWSM4IWcfI',
      name: 'CI',
      path: WORKFLOW_PATH,
      state: 'active',
      created_at: '2025-01-15T08:05:00.000Z',
      updated_at: '2026-03-01T08:05:00.000Z',
      url: WORKFLOW_URL,
      html_url: `${HTML_URL}/blob/main/${WORKFLOW_PATH}`,
      badge_url: `${HTML_URL}/workflows/CI/badge.svg`,
    },
    repository: repository(story),
    sender: OWNER,
  };
}

function run(story: Story, nowMs: number): JsonObject {
  const { id, number } = story.run;
  const url = `${API_URL}/actions/runs/${id}`;
  const startedAt = isoTime(Math.min(story.pushedAtMs + START_DELAY_MS, nowMs));
  const person = { name: OWNER_NAME, email: OWNER_EMAIL };
  return {
    id,
    name: 'CI',
    node_id: nodeId('WFR', id, 2),
    head_branch: 'main',
    head_sha: story.commit,
    path: WORKFLOW_PATH,
    display_title: 'Add webhook handler',
    run_number: number,
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    workflow_id: WORKFLOW_ID,
    check_suite_id: story.checkSuiteId,
    check_suite_node_id: nodeId('CS', story.checkSuiteId),
    url,
    html_url: `${HTML_URL}/actions/runs/${id}`,
    pull_requests: [],
    created_at: startedAt,
    updated_at: isoTime(nowMs),
    actor: OWNER,
    run_attempt: 1,
    referenced_workflows: [],
    run_started_at: startedAt,
    triggering_actor: OWNER,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${API_URL}/check-suites/${story.checkSuiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: WORKFLOW_URL,
    head_commit: {
      id: story.commit,
      tree_id: story.tree,
      message: 'Add webhook handler',
      timestamp: isoTime(story.committedAtMs),
      author: person,
      committer: person,
    },
    repository: SHORT_REPOSITORY,
    head_repository: SHORT_REPOSITORY,
  };
}
