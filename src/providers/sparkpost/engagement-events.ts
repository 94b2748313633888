import type { JsonObject } from '../../core/json.ts';
import type { MsysEvent } from './msys-event.ts';

const OPEN_MEMBERS = `
  ab_test_id ab_test_version amp_enabled campaign_id click_tracking customer_id delv_method event_id
  friendly_from geo_ip injection_time initial_pixel ip_address ip_pool mailbox_provider
  mailbox_provider_region message_id msg_from msg_size num_retries open_tracking queue_time rcpt_meta
  rcpt_tags rcpt_to rcpt_hash raw_rcpt_to recipient_domain routing_domain scheduled_time sending_ip
  subaccount_id subject template_id template_version timestamp transactional transmission_id type
  user_agent user_agent_parsed`;

const CLICK_MEMBERS = OPEN_MEMBERS.replace(
  'template_id',
  'target_link_name target_link_url template_id',
);

const LINK: JsonObject = {
  target_link_name: 'View order',
  target_link_url: 'https://www.example.org/orders/1042',
};

const CLIENT: JsonObject = {
  user_agent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  user_agent_parsed: {
    agent_family: 'Chrome',
    device_brand: 'Apple',
    device_family: 'Mac',
    os_family: 'Mac OS X',
    os_version: '10.15',
    is_mobile: false,
    is_proxy: false,
    is_prefetched: false,
  },
};

const TRACKED: JsonObject = {
  ...CLIENT,
  ...LINK,
  geo_ip: {
    country: 'US',
    region: 'MD',
    city: 'Columbia',
    latitude: 39.1749,
    longitude: -76.8375,
    zip: 21046,
    postal_code: '21046',
  },
};

const IN_AMP: JsonObject = { ...TRACKED, amp_enabled: true };

/** What recipients do, in the order of the official samples. */
export const ENGAGEMENT_EVENTS: readonly MsysEvent[] = [
  {
    name: 'initial-open',
    eventClass: 'track_event',
    wireName: 'initial_open',
    aliases: ['first-open'],
    summary: 'the pixel at the top of the mail was fetched',
    members: OPEN_MEMBERS,
    own: () => TRACKED,
  },
  {
    name: 'open',
    eventClass: 'track_event',
    wireName: 'open',
    aliases: ['opened'],
    summary: 'the pixel at the bottom of the mail was fetched',
    members: OPEN_MEMBERS,
    own: () => TRACKED,
  },
  {
    name: 'click',
    eventClass: 'track_event',
    wireName: 'click',
    aliases: ['clicked'],
    summary: 'a tracked link was followed',
    members: CLICK_MEMBERS,
    own: () => TRACKED,
  },
  {
    name: 'amp-initial-open',
    eventClass: 'track_event',
    wireName: 'amp_initial_open',
    aliases: [],
    summary: 'the same as initial-open, in an AMP mail',
    members: OPEN_MEMBERS,
    own: () => IN_AMP,
  },
  {
    name: 'amp-open',
    eventClass: 'track_event',
    wireName: 'amp_open',
    aliases: [],
    summary: 'the same as open, in an AMP mail',
    members: OPEN_MEMBERS,
    own: () => IN_AMP,
  },
  {
    name: 'amp-click',
    eventClass: 'track_event',
    wireName: 'amp_click',
    aliases: [],
    summary: 'the same as click, in an AMP mail',
    members: CLICK_MEMBERS,
    own: () => IN_AMP,
  },
  {
    name: 'unsubscribe',
    eventClass: 'unsubscribe_event',
    wireName: 'list_unsubscribe',
    aliases: ['unsubscribed'],
    summary: 'a mail client used the List-Unsubscribe header',
    members: `
      ab_test_id ab_test_version amp_enabled campaign_id click_tracking customer_id event_id
      friendly_from injection_time initial_pixel ip_address ip_pool mailbox_provider
      mailbox_provider_region mailfrom message_id msg_from msg_size num_retries open_tracking
      queue_time raw_rcpt_to rcpt_meta rcpt_tags rcpt_to rcpt_hash recipient_domain recv_method
      routing_domain scheduled_time sending_ip subaccount_id subject template_id template_version
      timestamp transactional transmission_id type`,
  },
  {
    name: 'link-unsubscribe',
    eventClass: 'unsubscribe_event',
    wireName: 'link_unsubscribe',
    aliases: [],
    summary: 'a link marked as an unsubscribe link was followed',
    members: `
      ab_test_id ab_test_version amp_enabled campaign_id click_tracking customer_id delv_method
      event_id friendly_from injection_time initial_pixel ip_address ip_pool mailbox_provider
      mailbox_provider_region mailfrom message_id msg_from msg_size num_retries open_tracking
      queue_time raw_rcpt_to rcpt_meta rcpt_tags rcpt_to rcpt_hash recipient_domain recv_method
      routing_domain scheduled_time sending_ip subaccount_id subject target_link_name target_link_url
      template_id template_version timestamp transactional transmission_id type user_agent`,
    own: () => TRACKED,
  },
];
