/** A row of Postmark's table of bounce types. */
export interface BounceType {
  /** `Type` on the wire. */
  readonly type: string;
  readonly code: number;
  /** `Name` on the wire. */
  readonly title: string;
  /** `Description` on the wire, spelling mistakes included. */
  readonly description: string;
  /** Canonical name of the event. */
  readonly event: string;
  readonly aliases: readonly string[];
  /** Sample of `Details`. */
  readonly details: string;
  /** The address gets no more mail: `Inactive`. */
  readonly deactivates: boolean;
}

type Row = readonly [
  type: string,
  code: number,
  title: string,
  description: string,
  event: string,
  details?: string,
];

const ANY_DETAILS = 'Test bounce details';

const ROWS: readonly Row[] = [
  [
    'HardBounce',
    1,
    'Hard bounce',
    'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
    'bounce',
    'smtp;550 5.1.1 The email account that you tried to reach does not exist.',
  ],
  [
    'Transient',
    2,
    'Message delayed',
    'The server could not temporarily deliver your message (ex: Message is delayed due to network troubles).',
    'deferred',
    'smtp;451 4.7.1 Greylisted, try again later',
  ],
  [
    'Subscribe',
    32,
    'Subscribe request',
    'Subscribe request from someone wanting to get added to the mailing list.',
    'bounce-subscribe',
  ],
  [
    'AutoResponder',
    64,
    'Auto responder',
    'Automatic email responder (ex: "Out of Office" or "On Vacation").',
    'bounce-auto-responder',
  ],
  [
    'AddressChange',
    128,
    'Address change',
    'The recipient has requested an address change.',
    'bounce-address-change',
  ],
  ['DnsError', 256, 'DNS error', 'A temporary DNS error.', 'bounce-dns-error'],
  [
    'SpamNotification',
    512,
    'Spam notification',
    'The message was delivered, but was either blocked by the user, or classified as spam, bulk mail, or had rejected content.',
    'bounce-spam-notification',
    'smtp;554 5.7.1 Message rejected as spam',
  ],
  [
    'OpenRelayTest',
    1024,
    'Open relay test',
    'The NDR is actually a test email message to see if the mail server is an open relay.',
    'bounce-open-relay-test',
  ],
  ['Unknown', 2048, 'Unknown', 'Unable to classify the NDR.', 'bounce-unknown'],
  [
    'SoftBounce',
    4096,
    'Soft bounce',
    'Unable to temporarily deliver message (i.e. mailbox full, account disabled, exceeds quota, out of disk space).',
    'soft-bounce',
    'smtp;452 4.2.2 Mailbox full',
  ],
  [
    'VirusNotification',
    8192,
    'Virus notification',
    'The bounce is actually a virus notification warning about a virus/code infected message.',
    'bounce-virus-notification',
  ],
  [
    'ChallengeVerification',
    16384,
    'Spam challenge verification',
    'The bounce is a challenge asking for verification you actually sent the email. Typcial challenges are made by Spam Arrest, or MailFrontier Matador.',
    'bounce-challenge-verification',
  ],
  [
    'BadEmailAddress',
    100000,
    'Invalid email address',
    'The address is not a valid email address.',
    'bounce-bad-email-address',
  ],
  [
    'Unconfirmed',
    100003,
    'Registration not confirmed',
    'The subscriber has not clicked on the confirmation link upon registration or import.',
    'bounce-unconfirmed',
  ],
  [
    'Blocked',
    100006,
    'ISP block',
    'Blocked from this ISP due to content or blacklisting.',
    'bounce-blocked',
    'smtp;554 5.7.1 Blocked',
  ],
  [
    'SMTPApiError',
    100007,
    'SMTP API error',
    'An error occurred while accepting an email through the SMTP API.',
    'reject',
  ],
  [
    'InboundError',
    100008,
    'Processing failed',
    'Unable to deliver inbound message to destination inbound hook.',
    'bounce-inbound-error',
  ],
  [
    'DMARCPolicy',
    100009,
    'DMARC Policy',
    'Email rejected due DMARC Policy.',
    'bounce-dmarc-policy',
    'smtp;550 5.7.26 DMARC policy',
  ],
  [
    'TemplateRenderingFailed',
    100010,
    'Template rendering failed',
    'An error occurred while attempting to render your template.',
    'bounce-template-rendering-failed',
  ],
];

const DEACTIVATING = ['HardBounce', 'BadEmailAddress', 'SpamComplaint'];

const MORE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  HardBounce: ['hard-bounce'],
  Transient: ['delayed', 'bounce-transient'],
  AutoResponder: ['auto-reply'],
  Blocked: ['block'],
  SMTPApiError: ['rejected', 'bounce-smtp-api-error'],
};

function bounceType([type, code, title, description, event, details]: Row): BounceType {
  return {
    type,
    code,
    title,
    description,
    event,
    aliases: [type, ...(MORE_ALIASES[type] ?? [])],
    details: details ?? ANY_DETAILS,
    deactivates: DEACTIVATING.includes(type),
  };
}

/** Types a Bounce webhook has; those of complaints, unsubscribes and manual suppressions are not among them. */
export const BOUNCE_TYPES: readonly BounceType[] = ROWS.map(bounceType);

/** The one type of SpamComplaint webhooks. */
export const SPAM_COMPLAINT: BounceType = bounceType([
  'SpamComplaint',
  100001,
  'Spam complaint',
  'The subscriber explicitly marked this message as spam.',
  'complaint',
  'Test spam complaint details',
]);

/** Seen in Bounce webhooks, though documented not to be. */
export const UNSUBSCRIBE: BounceType = bounceType([
  'Unsubscribe',
  16,
  'Unsubscribe request',
  'Unsubscribe or Remove request.',
  'bounce-unsubscribe',
]);

/** Postmark's own name for manual suppression; reported by SubscriptionChange. */
const MANUALLY_DEACTIVATED = ['ManuallyDeactivated', 100002, 'suppression'] as const;

const NAMES: ReadonlyMap<string | number, string> = new Map<string | number, string>([
  ...[...BOUNCE_TYPES, SPAM_COMPLAINT, UNSUBSCRIBE].flatMap(({ type, code, event }) => [
    [type, event] as const,
    [code, event] as const,
  ]),
  [MANUALLY_DEACTIVATED[0], MANUALLY_DEACTIVATED[2]],
  [MANUALLY_DEACTIVATED[1], MANUALLY_DEACTIVATED[2]],
]);

/** Canonical name by `Type`, or else by `TypeCode`; `null` for an unknown one. */
export function bounceName(type: unknown, code: unknown): string | null {
  const byType = typeof type === 'string' ? NAMES.get(type) : undefined;
  return byType ?? (typeof code === 'number' ? (NAMES.get(code) ?? null) : null);
}
