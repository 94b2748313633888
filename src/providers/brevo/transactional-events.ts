import type { TransactionalEvent } from './transactional-event.ts';

/** Order of captures of 2023, newer members at the end. */
const SENT_MEMBERS = `
  id email message-id date tags tag event subject X-Mailin-custom sending_ip ts_event ts reason
  ts_epoch template_id mirror_link contact_id`;

const OPENED_MEMBERS = `
  id email message-id date tags tag event subject X-Mailin-custom sending_ip ts ts_epoch ts_event link
  user_agent device_used template_id mirror_link contact_id`;

/** Order of the documentation's examples, for want of captures. */
const REFUSED_MEMBERS = `
  event email id date ts message-id ts_event subject X-Mailin-custom template_id mirror_link
  contact_id tags ts_epoch`;

const PROXY_MEMBERS = `
  event email id date message-id subject tag sending_ip ts_epoch template_id mirror_link contact_id
  user_agent device_used`;

const COMPLAINT_MEMBERS = 'event email id date ts message-id ts_event X-Mailin-custom tags';

export const TRANSACTIONAL_EVENTS: readonly TransactionalEvent[] = [
  {
    name: 'processed',
    wireName: 'request',
    aliases: ['sent', 'queued', 'accepted'],
    summary: 'Brevo accepted the mail',
    members: SENT_MEMBERS,
    own: () => ({ reason: 'sent' }),
  },
  {
    name: 'delivered',
    wireName: 'delivered',
    aliases: [],
    summary: "the recipient's server accepted the mail",
    members: SENT_MEMBERS,
    own: () => ({ reason: 'sent' }),
  },
  {
    name: 'deferred',
    wireName: 'deferred',
    aliases: ['delayed'],
    summary: "the recipient's server put the mail off; Brevo keeps trying",
    members: SENT_MEMBERS,
    own: ({ message }) => ({
      reason: `450 4.2.1 <${message.recipient}>: Recipient address rejected: mailbox busy, try again later`,
    }),
  },
  {
    name: 'soft-bounce',
    wireName: 'soft_bounce',
    aliases: ['softBounce'],
    summary: 'refused for a reason that may pass',
    members: SENT_MEMBERS,
    own: ({ message }) => ({
      reason: `undefined Unable to find MX of domain ${message.recipient.slice(message.recipient.lastIndexOf('@') + 1)}`,
    }),
  },
  {
    name: 'bounce',
    wireName: 'hard_bounce',
    aliases: ['hardBounce'],
    summary: 'refused for good',
    members: SENT_MEMBERS,
    own: ({ message }) => ({
      reason: ` RecipientError: 550 5.1.1 <${message.recipient}>: Recipient address rejected: no such user`,
    }),
  },
  {
    name: 'complaint',
    wireName: 'spam',
    aliases: [],
    summary: 'the recipient marked the mail as spam',
    members: `${COMPLAINT_MEMBERS} mirror_link contact_id`,
  },
  {
    name: 'complaint',
    wireName: 'complaint',
    aliases: [],
    summary: 'the same in its older spelling',
    generation: 'legacy',
    members: COMPLAINT_MEMBERS,
  },
  {
    name: 'unique-open',
    wireName: 'unique_opened',
    aliases: ['uniqueOpened', 'first-open'],
    summary: 'the mail was opened for the first time',
    members: OPENED_MEMBERS,
  },
  {
    name: 'open',
    wireName: 'opened',
    aliases: [],
    summary: 'the mail was opened again',
    members: OPENED_MEMBERS,
  },
  {
    name: 'unique-proxy-open',
    wireName: 'unique_proxy_open',
    aliases: [],
    summary: 'a privacy proxy fetched the pixel for the first time',
    members: `${PROXY_MEMBERS} sender_email link ts ts_event`,
    own: () => ({ user_agent: 'Mozilla/5.0', sender_email: 'shop@example.org' }),
  },
  {
    name: 'proxy-open',
    wireName: 'proxy_open',
    aliases: ['loadedByProxy'],
    summary: 'a privacy proxy fetched the pixel again',
    members: `${PROXY_MEMBERS} ts ts_event`,
    own: () => ({ user_agent: 'Mozilla/5.0' }),
  },
  {
    name: 'click',
    wireName: 'click',
    aliases: ['clicked'],
    summary: 'a tracked link was followed',
    members: OPENED_MEMBERS,
    own: () => ({ link: 'https://www.example.org/orders/1042?utm_source=mail' }),
  },
  {
    name: 'invalid-email',
    wireName: 'invalid_email',
    aliases: ['invalid'],
    summary: 'the address was judged invalid',
    members: REFUSED_MEMBERS,
  },
  {
    name: 'reject',
    wireName: 'blocked',
    aliases: ['dropped', 'suppressed'],
    summary: 'the recipient is on the block list or has unsubscribed',
    members: `
      id email message-id date tags tag event subject X-Mailin-custom ts_event ts reason ts_epoch
      template_id mirror_link contact_id`,
    own: () => ({ reason: 'blocked : due to unsubscribed user' }),
  },
  {
    name: 'error',
    wireName: 'error',
    aliases: ['failed'],
    summary: 'Brevo could not process the mail',
    members: REFUSED_MEMBERS,
  },
  {
    name: 'unsubscribe',
    wireName: 'unsubscribed',
    aliases: [],
    summary: 'an unsubscribe link or the List-Unsubscribe header was used',
    members: `
      id email message-id date tags tag event subject X-Mailin-custom ts_event ts is_returnpath
      ts_epoch user_agent device_used template_id mirror_link contact_id`,
    own: () => ({ is_returnpath: true }),
  },
];
