import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import { payloadField } from '../payload-field.ts';
import { Confidence } from '../types.ts';
import { COMMAND_FIELD, SSL_CHECK_FIELD } from './form-events.ts';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.ts';

/** Not `Slackbot-LinkExpanding` and the like, which read pages. */
const USER_AGENT_PREFIX = 'Slackbot 1.0 ';

const INTERACTIONS: ReadonlySet<string> = new Set([
  'block_actions',
  'view_submission',
  'view_closed',
  'shortcut',
  'message_action',
  'block_suggestion',
  'interactive_message',
  'dialog_submission',
]);

export function recognise(view: RequestView): Confidence {
  const headers = [SIGNATURE_HEADER, TIMESTAMP_HEADER];
  if (headers.some((name) => view.header(name) !== undefined)) return Confidence.certain;
  if (view.header('user-agent')?.startsWith(USER_AGENT_PREFIX)) return Confidence.certain;
  return view.kind === 'form' ? formConfidence(view) : jsonConfidence(view.json());
}

function jsonConfidence(body: unknown): Confidence {
  const type = stringMember(body, 'type');
  const hasApp = stringMember(body, 'api_app_id') !== undefined;
  if (type === 'event_callback' && isRecord(member(body, 'event'))) {
    return hasApp ? Confidence.certain : Confidence.likely;
  }
  if (type === 'app_rate_limited' && hasApp) return Confidence.certain;
  // Products modelled on Slack have the same challenge.
  const isChallenge = stringMember(body, 'challenge') !== undefined;
  return type === 'url_verification' && isChallenge ? Confidence.likely : Confidence.none;
}

function formConfidence(view: RequestView): Confidence {
  if (isSslCheck(view)) return Confidence.likely;
  if (view.field('team_id') !== undefined && view.field('user_id') !== undefined) {
    return textConfidence(view);
  }
  const payload = payloadField(view);
  if (!INTERACTIONS.has(stringMember(payload, 'type') ?? '')) return Confidence.none;
  const isApp = stringMember(payload, 'api_app_id') !== undefined;
  return isApp || isRecord(member(payload, 'team')) ? Confidence.certain : Confidence.possible;
}

/** Slash commands, which Mattermost sends with the same fields, and the old outgoing webhooks. */
function textConfidence(view: RequestView): Confidence {
  if (view.field('response_url')?.startsWith('https://hooks.slack.com/')) return Confidence.certain;
  if (view.field(COMMAND_FIELD)?.startsWith('/')) return Confidence.likely;
  return view.field('trigger_word') === undefined ? Confidence.none : Confidence.possible;
}

/** The check of a command's certificate. */
export function isSslCheck(view: RequestView): boolean {
  return (
    view.kind === 'form' &&
    view.field('token') !== undefined &&
    view.field(SSL_CHECK_FIELD) !== undefined
  );
}
