import { base64UrlText, utf8Bytes } from '../../core/bytes.ts';
import { encodeJson, type JsonObject } from '../../core/json.ts';
import type { BuildContext, Payload } from '../types.ts';
import { eventId } from './ids.ts';
import { unixSeconds } from './times.ts';
import { APP, BOT_USER, TEAM, TOKEN } from './workspace.ts';

/**
 * One event of the Events API in its envelope.
 *
 * @param channel - conversation that `event_context` names, or `null` for an event that has none
 */
export function eventCallback(
  event: JsonObject,
  channel: string | null,
  context: BuildContext,
): Payload {
  return {
    kind: 'json',
    value: {
      token: TOKEN,
      team_id: TEAM,
      context_team_id: TEAM,
      context_enterprise_id: null,
      api_app_id: APP,
      event,
      type: 'event_callback',
      event_id: eventId(context.random),
      event_time: unixSeconds(context.nowMs),
      authorizations: [
        {
          enterprise_id: null,
          team_id: TEAM,
          user_id: BOT_USER,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      ...(channel === null ? {} : { event_context: eventContext(event, channel) }),
    },
  };
}

/** Opaque to receivers; in captures `4-` and base64url of a little JSON. */
function eventContext(event: JsonObject, channel: string): string {
  const inside = encodeJson({ et: event['type'] ?? '', tid: TEAM, aid: APP, cid: channel });
  return `4-${base64UrlText(utf8Bytes(inside))}`;
}
