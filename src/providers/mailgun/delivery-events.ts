import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, Payload } from '../types.ts';
import {
  ACCOUNT,
  DOMAIN,
  envelope,
  eventId,
  eventPayload,
  eventTimestamp,
  messageHeaders,
} from './event-data.ts';
import {
  domainOf,
  FROM,
  messageIds,
  SENDING_DOMAIN,
  SENDING_IP,
  TAG,
  USER_VARIABLES,
} from './sample-mail.ts';

export function buildAccepted(context: BuildContext): Payload {
  const ids = messageIds(context.message);
  const { recipient, subject } = context.message;
  return eventPayload({
    account: ACCOUNT,
    'api-key-id': '1a2b3c4d-5e6f7081',
    domain: DOMAIN,
    envelope: envelope(context),
    event: 'accepted',
    flags: { 'is-authenticated': true, 'is-test-mode': false },
    id: eventId(context),
    'log-level': 'info',
    message: {
      headers: { from: FROM, 'message-id': ids.messageId, subject, to: recipient },
      size: ids.size,
    },
    method: 'HTTP',
    recipient,
    'recipient-domain': domainOf(recipient),
    storage: ids.storage,
    tags: [TAG],
    timestamp: eventTimestamp(context),
    'user-variables': USER_VARIABLES,
  });
}

export function buildDelivered(context: BuildContext): Payload {
  return attempt(context, {
    event: 'delivered',
    logLevel: 'info',
    failure: null,
    status: {
      'attempt-no': 1,
      code: 250,
      message: 'OK',
      description: null,
      'session-seconds': 1.276,
      'enhanced-code': null,
      'mx-host': mxHost(context),
      ...SECURED,
      'first-delivery-attempt-seconds': 0.062,
    },
  });
}

export function buildBounce(context: BuildContext): Payload {
  const { recipient } = context.message;
  return attempt(context, {
    event: 'failed',
    logLevel: 'error',
    failure: { reason: 'bounce', severity: 'permanent' },
    status: {
      'attempt-no': 1,
      code: 550,
      message: `5.1.1 <${recipient}>: Recipient address rejected:\n5.1.1 User unknown in virtual mailbox table`,
      description: null,
      'session-seconds': 0.208,
      'enhanced-code': '5.1.1',
      'mx-host': mxHost(context),
      ...SECURED,
      'first-delivery-attempt-seconds': 0.066,
      'bounce-type': 'hard',
    },
  });
}

/** The address is on a suppression list, so no server was ever asked. */
export function buildSuppressedBounce(context: BuildContext): Payload {
  return attempt(context, {
    event: 'failed',
    logLevel: 'error',
    failure: { reason: 'suppress-bounce', severity: 'permanent' },
    neverAttempted: true,
    status: {
      'attempt-no': 1,
      code: 605,
      message: '',
      description: 'Not delivering to previously bounced address',
      'session-seconds': 0,
      'enhanced-code': null,
    },
  });
}

/** A non-delivery report came after the server had accepted the message. */
export function buildDelayedBounce(context: BuildContext): Payload {
  const ids = messageIds(context.message);
  const { recipient } = context.message;
  return eventPayload({
    event: 'failed',
    id: eventId(context),
    timestamp: eventTimestamp(context),
    flags: { 'is-delayed-bounce': true },
    message: { headers: messageHeaders(context, ids), size: ids.size },
    storage: ids.storage,
    'log-level': 'error',
    recipient,
    reason: 'generic',
    severity: 'permanent',
    account: ACCOUNT,
    'delivery-status': {
      'bounce-code': '5.1.1',
      message: `smtp; 550-5.1.1 <${recipient}>: User unknown in virtual mailbox table`,
      code: 550,
      description: 'Your message could not be delivered to one or more recipients.',
      'enhanced-code': '5.1.1',
    },
    domain: DOMAIN,
    envelope: {},
    'user-variables': USER_VARIABLES,
  });
}

export function buildSoftBounce(context: BuildContext): Payload {
  const { recipient } = context.message;
  return attempt(context, {
    event: 'failed',
    logLevel: 'warn',
    failure: { reason: 'generic', severity: 'temporary' },
    status: {
      'attempt-no': 1,
      code: 452,
      message: `4.2.2 <${recipient}>: Recipient address rejected: mailbox over quota`,
      description: null,
      'session-seconds': 0.478,
      'retry-seconds': 600,
      'enhanced-code': '4.2.2',
      'mx-host': mxHost(context),
      'first-delivery-attempt-seconds': 0.365,
      ...SECURED,
    },
  });
}

const SECURED = { 'certificate-verified': true, tls: true, utf8: true } as const;

interface Attempt {
  readonly event: 'delivered' | 'failed';
  readonly logLevel: 'info' | 'warn' | 'error';
  readonly failure: { readonly reason: string; readonly severity: string } | null;
  readonly status: JsonObject;
  readonly neverAttempted?: true;
}

/** The common shape of events about one attempt to deliver. */
function attempt(context: BuildContext, outcome: Attempt): Payload {
  const ids = messageIds(context.message);
  const { recipient } = context.message;
  const { failure } = outcome;
  const attempted = outcome.neverAttempted !== true;
  return eventPayload({
    event: outcome.event,
    id: eventId(context),
    timestamp: eventTimestamp(context),
    flags: {
      'is-authenticated': true,
      'is-routed': false,
      'is-big': false,
      'is-system-test': false,
      'is-test-mode': false,
    },
    message: { attachments: [], headers: messageHeaders(context, ids), size: ids.size },
    storage: ids.storage,
    'log-level': outcome.logLevel,
    recipient,
    'recipient-domain': domainOf(recipient),
    ...(attempted ? { 'primary-dkim': `smtp._domainkey.${SENDING_DOMAIN}` } : {}),
    tags: [TAG],
    ...(failure === null ? {} : { reason: failure.reason }),
    'recipient-provider': 'Other',
    ...(failure === null ? {} : { severity: failure.severity }),
    campaigns: [],
    account: ACCOUNT,
    'delivery-status': outcome.status,
    domain: DOMAIN,
    envelope: envelope(context, attempted ? { 'sending-ip': SENDING_IP } : {}),
    'user-variables': USER_VARIABLES,
  });
}

function mxHost(context: BuildContext): string {
  return `mx1.${domainOf(context.message.recipient)}`;
}
