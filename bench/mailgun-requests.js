// Signed Mailgun webhooks of 1 kB as whole HTTP requests, each with its own token, event id and recipient.
import { createHmac, randomBytes } from 'node:crypto';

// The documented test secret: `webhook-cli secret mailgun`.
const TEST_SECRET = '3f1c9a7be5d24680a1b2c3d4e5f60718';
const BODY_BYTES = 1000;

export function mailgunRequests(count, { path = '/hooks/mailgun', number = 0 } = {}) {
  return Array.from({ length: count }, (_, index) => mailgunRequest(path, number + index));
}

function mailgunRequest(path, number) {
  const body = mailgunBody(number);
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1:4665',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'User-Agent: mailgun/treq-16.12.0',
    'Accept: */*',
    'Accept-Encoding: gzip',
    '\r\n',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(head), body]);
}

export function mailgunBody(number) {
  const seconds = Math.floor(Date.now() / 1000);
  const token = randomBytes(25).toString('hex');
  const signature = createHmac('sha256', TEST_SECRET).update(`${seconds}${token}`).digest('hex');
  const event = {
    signature: { timestamp: `${seconds}`, token, signature },
    'event-data': {
      event: 'delivered',
      id: randomBytes(16).toString('base64url'),
      timestamp: seconds + 0.5,
      'log-level': 'info',
      flags: { 'is-authenticated': true, 'is-routed': false, 'is-test-mode': false },
      recipient: `reader-${number}@example.net`,
      'recipient-domain': 'example.net',
      tags: ['order-shipped'],
      envelope: {
        transport: 'smtp',
        sender: 'shop@mg.example.com',
        'sending-ip': '192.0.2.10',
        targets: `reader-${number}@example.net`,
      },
      message: { headers: { 'message-id': `${token}@mg.example.com` }, size: 321 },
      'delivery-status': { code: 250, message: 'OK', 'mx-host': 'mx1.example.net', tls: true },
      'user-variables': { note: '' },
    },
  };
  const missing = BODY_BYTES - Buffer.byteLength(JSON.stringify(event));
  event['event-data']['user-variables'].note = 'x'.repeat(Math.max(0, missing));
  return Buffer.from(JSON.stringify(event));
}
