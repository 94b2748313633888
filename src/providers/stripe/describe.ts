import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { member, stringMember } from '../../core/shape.ts';
import { EVENTS } from './events.ts';

const NAMES: ReadonlySet<string> = new Set(EVENTS.map(({ wireName }) => wireName));

/** Where the objects of different types hold the customer's address. */
const ADDRESSES: readonly (readonly string[])[] = [
  ['receipt_email'],
  ['customer_details', 'email'],
  ['customer_email'],
  ['billing_details', 'email'],
  ['evidence', 'customer_email_address'],
  ['email'],
];

/** The one event of a body; its id is the same over retries. */
export function describe(view: RequestView): readonly EventSummary[] {
  const body = view.json();
  const wireName = stringMember(body, 'type');
  if (wireName === undefined) return [];
  return [
    {
      name: NAMES.has(wireName) ? wireName : null,
      wireName,
      id: stringMember(body, 'id') ?? null,
      recipient: addressOf(member(member(body, 'data'), 'object')),
    },
  ];
}

function addressOf(object: unknown): string | null {
  const found = ADDRESSES.map((path) => path.reduce(member, object));
  return found.find((address) => typeof address === 'string') ?? null;
}
