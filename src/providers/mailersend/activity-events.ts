import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { ACTIVITIES, type Activity, SURVEYS } from './activities.ts';
import { activityId, DOMAIN_ID, emailId, messageId, TAGS } from './sample-ids.ts';
import { sixZeros } from './times.ts';

/** Version 2: flat, `data.email` is the address, `meta` an empty list unless there is something in it. */
function build(activity: Activity, context: BuildContext): Payload {
  return {
    kind: 'json',
    value: {
      type: `activity.${activity.bareName}`,
      created_at: sixZeros(context.nowMs),
      data: {
        id: activityId(context),
        domain_id: DOMAIN_ID,
        message_id: messageId(context),
        email_id: emailId(context),
        type: activity.bareName,
        subject: context.message.subject,
        email: context.message.recipient,
        tags: TAGS,
        meta: activity.bareName === 'survey_submitted' ? { surveys: SURVEYS } : [],
      },
    },
  };
}

export const ACTIVITY_EVENTS: readonly EventDefinition[] = ACTIVITIES.map((activity) => ({
  name: activity.name,
  wireName: `activity.${activity.bareName}`,
  aliases: activity.aliases,
  summary: activity.summary,
  generation: 'current',
  formats: ['json'],
  build: (context) => build(activity, context),
}));
