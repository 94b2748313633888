import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { OWNER, OWNER_EMAIL, OWNER_LOGIN, OWNER_NAME } from './accounts.ts';
import { nodeId } from './node-id.ts';
import { API_URL, HTML_URL, pushedRepository, repository } from './repository.ts';
import { storyOf } from './story.ts';
import { authorTime, isoTime } from './times.ts';

/** The one hook of the sample repository. */
export const HOOK_ID = 574800123;

/** The first delivery of a new hook; it has no `action`. */
export function ping(context: BuildContext): JsonObject {
  const url = `${API_URL}/hooks/${HOOK_ID}`;
  const createdAt = isoTime(context.nowMs);
  return {
    zen: 'Keep it logically awesome.',
    hook_id: HOOK_ID,
    hook: {
      type: 'Repository',
      id: HOOK_ID,
      name: 'web',
      active: true,
      events: ['push', 'pull_request'],
      config: {
        content_type: context.format === 'form' ? 'form' : 'json',
        insecure_ssl: '0',
        secret: '********',
        url: 'https://hooks.example.com/github',
      },
      updated_at: createdAt,
      created_at: createdAt,
      url,
      test_url: `${url}/test`,
      ping_url: `${url}/pings`,
      deliveries_url: `${url}/deliveries`,
      last_response: { code: null, status: 'unused', message: null },
    },
    repository: repository(storyOf(context.message)),
    sender: OWNER,
  };
}

/** One commit pushed to the main branch. */
export function push(context: BuildContext): JsonObject {
  const story = storyOf(context.message);
  const author = {
    name: OWNER_NAME,
    email: OWNER_EMAIL,
    date: authorTime(story.committedAtMs),
    username: OWNER_LOGIN,
  };
  const commit = {
    id: story.commit,
    tree_id: story.tree,
    distinct: true,
    message: 'Add webhook handler\n\nSecond line with ünïcode',
    timestamp: authorTime(story.committedAtMs),
    url: `${HTML_URL}/commit/${story.commit}`,
    author,
    committer: author,
    added: ['src/handler.ts'],
    removed: [],
    modified: ['README.md'],
  };
  return {
    ref: 'refs/heads/main',
    before: story.parent,
    after: story.commit,
    repository: pushedRepository(story),
    pusher: { name: OWNER_LOGIN, email: OWNER_EMAIL },
    sender: OWNER,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${HTML_URL}/compare/${story.parent.slice(0, 12)}...${story.commit.slice(0, 12)}`,
    commits: [commit],
    head_commit: commit,
  };
}

export function release(context: BuildContext): JsonObject {
  const story = storyOf(context.message);
  const path = `/releases/${story.releaseId}`;
  const publishedAt = isoTime(context.nowMs);
  return {
    action: 'published',
    release: {
      url: `${API_URL}${path}`,
      assets_url: `${API_URL}${path}/assets`,
      upload_url: `${API_URL.replace('api.', 'uploads.')}${path}/assets{?name,label}`,
      html_url: `${HTML_URL}/releases/tag/v1.0.0`,
      id: story.releaseId,
      author: OWNER,
      node_id: nodeId('RE', story.releaseId),
      tag_name: 'v1.0.0',
      target_commitish: 'main',
      name: 'v1.0.0',
      draft: false,
      immutable: false,
      prerelease: false,
      created_at: isoTime(story.committedAtMs),
      updated_at: publishedAt,
      published_at: publishedAt,
      assets: [],
      tarball_url: `${API_URL}/tarball/v1.0.0`,
      zipball_url: `${API_URL}/zipball/v1.0.0`,
      body: 'First release',
    },
    repository: repository(story),
    sender: OWNER,
  };
}
