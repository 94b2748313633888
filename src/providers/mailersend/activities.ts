import type { EventDefinition } from '../types.ts';

/** An event of a mail, in either version of the payload. */
export interface Activity extends Pick<EventDefinition, 'name' | 'aliases' | 'summary'> {
  /** What follows `activity.` in `type`, and stands alone in `data.type`. */
  readonly bareName: string;
}

export const ACTIVITIES: readonly Activity[] = [
  {
    name: 'processed',
    bareName: 'sent',
    aliases: ['sent'],
    summary: "the mail left MailerSend's servers",
  },
  {
    name: 'delivered',
    bareName: 'delivered',
    aliases: [],
    summary: 'the recipient server accepted the mail',
  },
  {
    name: 'deferred',
    bareName: 'deferred',
    aliases: [],
    summary: 'the recipient server asked for a later try (paid plans)',
  },
  {
    name: 'soft-bounce',
    bareName: 'soft_bounced',
    aliases: ['soft-bounced'],
    summary: 'not delivered, for a temporary cause',
  },
  {
    name: 'bounce',
    bareName: 'hard_bounced',
    aliases: ['hard-bounce', 'hard-bounced'],
    summary: 'not delivered, for a permanent cause',
  },
  { name: 'open', bareName: 'opened', aliases: ['opened'], summary: 'the mail was opened' },
  {
    name: 'open-unique',
    bareName: 'opened_unique',
    aliases: ['opened-unique'],
    summary: 'the mail was opened for the first time; comes beside open',
  },
  { name: 'click', bareName: 'clicked', aliases: ['clicked'], summary: 'a link was clicked' },
  {
    name: 'click-unique',
    bareName: 'clicked_unique',
    aliases: ['clicked-unique'],
    summary: 'a link was clicked for the first time; comes beside click',
  },
  {
    name: 'unsubscribe',
    bareName: 'unsubscribed',
    aliases: ['unsubscribed'],
    summary: 'the unsubscribe link was used',
  },
  {
    name: 'complaint',
    bareName: 'spam_complaint',
    aliases: ['spam', 'spam-complaint'],
    summary: 'the recipient marked the mail as spam',
  },
  {
    name: 'reject',
    bareName: 'suppressed',
    aliases: ['suppressed', 'dropped'],
    summary: 'the recipient is on a suppression list (in a third-party list of events only)',
  },
  {
    name: 'survey-opened',
    bareName: 'survey_opened',
    aliases: [],
    summary: 'a mail with a survey was opened',
  },
  {
    name: 'survey-submitted',
    bareName: 'survey_submitted',
    aliases: [],
    summary: 'a question of a survey was answered',
  },
];

export const SURVEYS = [
  { question_id: 1, survey_id: 1, answer: 'Very happy', is_last_question: true },
] as const;
