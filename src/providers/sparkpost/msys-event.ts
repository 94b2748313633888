import type { JsonObject } from '../../core/json.ts';
import { listedMembers, withoutMembers } from '../member-list.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { CUSTOMER_ID, memberValues } from './member-values.ts';
import { hasCustomer, isEnriched } from './options.ts';

/** Key of the one member of `msys`. */
type EventClass =
  | 'message_event'
  | 'track_event'
  | 'gen_event'
  | 'unsubscribe_event'
  | 'relay_event'
  | 'ab_test_event'
  | 'ingest_event'
  | 'relay_message';

/** An event with its members in wire order; values come from a common table unless it has its own. */
export interface MsysEvent
  extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  readonly eventClass: EventClass;
  /** Names of the members, blanks between them. */
  readonly members: string;
  own?(context: BuildContext): JsonObject;
}

/** Not known any more 60 days after sending. */
const ENRICHMENT: ReadonlySet<string> = new Set([
  'campaign_id',
  'subject',
  'ip_pool',
  'sending_ip',
  'rcpt_meta',
  'rcpt_tags',
  'routing_domain',
  'template_id',
  'template_version',
  'transmission_id',
]);

const ENGAGEMENT: readonly EventClass[] = ['track_event', 'unsubscribe_event'];

export function msysDefinition(event: MsysEvent): EventDefinition {
  return {
    name: event.name,
    wireName: event.wireName,
    aliases: event.aliases,
    summary: event.summary,
    generation: 'current',
    formats: ['json'],
    build: (context) => ({
      kind: 'json',
      value: inMsys(event.eventClass, members(event, context), context),
    }),
  };
}

/** The element of the array that every event is. */
export function inMsys(
  eventClass: EventClass,
  event: JsonObject,
  context: BuildContext,
): JsonObject {
  const msys = { [eventClass]: event };
  return hasCustomer(context.options) ? { msys, cust: { id: CUSTOMER_ID } } : { msys };
}

function members(event: MsysEvent, context: BuildContext): JsonObject {
  const all = listedMembers(event.members, {
    ...memberValues(context),
    type: event.wireName,
    ...event.own?.(context),
  });
  const isLate = ENGAGEMENT.includes(event.eventClass) && !isEnriched(context.options);
  return isLate ? withoutMembers(all, ENRICHMENT) : all;
}
