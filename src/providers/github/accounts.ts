import type { JsonObject } from '../../core/json.ts';

export const OWNER_LOGIN = 'ada-example';
export const OWNER_NAME = 'Ada Example';
export const OWNER_EMAIL = 'ada@example.com';

export const OWNER: JsonObject = account(OWNER_LOGIN, 90001001, 'U_kgDOBV1c-Q');

/** Somebody who opens issues. */
export const VISITOR: JsonObject = account('grace-example', 90001002, 'U_kgDOBV1c-g');

/** A user as every event has it. */
function account(login: string, id: number, nodeId: string): JsonObject {
  const api = `https://api.github.com/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: api,
    html_url: `https://github.com/${login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}
