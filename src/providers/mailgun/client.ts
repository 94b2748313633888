import type { Random } from '../../core/random.ts';

/** A reader's browser as the event webhooks tell it. */
export interface Client {
  readonly ip: string;
  readonly info: Readonly<Record<string, string | null>>;
  readonly geolocation: Readonly<Record<string, string>>;
}

export function desktopClient(random: Random): Client {
  return {
    ip: `198.51.100.${hostNumber(random)}`,
    info: {
      'client-name': 'Chrome',
      'client-os': 'OS X',
      'client-type': 'browser',
      'device-type': 'desktop',
      'user-agent':
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
      bot: null,
    },
    geolocation: {
      city: 'San Antonio',
      country: 'US',
      region: 'TX',
      timezone: 'America/Chicago',
    },
  };
}

export function mobileClient(random: Random): Client {
  return {
    ip: `203.0.113.${hostNumber(random)}`,
    info: {
      'client-name': 'Chrome Mobile',
      'client-os': 'Android',
      'client-type': 'mobile browser',
      'device-type': 'mobile',
      'user-agent':
        'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Mobile Safari/537.36',
      bot: null,
    },
    geolocation: {
      city: 'Unknown',
      country: 'GB',
      region: 'Unknown',
      timezone: 'Europe/London',
    },
  };
}

/** Last number of an address in a documentation network. */
export function hostNumber(random: Random): number {
  return random.fork('client-ip').integer(1, 254);
}
