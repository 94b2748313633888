import type { EmailEvent } from './email-event.ts';

const CLIENT = {
  ip: '198.51.100.7',
  useragent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
} as const;

const GROUP = { ...CLIENT, asm_group_id: 10, url: 'https://www.example.com/' } as const;

/** What recipients do; random ids, and no `smtp-id` in real traffic. */
export const ENGAGEMENT_EVENTS: readonly EmailEvent[] = [
  {
    name: 'open',
    wireName: 'open',
    aliases: ['opened'],
    summary: 'the tracking pixel was fetched',
    idKind: null,
    own: () => ({ ...CLIENT, sg_content_type: 'html', sg_machine_open: false }),
  },
  {
    name: 'click',
    wireName: 'click',
    aliases: ['clicked'],
    summary: 'a tracked link was followed',
    idKind: null,
    own: () => ({
      ...CLIENT,
      url: 'https://www.example.com/welcome?a=1&b=2',
      url_offset: { index: 0, type: 'html' },
    }),
  },
  {
    name: 'complaint',
    wireName: 'spamreport',
    aliases: ['spam', 'spam-report'],
    summary: 'the recipient reported the message as spam',
    idKind: null,
    own: () => ({}),
  },
  {
    name: 'unsubscribe',
    wireName: 'unsubscribe',
    aliases: ['unsubscribed', 'global-unsubscribe'],
    summary: 'the recipient unsubscribed from everything',
    idKind: null,
    own: () => ({}),
  },
  {
    name: 'group-unsubscribe',
    wireName: 'group_unsubscribe',
    aliases: [],
    summary: 'the recipient unsubscribed from one group',
    idKind: null,
    own: () => GROUP,
  },
  {
    name: 'resubscribe',
    wireName: 'group_resubscribe',
    aliases: ['resubscribed'],
    summary: 'the recipient subscribed to a group again',
    idKind: null,
    own: () => GROUP,
  },
];
