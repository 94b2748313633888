import { BASE62 } from '../../core/random.ts';
import type { EventDefinition } from '../types.ts';
import { ONCE_RETRY } from './schedule.ts';
import { unixSeconds } from './times.ts';
import { APP, TEAM, TOKEN } from './workspace.ts';

const COMMON = { generation: 'current', formats: ['json'] } as const;

/** Bodies of the Events API that hold no inner event. */
export const OUTER_EVENTS: readonly EventDefinition[] = [
  {
    ...COMMON,
    name: 'url_verification',
    wireName: 'url_verification',
    aliases: ['challenge'],
    summary: 'a request URL was saved: the answer must repeat the challenge',
    retry: ONCE_RETRY,
    build: ({ random }) => ({
      kind: 'json',
      value: {
        token: TOKEN,
        challenge: random.fork('challenge').text(BASE62, 52),
        type: 'url_verification',
      },
    }),
  },
  {
    ...COMMON,
    name: 'app_rate_limited',
    wireName: 'app_rate_limited',
    aliases: ['rate-limited'],
    summary: 'a workspace had more than 30,000 events in an hour; they are held back',
    build: ({ nowMs }) => ({
      kind: 'json',
      value: {
        token: TOKEN,
        type: 'app_rate_limited',
        team_id: TEAM,
        minute_rate_limited: Math.floor(unixSeconds(nowMs) / 60) * 60,
        api_app_id: APP,
      },
    }),
  },
];
