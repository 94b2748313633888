import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { member, stringMember } from '../../core/shape.ts';
import { topicOfBody } from './body-topic.ts';
import { EVENTS } from './events.ts';
import { ACTION_HEADER, EVENT_HEADERS, headerNamesOf } from './header-names.ts';

const NAMES = new Map(EVENTS.map(({ wireName, name }) => [wireName, name]));

/** The topic of the header, or where that is lost, the likeliest of the body; retries repeat the webhook id. */
export function describe(view: RequestView): readonly EventSummary[] {
  const body = view.json();
  const wireName = topicOf(view) || topicOfBody(body);
  if (wireName === undefined) return [];
  return [
    {
      name: NAMES.get(wireName) ?? null,
      wireName,
      id: view.header(headerNamesOf(view.header).webhookId) || null,
      recipient:
        stringMember(body, 'email') ?? stringMember(member(body, 'customer'), 'email') ?? null,
    },
  ];
}

function topicOf(view: RequestView): string | undefined {
  const names = headerNamesOf(view.header);
  const topic = view.header(names.topic);
  const action = view.header(ACTION_HEADER);
  if (names !== EVENT_HEADERS || topic === undefined || action === undefined) return topic;
  return `${topic}/${action}`;
}
