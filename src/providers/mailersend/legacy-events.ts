import type { JsonObject, JsonValue } from '../../core/json.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { ACTIVITIES, type Activity, SURVEYS } from './activities.ts';
import { webhookUrlOption } from './options.ts';
import {
  activityId,
  DOMAIN_ID,
  emailId,
  emailMadeAtMs,
  messageId,
  micros,
  objectId,
  TAGS,
} from './sample-ids.ts';
import { sixDigits } from './times.ts';

type Morph = (context: BuildContext) => JsonValue;

const RECIPIENT_AGE_MS = 35 * 86_400_000;

const NO_MORPH: Morph = () => null;

function opened(context: BuildContext): JsonObject {
  return {
    object: 'open',
    id: objectId(context.nowMs, context.random.fork('morph-id')),
    created_at: sixDigits(context.nowMs),
    ip: `198.51.100.${context.random.fork('client-ip').integer(1, 254)}`,
  };
}

function clicked(context: BuildContext): JsonObject {
  return { ...opened(context), object: 'click', url: 'https://www.example.org/orders/1042' };
}

/** `data.morph` of the activities that version 1 is known to have. */
const MORPHS: Readonly<Record<string, Morph>> = {
  sent: NO_MORPH,
  delivered: NO_MORPH,
  soft_bounced: () => ({ object: 'recipient_bounce', reason: 'Unknown reason' }),
  hard_bounced: () => ({ object: 'recipient_bounce', reason: 'Host or domain name not found' }),
  opened,
  opened_unique: opened,
  clicked,
  clicked_unique: clicked,
  unsubscribed: () => ({
    object: 'recipient_unsubscribe',
    reason: 'NO_LONGER_WANT',
    readable_reason: 'I no longer want to receive these emails',
  }),
  spam_complaint: () => ({ object: 'spam_complaint', reason: null }),
  survey_submitted: NO_MORPH,
};

function statusOf(bareName: string): string {
  if (bareName === 'sent') return 'sent';
  return bareName.endsWith('_bounced') ? 'rejected' : 'delivered';
}

function email(activity: Activity, context: BuildContext): JsonObject {
  const { message } = context;
  return {
    object: 'email',
    id: emailId(context),
    created_at: sixDigits(emailMadeAtMs(context)),
    from: 'shop@mail.example.org',
    subject: message.subject,
    status: statusOf(activity.bareName),
    tags: TAGS,
    headers: null,
    message: {
      object: 'message',
      id: messageId(context),
      created_at: sixDigits(message.acceptedAtMs),
    },
    recipient: {
      object: 'recipient',
      id: objectId(message.acceptedAtMs - RECIPIENT_AGE_MS, message.random().fork('recipient-id')),
      email: message.recipient,
      created_at: sixDigits(message.acceptedAtMs - RECIPIENT_AGE_MS),
    },
  };
}

/** Version 1: nested, with the ids of domain and webhook; two times, that of the post and that of the event. */
function build(activity: Activity, morph: Morph, context: BuildContext): Payload {
  const isSurvey = activity.bareName === 'survey_submitted';
  return {
    kind: 'json',
    value: {
      type: `activity.${activity.bareName}`,
      domain_id: DOMAIN_ID,
      created_at: sixDigits(context.nowMs, micros(context)),
      webhook_id: 'k68zxl2m7q5lj905',
      url: webhookUrlOption(context.options, 'https://hooks.example.com/mailersend'),
      data: {
        object: 'activity',
        id: activityId(context),
        type: activity.bareName,
        created_at: sixDigits(context.nowMs),
        email: email(activity, context),
        morph: morph(context),
        template_id: '0r83ql3o9vg4zw1j',
        ...(isSurvey ? { surveys: SURVEYS } : {}),
      },
    },
  };
}

export const LEGACY_EVENTS: readonly EventDefinition[] = ACTIVITIES.flatMap((activity) => {
  const morph = MORPHS[activity.bareName];
  if (morph === undefined) return [];
  const definition: EventDefinition = {
    name: activity.name,
    wireName: `activity.${activity.bareName}`,
    aliases: activity.aliases,
    summary: activity.summary,
    generation: 'legacy',
    formats: ['json'],
    build: (context) => build(activity, morph, context),
  };
  return [definition];
});
