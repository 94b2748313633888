import { encodeJson, isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import { APP_HOOK, type HookOwner } from './delivery-headers.ts';

/** Whose hook delivers a body, as far as it tells: an app's, a repository's, an organisation's or a listing's. */
export function hookOwner(body: JsonObject): HookOwner {
  if (body['installation'] !== undefined) return APP_HOOK;
  for (const type of ['repository', 'organization'] as const) {
    const id = memberId(body[type]);
    if (id !== undefined) return { type, id };
  }
  if (body['marketplace_purchase'] !== undefined)
    return { ...APP_HOOK, type: 'marketplace::listing' };
  if (body['sponsorship'] !== undefined) return { ...APP_HOOK, type: 'sponsorslisting' };
  return APP_HOOK; // such as security_advisory and github_app_authorization, which only apps get
}

function memberId(value: JsonValue | undefined): string | undefined {
  const id = isJsonObject(value) ? value['id'] : undefined;
  return id === undefined ? undefined : encodeJson(id);
}
