import type { EventDefinition } from '../types.ts';

const USER = { type: 'user', name: 'Jane Doe' } as const;
const ACTOR = { id: 5012, ...USER };

/** Audit log (Enterprise plan): times in Unix seconds, and no event id. */
export const AUDIT_EVENTS: readonly EventDefinition[] = [
  {
    name: 'audit',
    wireName: 'activity_log.user.updated',
    aliases: ['audit_log', 'activity-log'],
    summary: 'account activity: a user profile was changed',
    generation: 'current',
    formats: ['json', 'jsonl'],
    build: (context) => ({
      kind: 'json',
      value: {
        event: 'activity_log.user.updated',
        description: 'updated the user profile',
        actor: ACTOR,
        resource: { id: '5012', ...USER },
        changes: { name: { to: '[FILTERED]', from: '[FILTERED]' } },
        timestamp: Math.floor(context.nowMs / 1000),
      },
    }),
  },
  {
    name: 'audit-login',
    wireName: 'activity_log.user.login',
    aliases: [],
    summary: 'account activity: a user logged in; without resource and changes',
    generation: 'current',
    formats: ['json', 'jsonl'],
    build: (context) => ({
      kind: 'json',
      value: {
        event: 'activity_log.user.login',
        description: 'logged in with SSO',
        actor: ACTOR,
        timestamp: Math.floor(context.nowMs / 1000),
      },
    }),
  },
];
