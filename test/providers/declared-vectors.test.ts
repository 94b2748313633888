import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import { signer } from '../helpers/declared.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';

const KEY = 'test-secret-0123456789';
const TS_MS = 1_773_480_413_000;
const HELLO = '{"hello":"world"}';
const URL_IN = 'https://hooks.example.com/in?a=1';

interface Vector {
  readonly title: string;
  readonly signature: string;
  readonly secret?: string | Secret;
  /** To sign with, where that takes another key than checking. */
  readonly signWith?: string;
  readonly options?: string;
  readonly body?: string;
  readonly url?: string;
  readonly nowMs?: number;
  readonly headers?: HeaderList;
  /** Headers that the signed request must have. */
  readonly expected: HeaderList;
  /** False where a request has more signatures than we make, or one with a random number in it. */
  readonly reproduced?: boolean;
}

const STANDARD =
  "content: '{id}.{ts}.{body}', id: { header: webhook-id }, timestamp: { header: webhook-timestamp, tolerance: 5m }, header: webhook-signature, join: ' '";
const V1 = `{ key: { encoding: base64, strip_prefix: whsec_ }, encoding: base64, ${STANDARD}, template: 'v1,{sig}' }`;
const V1A = `{ scheme: ed25519, key: { encoding: base64, strip_prefix: [whsk_, whpk_] }, encoding: base64, ${STANDARD}, template: 'v1a,{sig}' }`;
const SLACK =
  "{ content: 'v0:{ts}:{body}', header: X-Slack-Signature, template: 'v0={sig}', timestamp: { header: X-Slack-Request-Timestamp, tolerance: 5m, direction: past } }";
const STRIPE =
  "{ content: '{ts}.{body}', header: Stripe-Signature, template: 't={ts},v1={sig}', timestamp: { tolerance: 5m, direction: past } }";
const GITHUB = "{ header: X-Hub-Signature-256, template: 'sha256={sig}' }";
const SQUARE =
  "{ encoding: base64, content: '{url}{body}', header: x-square-hmacsha256-signature }";
const TWILIO =
  "{ algorithm: sha1, encoding: base64, content: '{url}{form}', header: X-Twilio-Signature }";
const SEED =
  '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8';
const SENDGRID =
  "{ scheme: ecdsa, content: '{ts}{body}', header: X-Twilio-Email-Event-Webhook-Signature, timestamp: { header: X-Twilio-Email-Event-Webhook-Timestamp } }";

const PUBLIC: readonly Vector[] = [
  {
    title: 'GitHub: the documented one',
    signature: GITHUB,
    secret: "It's a Secret to Everybody",
    body: 'Hello, World!',
    expected: [
      [
        'X-Hub-Signature-256',
        'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
      ],
    ],
  },
  {
    title: 'GitHub: a form body, SHA-1',
    signature: "{ algorithm: sha1, header: X-Hub-Signature, template: 'sha1={sig}' }",
    secret: 'testsecret123',
    body: 'payload=%7B%22zen%22%3A%22Avoid+administrative+distraction.%22%2C%22hook_id%22%3A1881347%7D',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    expected: [['X-Hub-Signature', 'sha1=0a09a56a74e9e68928a35f712afaae72b010c11f']],
  },
  {
    title: 'Slack: the documented one',
    signature: SLACK,
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    nowMs: 1_531_420_618_000,
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    expected: [
      ['X-Slack-Request-Timestamp', '1531420618'],
      ['X-Slack-Signature', 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503'],
    ],
  },
  {
    title: 'Stripe',
    signature: STRIPE,
    secret: 'whsec_test_secret',
    nowMs: 1_614_265_330_000,
    body: '{\n  "id": "evt_test_webhook",\n  "object": "event"\n}',
    expected: [
      [
        'Stripe-Signature',
        't=1614265330,v1=af4ead0627a34a8cca29808e8de9ada8e41a92e6237c63cef6eacf51d36cca34',
      ],
    ],
  },
  {
    title: 'Standard Webhooks: public vector 1',
    signature: V1,
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    nowMs: 1_614_265_330_000,
    body: '{"test": 2432232314}',
    headers: [['webhook-id', 'msg_p5jXN8AQM9LWM0D4loKWxJek']],
    expected: [
      ['webhook-timestamp', '1614265330'],
      ['webhook-signature', 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='],
    ],
  },
  {
    title: 'Standard Webhooks: public vector 2, Ed25519',
    signature: V1A,
    secret: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
    signWith:
      'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
    nowMs: 1_614_265_330_000,
    body: '{"test": 2432232314}',
    headers: [['webhook-id', 'msg_p5jXN8AQM9LWM0D4loKWxJek']],
    expected: [
      ['webhook-timestamp', '1614265330'],
      [
        'webhook-signature',
        'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
      ],
    ],
  },
  ...(
    [
      'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
      'whsec_YW4gb2xkZXIgc2VjcmV0LCAzMiBieXRlcyBsb25nISE=',
    ] as const
  ).map(
    (secret, index): Vector => ({
      title: `Standard Webhooks: vector 3, rotation and both schemes, secret ${index + 1}`,
      signature: V1,
      secret,
      nowMs: 1_773_482_401_000,
      body: '{"type":"invoice.paid","timestamp":"2026-03-14T10:00:00.000000Z","data":{"id":"inv_9f2c7b1e","customer_id":"cus_4471","amount_due":4900,"currency":"usd","paid_at":"2026-03-14T09:59:58Z","lines":[{"description":"Pro plan","amount":4900,"quantity":1}]}}',
      headers: [['webhook-id', 'msg_2tQoK9mZx3uTfB6vWjR5nGpYs8D']],
      expected: [
        ['webhook-timestamp', '1773482401'],
        [
          'webhook-signature',
          'v1,fox7Y/SdRD2vwAZ1rqmkAmtnDjPUbworZglERL4+9vc= v1,ZOSFuaMjKFxLREaaOYEVCYXelfdF/VLVKMiAZ2e4tFc= v1a,mRGf0FcApCpBiMXsRwgT9DEX6lg3bW7NhZGeE2vLzIJd4QITCl7WugWAqlTmSVbPHyo+S1cv6TEN47n0H8FHCg==',
        ],
      ],
      reproduced: false,
    }),
  ),
  {
    title: 'Twilio: the documented form',
    signature: TWILIO,
    secret: '12345',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212',
    expected: [['X-Twilio-Signature', '0/KCTR6DLpKmkAf8muzZqo1nDgQ=']],
  },
  {
    title: 'Twilio: another caller, fields out of order',
    signature: TWILIO,
    secret: '12345',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'To=%2B18005551212&From=%2B14158675309&Digits=1234&Caller=%2B14158675309&CallSid=CA1234567890ABCDE',
    expected: [['X-Twilio-Signature', 'RSOYDt4T1cUTdK1PDd93/VVr8B8=']],
  },
  {
    title: 'Shopify',
    signature: '{ encoding: base64, header: X-Shopify-Hmac-Sha256 }',
    secret: 'shpss_0123456789abcdef0123456789abcdef',
    body: '{"id":9012345678901}',
    expected: [['X-Shopify-Hmac-Sha256', 'qtBHPHQZW4xhJgCdknm2+ToDns9zz0juIckD0F0Z9JU=']],
  },
  {
    title: 'Mandrill: the check of a URL',
    signature:
      "{ algorithm: sha1, encoding: base64, content: '{url}{form}', header: X-Mandrill-Signature }",
    secret: 'test-webhook',
    url: 'https://hooks.example.com/hooks/mandrill',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'mandrill_events=%5B%5D',
    expected: [['X-Mandrill-Signature', '52ktP1IAwXtO/bYWKHeQMnk3Oos=']],
  },
  {
    title: 'Mandrill: several fields are sorted',
    signature:
      "{ algorithm: sha1, encoding: base64, content: '{url}{form}', header: X-Mandrill-Signature }",
    secret: 'Zt4vQ1mN8xKpR2sWcY6b_A',
    url: 'https://hooks.example.com/p',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'mandrill_events=%5B%5D&b=2&a=1',
    expected: [['X-Mandrill-Signature', 'i4ZIuP8bYoohZGaqGc0zjVTauC0=']],
  },
  {
    title: 'Mailtrap: the one of all its libraries',
    signature: '{ header: Mailtrap-Signature }',
    secret: '8d9a3c0e7f5b2d4a6c1e9f8b3a7d5c2e',
    body: '{"event":"delivery","sending_stream":"transactional","category":"welcome","message_id":"a8b1d8f6-1f8d-4a3c-9b2e-1a2b3c4d5e6f","email":"recipient@example.com","event_id":"f1e2d3c4-b5a6-7890-1234-567890abcdef","timestamp":1716070000}',
    expected: [
      ['Mailtrap-Signature', '6d262e2611cd09be1f948382b5c611d63b0e585c4c9c5e40139d6ac3876d5433'],
    ],
  },
  {
    title: 'MailerSend: a ping',
    signature: '{ header: Signature }',
    secret: 'test_Am3L1GuOIc4blLUuHqAPxxwkZaJyEk8G',
    body: '{"type":"webhook.test","message":"This is a ping test message","created_at":"2025-11-20T10:15:42.577080Z"}',
    expected: [['Signature', 'fd5bffec3c6a875f65f8792584dfd68e96e5d6cffa9a996a9edff89c5fc97fcf']],
  },
  {
    title: 'SendGrid: ECDSA under the published test key',
    signature: SENDGRID,
    secret: {
      kind: 'key-pair',
      publicKeyPem:
        '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfS\nmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==\n-----END PUBLIC KEY-----\n',
      privateKeyPem: null,
    },
    body: '[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n',
    expected: [
      ['X-Twilio-Email-Event-Webhook-Timestamp', '1600112502'],
      [
        'X-Twilio-Email-Event-Webhook-Signature',
        'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=',
      ],
    ],
    reproduced: false,
  },
  {
    title: 'Square',
    signature: SQUARE,
    secret: 'asdf1234',
    url: 'https://example.com/webhook',
    expected: [['x-square-hmacsha256-signature', '2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=']],
  },
  {
    title: 'HubSpot v1: a plain hash',
    signature: "{ scheme: hash, content: '{secret}{body}', header: X-HubSpot-Signature }",
    secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
    body: '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]',
    expected: [
      ['X-HubSpot-Signature', '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de'],
    ],
  },
];

const COMPUTED: readonly Vector[] = [
  {
    title: 'GitHub',
    signature: GITHUB,
    expected: [
      [
        'X-Hub-Signature-256',
        'sha256=2d13c17f57b5651681c5c8bb2b8eea8f253893c7405469b021585dcf0de9ed37',
      ],
    ],
  },
  {
    title: 'Shopify',
    signature: '{ encoding: base64, header: X-Shopify-Hmac-Sha256 }',
    expected: [['X-Shopify-Hmac-Sha256', 'LRPBf1e1ZRaBxci7K47qjyU4k8dAVGmwIVhdzw3p7Tc=']],
  },
  {
    title: 'Typeform',
    signature: "{ encoding: base64, header: Typeform-Signature, template: 'sha256={sig}' }",
    expected: [['Typeform-Signature', 'sha256=LRPBf1e1ZRaBxci7K47qjyU4k8dAVGmwIVhdzw3p7Tc=']],
  },
  {
    title: 'Vercel',
    signature: '{ algorithm: sha1, header: x-vercel-signature }',
    expected: [['x-vercel-signature', '9779ee87e2d03be1317cb88bc7221af489163fd5']],
  },
  {
    title: 'Paystack',
    signature: '{ algorithm: sha512, header: x-paystack-signature }',
    expected: [
      [
        'x-paystack-signature',
        'ddb340d039a7c2958e378456bf22bbe27fca472c029a834e6b96e05bf8442aabb86d993ca71c94b9c738b05f25e735a1ec099caf687d05c3da0604b76382ad62',
      ],
    ],
  },
  {
    title: 'Slack and Zoom',
    signature: SLACK,
    expected: [
      ['X-Slack-Request-Timestamp', '1773480413'],
      ['X-Slack-Signature', 'v0=96903659bef17769835eb4e7d5abf126e4886cec7c228b459fd2401f3baa17ba'],
    ],
  },
  {
    title: 'Stripe',
    signature: STRIPE,
    expected: [
      [
        'Stripe-Signature',
        't=1773480413,v1=349318c4d5103507fa1143e289301d6d00189aa5065ff878ee41a56c6956f2e2',
      ],
    ],
  },
  {
    title: 'Paddle',
    signature:
      "{ content: '{ts}:{body}', header: Paddle-Signature, template: 'ts={ts};h1={sig}', timestamp: { tolerance: 5s, direction: past } }",
    expected: [
      [
        'Paddle-Signature',
        'ts=1773480413;h1=08d5b26c738bd55859256c154345bbee1fc9146ed6cfd4575042c174d6089bb2',
      ],
    ],
  },
  {
    title: 'Sanity: milliseconds, URL-safe base64',
    signature:
      "{ encoding: base64url, content: '{ts}.{body}', header: sanity-webhook-signature, template: 't={ts},v1={sig}', timestamp: { unit: ms } }",
    expected: [
      [
        'sanity-webhook-signature',
        't=1773480413000,v1=4RvOdV2n6wN_Q8NaJuFysnShyo-zB5-BG8yqGlV3IfE',
      ],
    ],
  },
  {
    title: 'Zendesk: RFC 3339',
    signature:
      "{ encoding: base64, content: '{ts}{body}', header: X-Zendesk-Webhook-Signature, timestamp: { header: X-Zendesk-Webhook-Signature-Timestamp, unit: iso } }",
    expected: [
      ['X-Zendesk-Webhook-Signature-Timestamp', '2026-03-14T09:26:53Z'],
      ['X-Zendesk-Webhook-Signature', 'WLo2NZSlxXE+9Dip43GL53ncEcWNB8DkKEmZip+N26Q='],
    ],
  },
  {
    title: 'Box: two headers',
    signature:
      "{ encoding: base64, content: '{body}{ts}', header: [BOX-SIGNATURE-PRIMARY, BOX-SIGNATURE-SECONDARY], timestamp: { header: BOX-DELIVERY-TIMESTAMP, unit: iso, tolerance: 10m } }",
    expected: [
      ['BOX-DELIVERY-TIMESTAMP', '2026-03-14T09:26:53Z'],
      ['BOX-SIGNATURE-PRIMARY', 'B5/dyOmk/VVt9/JoUr1cWlqarvRwue2sO65YRR8x7Vk='],
    ],
  },
  {
    title: 'Twitch: an id before the time',
    signature:
      "{ content: '{id}{ts}{body}', header: Twitch-Eventsub-Message-Signature, template: 'sha256={sig}', id: { header: Twitch-Eventsub-Message-Id }, timestamp: { header: Twitch-Eventsub-Message-Timestamp, unit: iso, tolerance: 10m } }",
    headers: [['Twitch-Eventsub-Message-Id', 'msg_0123456789abcdef']],
    expected: [
      ['Twitch-Eventsub-Message-Timestamp', '2026-03-14T09:26:53Z'],
      [
        'Twitch-Eventsub-Message-Signature',
        'sha256=c10cb2372b42a83104dd1ed9614f94fe5f2d5047308c79647cd421b31e1bdcaa',
      ],
    ],
  },
  {
    title: 'Square',
    signature: SQUARE,
    url: URL_IN,
    expected: [['x-square-hmacsha256-signature', '/C6QTpUy0nvaugu7hyebPtPXK8uEpsfNjjErEdoA+OM=']],
  },
  {
    title: 'Trello',
    signature:
      "{ algorithm: sha1, encoding: base64, content: '{body}{url}', header: X-Trello-Webhook }",
    url: URL_IN,
    expected: [['X-Trello-Webhook', 'Use9hVyaUIcPuSk5r0KkJ3fbFFY=']],
  },
  {
    title: 'HubSpot v3',
    signature:
      "{ encoding: base64, content: '{method}{url}{body}{ts}', header: X-HubSpot-Signature-v3, timestamp: { header: X-HubSpot-Request-Timestamp, unit: ms, tolerance: 5m } }",
    url: URL_IN,
    expected: [
      ['X-HubSpot-Request-Timestamp', '1773480413000'],
      ['X-HubSpot-Signature-v3', 'xxceJVn5Pz12Hhgzr5S7bcM0lQEpTxOghWPMbIld7vs='],
    ],
  },
  {
    title: 'Twilio form',
    signature: TWILIO,
    url: URL_IN,
    body: 'b=2+2&a=1',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    expected: [['X-Twilio-Signature', 'ybwIXvy9VswK48xNF126DBw0Qus=']],
  },
  {
    title: 'LinkedIn',
    signature: "{ content: 'hmacsha256={body}', header: X-LI-Signature }",
    expected: [
      ['X-LI-Signature', '96614fbf4b0c4277109a4c4cea07305d61f305485b3f208b2378dd6299612cfe'],
    ],
  },
  {
    title: 'Standard Webhooks',
    signature: V1,
    secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    headers: [['webhook-id', 'msg_0123456789abcdef']],
    expected: [
      ['webhook-timestamp', '1773480413'],
      ['webhook-signature', 'v1,GOCnMyMr/rptnwq5Fslx/pmV7Ebs0oGlMzhB5+HsdqQ='],
    ],
  },
  {
    title: 'Onfleet: a key in hex',
    signature: '{ algorithm: sha512, key: hex, header: X-Onfleet-Signature }',
    secret: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    expected: [
      [
        'X-Onfleet-Signature',
        '9097b144e5bd932bc1ebb6377e9d8ce2664a140c93f8ccf586e91e22879c7c9b01e32c1181a3de913a1f3459061f9082026df6bc55f6393027e454bd6eaaa617',
      ],
    ],
  },
  {
    title: 'Discord',
    signature:
      "{ scheme: ed25519, content: '{ts}{body}', header: X-Signature-Ed25519, timestamp: { header: X-Signature-Timestamp } }",
    secret: '03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8',
    signWith: SEED,
    expected: [
      ['X-Signature-Timestamp', '1773480413'],
      [
        'X-Signature-Ed25519',
        '32b75372954e2e0033b83bc1d07a0327ef7158d8fd52dd91eb922037aa45d6dcc10fcd63dc94e44d5042dcc4014d9c111afe7c6540a0a882b4976e67105a7b0d',
      ],
    ],
  },
  {
    title: 'Telnyx',
    signature:
      "{ scheme: ed25519, key: base64, encoding: base64, content: '{ts}|{body}', header: telnyx-signature-ed25519, timestamp: { header: telnyx-timestamp, tolerance: 5m } }",
    secret: 'A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=',
    signWith: Buffer.from(SEED, 'hex').toString('base64'),
    expected: [
      ['telnyx-timestamp', '1773480413'],
      [
        'telnyx-signature-ed25519',
        'T74mhuJq0YrqxBBYuOpqXG/cQ+rELCaJlKhPFyoXkMa5CZu1SPWAI5tRSiC6U5BmzuIBS3izwQ4hyqHycAXnBw==',
      ],
    ],
  },
  {
    title: 'Standard Webhooks v1a',
    signature: V1A,
    secret: 'whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=',
    signWith: `whsk_${Buffer.from(SEED, 'hex').toString('base64')}`,
    headers: [['webhook-id', 'msg_0123456789abcdef']],
    expected: [
      ['webhook-timestamp', '1773480413'],
      [
        'webhook-signature',
        'v1a,9iYApzO4khCeD4RY+HZWq7o9ku/gdTygr/2kWtnz7whRoks+2FP0ZnrKYhx+dlzzv3uPPB3sPPETH4X9xnMDBA==',
      ],
    ],
  },
];

function requestOf(vector: Vector): WebhookRequest {
  const { pathname, search } = new URL(vector.url ?? 'http://127.0.0.1/hooks');
  return {
    method: 'POST',
    path: pathname + search,
    headers: vector.headers ?? [['Content-Type', 'application/json']],
    body: utf8Bytes(vector.body ?? HELLO),
  };
}

function secretOf(given: string | Secret): Secret {
  return typeof given === 'string' ? { kind: 'shared', value: given } : given;
}

function check(provider: Provider, request: WebhookRequest, vector: Vector): Verification {
  return provider.verify(viewRequest(request), {
    secrets: [secretOf(vector.secret ?? KEY)],
    url: vector.url ?? 'http://127.0.0.1/hooks',
    nowMs: vector.nowMs ?? TS_MS,
    options: defaultOptions(provider),
  });
}

function testVector(vector: Vector): void {
  it(vector.title, () => {
    const provider = signer(vector.signature, vector.options);
    const plain = requestOf(vector);
    const printed = { ...plain, headers: [...plain.headers, ...vector.expected] };
    assert.deepEqual(check(provider, printed, vector).status, 'ok');
    const { body } = plain;
    const changed = { ...printed, body: Uint8Array.from(body).fill(0x20, body.length - 1) };
    if (!vector.signature.includes('{form}')) {
      assert.equal(check(provider, changed, vector).status, 'failed');
    }
    if (vector.reproduced === false) return;
    const signed = provider.sign(plain, {
      secret: secretOf(vector.signWith ?? vector.secret ?? KEY),
      url: vector.url ?? 'http://127.0.0.1/hooks',
      nowMs: vector.nowMs ?? TS_MS,
      random: seededRandom('vectors'),
      options: defaultOptions(provider),
    });
    const made = vector.expected.map(([name]) => [name, headerValue(signed.headers, name)]);
    assert.deepEqual(made, vector.expected);
    assert.deepEqual(signed.body, plain.body);
  });
}

describe('a public vector is checked and made by a definition', () => {
  for (const vector of PUBLIC) testVector(vector);
});

describe('a vector computed by hand is checked and made by a definition', () => {
  for (const vector of COMPUTED) testVector(vector);
});

describe('a signature within the body', () => {
  const random = seededRandom('vectors');

  it('of Mailgun fits its public vectors', () => {
    const provider = signer(
      "{ content: '{ts}{json:signature.token}', json: signature.signature, timestamp: { json: signature.timestamp } }",
    );
    const body =
      '{"signature":{"timestamp":"1661621710","token":"885894756b6c371a377f5f9516d60a4db497ad27d4931ed215","signature":"606307bb55b72686b1b2a2c8c37ae6e6ec89496592bac4a4eee5a346337d04a5"},"event-data":{"event":"opened"}}';
    const request = requestOf({ title: '', signature: '', expected: [], body });
    const secret = 'key-0p6mqbf74lb20gzq9f4dhpn9rg3zyk26';
    const vector = { title: '', signature: '', expected: [], secret };
    assert.equal(check(provider, request, vector).status, 'ok');
    const signed = provider.sign(request, {
      secret: secretOf(secret),
      url: 'http://127.0.0.1/',
      nowMs: 1_661_621_710_000,
      random,
      options: {},
    });
    assert.deepEqual(signed, request);
  });

  it('of Mailgun is filled into empty texts', () => {
    const provider = signer(
      "{ content: '{ts}{json:signature.token}', json: signature.signature, timestamp: { json: signature.timestamp } }",
    );
    const token = 'a'.repeat(50);
    const empty = `{"signature":{"timestamp":"","token":"${token}","signature":""}}`;
    const signed = provider.sign(
      requestOf({ title: '', signature: '', expected: [], body: empty }),
      {
        secret: secretOf(KEY),
        url: 'http://127.0.0.1/',
        nowMs: TS_MS,
        random,
        options: {},
      },
    );
    const signature = 'd5b35569ba590d05241e0ee0886242e1298341d9653d1c1082c903ec4dfd666b';
    assert.equal(
      Buffer.from(signed.body).toString('utf8'),
      `{"signature":{"timestamp":"1773480413","token":"${token}","signature":"${signature}"}}`,
    );
  });

  it('of Adyen covers fields of the item, absent ones as empty text', () => {
    const item = 'notificationItems.0.NotificationRequestItem';
    const paths = [
      'pspReference',
      'originalReference',
      'merchantAccountCode',
      'merchantReference',
      'amount.value',
      'amount.currency',
      'eventCode',
      'success',
    ];
    const content = paths.map((path) => `{json:${item}.${path}}`).join(':');
    const provider = signer(
      `{ encoding: base64, key: hex, content: '${content}', json: '${item}.additionalData.hmacSignature' }`,
    );
    const body =
      '{"live":"false","notificationItems":[{"NotificationRequestItem":{"additionalData":{"hmacSignature":"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="},"amount":{"currency":"EUR","value":1130},"eventCode":"AUTHORISATION","merchantAccountCode":"TestMerchant","merchantReference":"TestPayment-1407325143704","originalReference":null,"pspReference":"7914073381342284","success":"true"}}]}';
    const secret = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
    const vector = { title: '', signature: '', expected: [], secret, body };
    assert.equal(check(provider, requestOf(vector), vector).status, 'ok');
    const other = { ...vector, body: body.replace('1130', '1131') };
    assert.equal(check(provider, requestOf(other), other).status, 'failed');
  });
});
