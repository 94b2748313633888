import type { JsonObject } from '../../core/json.ts';
import { OWNER, OWNER_EMAIL, OWNER_LOGIN } from './accounts.ts';
import type { Story } from './story.ts';
import { isoTime, unixSeconds } from './times.ts';

export const API_URL = `https://api.github.com/repos/${OWNER_LOGIN}/hello-webhooks`;
export const HTML_URL = `https://github.com/${OWNER_LOGIN}/hello-webhooks`;

const CREATED_AT_MS = Date.UTC(2025, 0, 15, 8);

/** How long before its last commit the repository's settings were changed. */
const CHANGED_BEFORE_MS = 5_208_000;

/** Without times and counters, as inside a workflow run. */
export const SHORT_REPOSITORY = {
  id: 900100200,
  node_id: 'R_kgDONapWSA',
  name: 'hello-webhooks',
  full_name: 'ada-example/hello-webhooks',
  private: false,
  owner: OWNER,
  html_url: HTML_URL,
  description: 'Dummy repository',
  fork: false,
  url: API_URL,
  forks_url: `${API_URL}/forks`,
  keys_url: `${API_URL}/keys{/key_id}`,
  collaborators_url: `${API_URL}/collaborators{/collaborator}`,
  teams_url: `${API_URL}/teams`,
  hooks_url: `${API_URL}/hooks`,
  issue_events_url: `${API_URL}/issues/events{/number}`,
  events_url: `${API_URL}/events`,
  assignees_url: `${API_URL}/assignees{/user}`,
  branches_url: `${API_URL}/branches{/branch}`,
  tags_url: `${API_URL}/tags`,
  blobs_url: `${API_URL}/git/blobs{/sha}`,
  git_tags_url: `${API_URL}/git/tags{/sha}`,
  git_refs_url: `${API_URL}/git/refs{/sha}`,
  trees_url: `${API_URL}/git/trees{/sha}`,
  statuses_url: `${API_URL}/statuses/{sha}`,
  languages_url: `${API_URL}/languages`,
  stargazers_url: `${API_URL}/stargazers`,
  contributors_url: `${API_URL}/contributors`,
  subscribers_url: `${API_URL}/subscribers`,
  subscription_url: `${API_URL}/subscription`,
  commits_url: `${API_URL}/commits{/sha}`,
  git_commits_url: `${API_URL}/git/commits{/sha}`,
  comments_url: `${API_URL}/comments{/number}`,
  issue_comment_url: `${API_URL}/issues/comments{/number}`,
  contents_url: `${API_URL}/contents/{+path}`,
  compare_url: `${API_URL}/compare/{base}...{head}`,
  merges_url: `${API_URL}/merges`,
  archive_url: `${API_URL}/{archive_format}{/ref}`,
  downloads_url: `${API_URL}/downloads`,
  issues_url: `${API_URL}/issues{/number}`,
  pulls_url: `${API_URL}/pulls{/number}`,
  milestones_url: `${API_URL}/milestones{/number}`,
  notifications_url: `${API_URL}/notifications{?since,all,participating}`,
  labels_url: `${API_URL}/labels{/name}`,
  releases_url: `${API_URL}/releases{/id}`,
  deployments_url: `${API_URL}/deployments`,
} as const satisfies JsonObject;

export const REPOSITORY_ID = SHORT_REPOSITORY.id;

const STATE: JsonObject = {
  git_url: 'git://github.com/ada-example/hello-webhooks.git',
  ssh_url: 'git@github.com:ada-example/hello-webhooks.git',
  clone_url: `${HTML_URL}.git`,
  svn_url: HTML_URL,
  homepage: null,
  size: 42,
  stargazers_count: 3,
  watchers_count: 3,
  language: 'TypeScript',
  has_issues: true,
  has_projects: true,
  has_downloads: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  forks_count: 0,
  mirror_url: null,
  archived: false,
  disabled: false,
  open_issues_count: 1,
  license: {
    key: 'mit',
    name: 'MIT License',
    spdx_id: 'MIT',
    url: 'https://api.github.com/licenses/mit',
    node_id: 'MDc6TGljZW5zZTEz',
  },
  allow_forking: true,
  is_template: false,
  web_commit_signoff_required: false,
  topics: [],
  visibility: 'public',
  forks: 0,
  open_issues: 1,
  watchers: 3,
  default_branch: 'main',
};

/** Settings of merges: what the repository has besides at both ends of a pull request. */
const MERGE_SETTINGS: JsonObject = {
  allow_squash_merge: true,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  allow_auto_merge: false,
  delete_branch_on_merge: false,
  allow_update_branch: false,
  use_squash_pr_title_as_default: false,
  squash_merge_commit_message: 'COMMIT_MESSAGES',
  squash_merge_commit_title: 'COMMIT_OR_PR_TITLE',
  merge_commit_message: 'PR_TITLE',
  merge_commit_title: 'MERGE_MESSAGE',
};

export function repository(story: Story): JsonObject {
  return {
    ...SHORT_REPOSITORY,
    created_at: isoTime(CREATED_AT_MS),
    updated_at: isoTime(story.committedAtMs - CHANGED_BEFORE_MS),
    pushed_at: isoTime(story.pushedAtMs),
    ...STATE,
  };
}

export function mergedRepository(story: Story): JsonObject {
  return { ...repository(story), ...MERGE_SETTINGS };
}

/** As a push has it: two times are Unix seconds, the owner has a name and an address, and two old keys come last. */
export function pushedRepository(story: Story): JsonObject {
  return {
    ...repository(story),
    owner: { name: OWNER_LOGIN, email: OWNER_EMAIL, ...OWNER },
    created_at: unixSeconds(CREATED_AT_MS),
    pushed_at: unixSeconds(story.pushedAtMs),
    stargazers: 3,
    master_branch: 'main',
  };
}
