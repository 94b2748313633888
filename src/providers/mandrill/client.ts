import type { JsonObject } from '../../core/json.ts';

/** The reader's computer, as opens and clicks tell it. */
export const CLIENT: JsonObject = {
  ip: '198.51.100.23',
  location: {
    country_short: 'US',
    country: 'United States',
    region: 'Oklahoma',
    city: 'Oklahoma City',
    latitude: 35.4675598145,
    longitude: -97.5164337158,
    postal_code: '73101',
    timezone: '-05:00',
  },
  user_agent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15',
  user_agent_parsed: {
    type: 'Browser',
    ua_family: 'Safari',
    ua_name: 'Safari 17.1',
    ua_version: '17.1',
    ua_url: 'http://www.example.com/browser',
    ua_company: 'Example Browser Co.',
    ua_company_url: 'http://www.example.com/',
    ua_icon: 'http://cdn.mandrill.com/img/email-client-icons/safari.png',
    os_family: 'OS X',
    os_name: 'OS X 10.15 Catalina',
    os_url: 'http://www.example.com/os',
    os_company: 'Example OS Co.',
    os_company_url: 'http://www.example.com/',
    os_icon: 'http://cdn.mandrill.com/img/email-client-icons/macosx.png',
    mobile: false,
  },
};
