import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { inboundMessageId, isoSecond, isoTime, resendEvent, sharedId } from './event-data.ts';

const INBOX_ID = 'b6d24b8e-af0b-4c3c-be0c-359bbd97381e';
const DOMAIN_ID = 'd91cd9bd-1176-453e-8fc1-35364d380206';
const READER = 'jane@example.net';
const SUPPORT = 'support@example.com';
const LABEL = { color: '#E93D82', id: '5c0f1f0e-8a6f-4a38-9f0e-2f6f3f1b9d11', name: 'Billing' };

type Data = (context: BuildContext) => JsonObject;

function inboxEvent(subject: string, summary: string, data: Data): EventDefinition {
  const wireName = `inbox.${subject}`;
  const name = wireName.replaceAll('.', '-');
  return resendEvent({ name, wireName, aliases: [], summary }, (context) => ({
    inbox_id: INBOX_ID,
    ...data(context),
  }));
}

function inbox(context: BuildContext, name: string, updatedAt: string): JsonObject {
  return {
    created_at: isoTime(context.message.acceptedAtMs),
    domain_id: DOMAIN_ID,
    drafts: 0,
    email_address: SUPPORT,
    from_name: 'Acme Support',
    id: INBOX_ID,
    last_received: null,
    name,
    object: 'inbox',
    receiving_address: null,
    unread: 0,
    updated_at: updatedAt,
  };
}

/** The thread and its id, as all thread, mail and draft events have them. */
function inThread(context: BuildContext, thread: JsonObject = {}): JsonObject {
  const id = sharedId(context, 'thread-id');
  return {
    thread: {
      folder: 'inbox',
      id,
      labels: [],
      object: 'inbox_thread',
      read: false,
      subject: context.message.subject,
      ...thread,
    },
    thread_id: id,
  };
}

function receivedMail(context: BuildContext): JsonObject {
  const id = sharedId(context, 'email-id');
  return {
    email: {
      attachments: [],
      bcc: [],
      cc: [],
      direction: 'inbound',
      from: READER,
      id,
      message_id: inboundMessageId(context),
      read: false,
      received_at: isoTime(context.message.acceptedAtMs),
      reply_to: [],
      subject: context.message.subject,
      to: [context.message.recipient],
    },
    email_id: id,
    source: 'system',
    ...inThread(context),
  };
}

function sentMail(context: BuildContext): JsonObject {
  const id = sharedId(context, 'reply-id');
  return {
    email: {
      attachments: [],
      bcc: [],
      cc: [],
      direction: 'outbound',
      from: SUPPORT,
      id,
      message_id: null,
      read: true,
      received_at: isoTime(context.message.acceptedAtMs),
      reply_to: [],
      subject: `Re: ${context.message.subject}`,
      to: [context.message.recipient],
    },
    email_id: id,
    source: 'api',
    ...inThread(context),
  };
}

interface DraftState {
  readonly source: 'agent' | 'api';
  readonly isSent?: boolean;
  readonly isChanged?: boolean;
}

function draft(state: DraftState): Data {
  return (context) => {
    const id = sharedId(context, 'draft-id');
    const createdAt = isoTime(context.message.acceptedAtMs);
    const sent = state.isSent === true ? { email_id: sharedId(context, 'reply-id') } : {};
    return {
      draft: {
        attachments: [],
        bcc: [],
        cc: [],
        created_at: createdAt,
        email_id: null,
        id,
        object: 'inbox_draft',
        reply_to_email_id: sharedId(context, 'email-id'),
        subject: `Re: ${context.message.subject}`,
        thread_id: sharedId(context, 'thread-id'),
        to: [context.message.recipient],
        type: 'reply',
        updated_at: state.isChanged === true ? isoSecond(context.nowMs) : createdAt,
        ...sent,
      },
      draft_id: id,
      source: state.source,
      ...sent,
      ...inThread(context),
    };
  };
}

/** Shapes of the SDK types; no capture of these is public. */
export const INBOX_EVENTS: readonly EventDefinition[] = [
  inboxEvent('created', 'an inbox was made', (context) => ({
    inbox: inbox(context, 'Support', isoTime(context.message.acceptedAtMs)),
    source: 'dashboard',
  })),
  inboxEvent('updated', 'an inbox was changed, here renamed', (context) => ({
    inbox: inbox(context, 'Help desk', isoSecond(context.nowMs)),
    source: 'dashboard',
  })),
  inboxEvent('deleted', 'an inbox was removed', () => ({ source: 'dashboard' })),
  inboxEvent('thread.created', 'a mail began a thread', receivedMail),
  inboxEvent('thread.folder.updated', 'a thread was moved, here archived', (context) => ({
    from: 'inbox',
    source: 'dashboard',
    to: 'archive',
    ...inThread(context, { folder: 'archive' }),
  })),
  inboxEvent('thread.assigned', 'a thread was given to someone', (context) => ({
    assigned_by_email: 'lead@example.com',
    assignee_email: 'agent@example.com',
    previous_assignee_email: null,
    source: 'dashboard',
    ...inThread(context),
  })),
  inboxEvent('thread.unassigned', 'a thread was taken from someone', (context) => ({
    previous_assignee_email: 'agent@example.com',
    source: 'dashboard',
    ...inThread(context),
  })),
  inboxEvent('thread.labels.updated', 'labels of a thread changed, here one added', (context) => ({
    added: [LABEL],
    removed: [],
    source: 'api',
    ...inThread(context, { labels: [LABEL] }),
  })),
  inboxEvent('email.received', 'a mail came into an inbox', receivedMail),
  inboxEvent('email.sent', 'a mail was sent from an inbox', sentMail),
  inboxEvent('draft.created', 'a draft was made', draft({ source: 'agent' })),
  inboxEvent('draft.updated', 'a draft was changed', draft({ source: 'api', isChanged: true })),
  inboxEvent('draft.sent', 'a draft was sent', draft({ source: 'api', isSent: true })),
  inboxEvent('draft.deleted', 'a draft was removed', draft({ source: 'api' })),
];
