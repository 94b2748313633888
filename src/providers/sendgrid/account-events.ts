import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { randomId } from './ids.ts';
import { refuseTestButton } from './test-button.ts';

/** About the account, not about a mail. */
export const ACCOUNT_EVENTS: readonly EventDefinition[] = [
  {
    name: 'account-status',
    wireName: 'account_status_change',
    aliases: ['account-suspended'],
    summary: "SendGrid's compliance desk suspended, deactivated, banned or reactivated the account",
    generation: 'current',
    formats: ['json'],
    build,
  },
];

function build({ nowMs, random, options }: BuildContext): Payload {
  refuseTestButton('account-status', options);
  return {
    kind: 'json',
    value: {
      event: 'account_status_change',
      sg_event_id: randomId(random.fork('event-id')),
      timestamp: Math.floor(nowMs / 1000),
      type: 'compliance_suspend',
    },
  };
}
