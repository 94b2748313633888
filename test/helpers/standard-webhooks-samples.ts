/** Requests as the provider page prints them, all signed with one secret. */
export interface MessageSample {
  /** Canonical name of the event. */
  readonly event: string;
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

export const SAMPLE_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

export const SAMPLES: readonly MessageSample[] = [
  {
    event: 'user-created',
    id: 'msg_2tQmA4xkV7bN9rPzC1sYdL0wHqE',
    timestamp: '1773480414',
    signature: 'v1,QbJ/PwBEpAbLPE1jfb6n4o27ZBY3UCReTGkldhAwH7Y=',
    body: '{"type":"user.created","timestamp":"2026-03-14T09:26:53.589793Z","data":{"id":"usr_2tQm8R0vPq3n5aYcXe7LJkWsD1f","email":"ada@example.com","name":"Ada Example","created_at":"2026-03-14T09:26:53.112000Z","email_verified":false}}',
  },
  {
    event: 'invoice-paid',
    id: 'msg_2tQoK9mZx3uTfB6vWjR5nGpYs8D',
    timestamp: '1773482401',
    signature: 'v1,fox7Y/SdRD2vwAZ1rqmkAmtnDjPUbworZglERL4+9vc=',
    body: '{"type":"invoice.paid","timestamp":"2026-03-14T10:00:00.000000Z","data":{"id":"inv_9f2c7b1e","customer_id":"cus_4471","amount_due":4900,"currency":"usd","paid_at":"2026-03-14T09:59:58Z","lines":[{"description":"Pro plan","amount":4900,"quantity":1}]}}',
  },
  {
    event: 'invoice-paid-thin',
    id: 'msg_2tQoKAbCdEfGhJkLmNpQrStUvWx',
    timestamp: '1773482402',
    signature: 'v1,XpvW2d9THvdF+9039REEWSiNXUyQRdFPMHLBUrTxU7A=',
    body: '{"type":"invoice.paid","timestamp":"2026-03-14T10:00:00.000000Z","data":{"id":"inv_9f2c7b1e"}}',
  },
  {
    event: 'contact-updated',
    id: 'msg_2tQpB0nY4wVhC7xXkT6mFqZr9Ea',
    timestamp: '1773482713',
    signature: 'v1,+Q+q5zwh5M5v7XYg4a1o+4bzDna+QqoYcY5YZsR93UY=',
    body: '{"type":"contact.updated","timestamp":"2026-03-14T10:05:12.000000Z","data":{"id":"1f0b6a52-3c1d-4b8e-9a57-5d2f0c9e7a41","type":"contact","full_name":"Grace Example","phone":"+15550100","changes":{"phone":["+15550199","+15550100"]}},"account_id":"acct_77","environment":"test"}',
  },
  {
    event: 'ping',
    id: 'msg_2tQpC1oZ5xWiD8yYlU7nGrAs0Fb',
    timestamp: '1773482761',
    signature: 'v1,Cy5Bf188AH7Ch8VGW9Uz3Uo2cEAh+IOGQF3UQvcqW0E=',
    body: '{"type":"endpoint.ping","timestamp":"2026-03-14T10:06:00.000000Z","data":{}}',
  },
];

/** Of the reference libraries and of the Svix server: both versions over the same message. */
export const PUBLIC_VECTOR = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  body: '{"test": 2432232314}',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  v1: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  privateKey:
    'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
  publicKey: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
  v1a: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
} as const;

/** Current and previous secret and an Ed25519 key sign one message, that of the invoice.paid sample. */
export const ROTATION = {
  secrets: [SAMPLE_SECRET, 'whsec_YW4gb2xkZXIgc2VjcmV0LCAzMiBieXRlcyBsb25nISE='],
  privateKey:
    'whsk_IvzDB8UMX+/hBrNNiroq7HHodrVpta0Abdv35p3Ezq2W2bRwrpASrhQAD05eTKVRKh14l0km6J1UiW+Rjddf/g==',
  publicKey: 'whpk_ltm0cK6QEq4UAA9OXkylUSodeJdJJuidVIlvkY3XX/4=',
  signature:
    'v1,fox7Y/SdRD2vwAZ1rqmkAmtnDjPUbworZglERL4+9vc= v1,ZOSFuaMjKFxLREaaOYEVCYXelfdF/VLVKMiAZ2e4tFc= v1a,mRGf0FcApCpBiMXsRwgT9DEX6lg3bW7NhZGeE2vLzIJd4QITCl7WugWAqlTmSVbPHyo+S1cv6TEN47n0H8FHCg==',
} as const;
