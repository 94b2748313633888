import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { VISITOR } from './accounts.ts';
import { nodeId } from './node-id.ts';
import { API_URL, HTML_URL, repository } from './repository.ts';
import { storyOf } from './story.ts';
import { isoTime } from './times.ts';

const BUG_LABEL: JsonObject = {
  id: 7800100200,
  node_id: 'LA_kwDONapWSM8AAAAB0OeT6A',
  url: `${API_URL}/labels/bug`,
  name: 'bug',
  color: 'd73a4a',
  default: true,
  description: "Something isn't working",
};

/** A visitor opened an issue. */
export function issues(context: BuildContext): JsonObject {
  const story = storyOf(context.message);
  const { id, number } = story.issue;
  const url = `${API_URL}/issues/${number}`;
  const openedAt = isoTime(context.nowMs);
  return {
    action: 'opened',
    issue: {
      url,
      repository_url: API_URL,
      labels_url: `${url}/labels{/name}`,
      comments_url: `${url}/comments`,
      events_url: `${url}/events`,
      html_url: `${HTML_URL}/issues/${number}`,
      id,
      node_id: nodeId('I', id),
      number,
      title: 'Spelling error in the README',
      user: VISITOR,
      labels: [BUG_LABEL],
      state: 'open',
      locked: false,
      assignee: null,
      assignees: [],
      milestone: null,
      comments: 0,
      created_at: openedAt,
      updated_at: openedAt,
      closed_at: null,
      author_association: 'NONE',
      type: null,
      active_lock_reason: null,
      sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
      issue_dependencies_summary: {
        blocked_by: 0,
        total_blocked_by: 0,
        blocking: 0,
        total_blocking: 0,
      },
      body: 'There are two t in "commit".',
      reactions: {
        url: `${url}/reactions`,
        total_count: 0,
        '+1': 0,
        '-1': 0,
        laugh: 0,
        hooray: 0,
        confused: 0,
        heart: 0,
        rocket: 0,
        eyes: 0,
      },
      timeline_url: `${url}/timeline`,
      performed_via_github_app: null,
      state_reason: null,
    },
    repository: repository(story),
    sender: VISITOR,
  };
}
