import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { OWNER, OWNER_LOGIN } from './accounts.ts';
import { nodeId } from './node-id.ts';
import { API_URL, HTML_URL, mergedRepository, repository } from './repository.ts';
import { type Story, storyOf } from './story.ts';
import { isoTime } from './times.ts';

const BRANCH = 'fix-readme';

/** The owner opened a pull request. */
export function pullRequest(context: BuildContext): JsonObject {
  const story = storyOf(context.message);
  const { id, number } = story.pullRequest;
  const urls = urlsOf(story);
  const openedAt = isoTime(context.nowMs);
  return {
    action: 'opened',
    number,
    pull_request: {
      url: urls.api,
      id,
      node_id: nodeId('PR', id),
      html_url: urls.html,
      diff_url: `${urls.html}.diff`,
      patch_url: `${urls.html}.patch`,
      issue_url: urls.issue,
      number,
      state: 'open',
      locked: false,
      title: 'Update the README',
      user: OWNER,
      body: `Fixes #${story.issue.number}`,
      created_at: openedAt,
      updated_at: openedAt,
      closed_at: null,
      merged_at: null,
      merge_commit_sha: null,
      assignee: null,
      assignees: [],
      requested_reviewers: [],
      requested_teams: [],
      labels: [],
      milestone: null,
      draft: false,
      commits_url: urls.commits,
      review_comments_url: urls.reviewComments,
      review_comment_url: urls.reviewComment,
      comments_url: urls.comments,
      statuses_url: urls.statuses,
      head: branchEnd(story, BRANCH, story.branchCommit),
      base: branchEnd(story, 'main', story.commit),
      _links: {
        self: { href: urls.api },
        html: { href: urls.html },
        issue: { href: urls.issue },
        comments: { href: urls.comments },
        review_comments: { href: urls.reviewComments },
        review_comment: { href: urls.reviewComment },
        commits: { href: urls.commits },
        statuses: { href: urls.statuses },
      },
      author_association: 'OWNER',
      auto_merge: null,
      active_lock_reason: null,
      merged: false,
      mergeable: null,
      rebaseable: null,
      mergeable_state: 'unknown',
      merged_by: null,
      comments: 0,
      review_comments: 0,
      maintainer_can_modify: false,
      commits: 1,
      additions: 1,
      deletions: 1,
      changed_files: 1,
    },
    repository: repository(story),
    sender: OWNER,
  };
}

function urlsOf({ pullRequest: { number }, branchCommit }: Story): Readonly<Record<Url, string>> {
  const api = `${API_URL}/pulls/${number}`;
  const issue = `${API_URL}/issues/${number}`;
  return {
    api,
    issue,
    html: `${HTML_URL}/pull/${number}`,
    commits: `${api}/commits`,
    comments: `${issue}/comments`,
    reviewComments: `${api}/comments`,
    reviewComment: `${API_URL}/pulls/comments{/number}`,
    statuses: `${API_URL}/statuses/${branchCommit}`,
  };
}

type Url =
  | 'api'
  | 'issue'
  | 'html'
  | 'commits'
  | 'comments'
  | 'reviewComments'
  | 'reviewComment'
  | 'statuses';

function branchEnd(story: Story, ref: string, sha: string): JsonObject {
  return {
    label: `${OWNER_LOGIN}:${ref}`,
    ref,
    sha,
    user: OWNER,
    repo: mergedRepository(story),
  };
}
