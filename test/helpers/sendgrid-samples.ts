/** A signed request as the provider page prints it; the lines of its body end in CR LF. */
export interface SignedSample {
  readonly events: readonly string[];
  /** Base64 of the SubjectPublicKeyInfo, without PEM armour. */
  readonly publicKey: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

/** The vectors of the official libraries. */
export const SIGNED_SAMPLES: readonly SignedSample[] = [
  {
    events: ['reject'],
    publicKey:
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==',
    timestamp: '1600112502',
    signature:
      'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=',
    body: crlf(
      '[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]',
    ),
  },
  {
    events: ['processed', 'soft-bounce'],
    publicKey:
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ4LIFtWztlsF7skFqOncjD1lun4H5w8XOhyOArHW9RcIx/FfEzx6cikC/yPfUvwaX/JScE7Fc9CJD2afQ9Ok3Q==',
    timestamp: '1619651159',
    signature:
      'MEYCIQC/I4o6vCgqRYrTljjoVWB/GRWNtxeePlLMHr3x9ETeRQIhAIpV+03nREPTTHWSW0wIOA0EoMPdcNgXa70yCaqDJlu5',
    body: crlf(
      '[{"email":"invalid@gmail.com","event":"processed","send_at":0,"sg_event_id":"cHJvY2Vzc2VkLTE5OTQyMTEyLXFOd0JMZ1BRUWpXNkRKdktRd1NBYnctMA","sg_message_id":"qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0","smtp-id":"<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>","timestamp":1619651146},',
      '{"email":"invalid@gmail.com","event":"bounce","ip":"167.89.101.76","reason":"552 5.2.2 The email account that you tried to reach is over quota and inactive. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaPerm c17si1130468pgv.34 - gsmtp","sg_event_id":"Ym91bmNlLTAtMTk5NDIxMTItcU53QkxnUFFRalc2REp2S1F3U0Fidy0w","sg_message_id":"qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0","smtp-id":"<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>","status":"5.2.2","timestamp":1619651147,"tls":1,"type":"blocked"}]',
    ),
  },
];

/** One event each, by canonical name. */
export const EVENT_SAMPLES: readonly { readonly event: string; readonly body: string }[] = [
  {
    event: 'processed',
    body: crlf(
      '[{"category":["receipts","2026"],"email":"jane@example.com","event":"processed","order_id":"A-1001","send_at":0,"sg_event_id":"cHJvY2Vzc2VkLTEyMzQ1Njc4LWRTdHN4Q3lMUkxLektTSDB6bzlleFEtMA","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","smtp-id":"<dStsxCyLRLKzKSH0zo9exQ@geopod-ismtpd-16>","timestamp":1767225600}]',
    ),
  },
  {
    event: 'reject',
    body: crlf(
      '[{"category":["receipts","2026"],"email":"jane@example.com","event":"dropped","order_id":"A-1001","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMjM0NTY3OC1kU3RzeEN5TFJMS3pLU0gwem85ZXhRLTA","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","smtp-id":"<dStsxCyLRLKzKSH0zo9exQ@geopod-ismtpd-16>","timestamp":1767225601}]',
    ),
  },
  {
    event: 'delivered',
    body: crlf(
      '[{"category":["receipts","2026"],"email":"jane@example.com","event":"delivered","ip":"192.0.2.25","order_id":"A-1001","response":"250 2.0.0 OK 1767225602 d9443c01a7336-2a2f3c5e1b0si1234567ad.100 - gsmtp","sg_event_id":"ZGVsaXZlcmVkLTAtMTIzNDU2NzgtZFN0c3hDeUxSTEt6S1NIMHpvOWV4US0w","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","smtp-id":"<dStsxCyLRLKzKSH0zo9exQ@geopod-ismtpd-16>","timestamp":1767225602,"tls":1}]',
    ),
  },
  {
    event: 'deferred',
    body: crlf(
      '[{"attempt":"1","category":["receipts","2026"],"email":"jane@example.com","event":"deferred","order_id":"A-1001","response":"450 4.2.1 The user you are trying to contact is receiving mail too quickly","sg_event_id":"ZGVmZXJyZWQtMS0xMjM0NTY3OC1kU3RzeEN5TFJMS3pLU0gwem85ZXhRLTA","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","smtp-id":"<dStsxCyLRLKzKSH0zo9exQ@geopod-ismtpd-16>","timestamp":1767225603,"tls":1}]',
    ),
  },
  {
    event: 'bounce',
    body: crlf(
      '[{"bounce_classification":"Invalid Address","category":["receipts","2026"],"email":"jane@example.com","event":"bounce","ip":"192.0.2.25","order_id":"A-1001","reason":"550 5.1.1 <jane@example.com>: Recipient address rejected: User unknown","sg_event_id":"Ym91bmNlLTAtMTIzNDU2NzgtZFN0c3hDeUxSTEt6S1NIMHpvOWV4US0w","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","smtp-id":"<dStsxCyLRLKzKSH0zo9exQ@geopod-ismtpd-16>","status":"5.1.1","timestamp":1767225602,"tls":1,"type":"bounce"}]',
    ),
  },
  {
    event: 'soft-bounce',
    body: crlf(
      '[{"bounce_classification":"Mailbox Unavailable","category":["receipts","2026"],"email":"jane@example.com","event":"bounce","ip":"192.0.2.25","order_id":"A-1001","reason":"552 5.2.2 The email account that you tried to reach is over quota","sg_event_id":"Ym91bmNlLTAtMTIzNDU2NzgtZFN0c3hDeUxSTEt6S1NIMHpvOWV4US0w","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","smtp-id":"<dStsxCyLRLKzKSH0zo9exQ@geopod-ismtpd-16>","status":"5.2.2","timestamp":1767225602,"tls":1,"type":"blocked"}]',
    ),
  },
  {
    event: 'open',
    body: crlf(
      '[{"category":["receipts","2026"],"email":"jane@example.com","event":"open","ip":"198.51.100.7","order_id":"A-1001","sg_content_type":"html","sg_event_id":"LyjXp5nLQFeFC4cAsR4iqg","sg_machine_open":false,"sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","timestamp":1767225660,"useragent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"}]',
    ),
  },
  {
    event: 'click',
    body: crlf(
      '[{"category":["receipts","2026"],"email":"jane@example.com","event":"click","ip":"198.51.100.7","order_id":"A-1001","sg_event_id":"U7eQpV0oR0a3xS1nWdYk9Q","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","timestamp":1767225670,"url":"https://www.example.com/welcome?a=1&b=2","url_offset":{"index":0,"type":"html"},"useragent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"}]',
    ),
  },
  {
    event: 'complaint',
    body: crlf(
      '[{"category":["receipts","2026"],"email":"jane@example.com","event":"spamreport","order_id":"A-1001","sg_event_id":"bT9mHk2vQ8OeY4r0JcZx6w","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","timestamp":1767229200}]',
    ),
  },
  {
    event: 'unsubscribe',
    body: crlf(
      '[{"category":["receipts","2026"],"email":"jane@example.com","event":"unsubscribe","order_id":"A-1001","sg_event_id":"kW3dPz7uRfSs1LhVnAoB5g","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","timestamp":1767229210}]',
    ),
  },
  {
    event: 'group-unsubscribe',
    body: crlf(
      '[{"asm_group_id":10,"category":["receipts","2026"],"email":"jane@example.com","event":"group_unsubscribe","ip":"198.51.100.7","order_id":"A-1001","sg_event_id":"c8YtQb4jSgKxN2eMwRvD0A","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","timestamp":1767229220,"url":"https://www.example.com/","useragent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"}]',
    ),
  },
  {
    event: 'resubscribe',
    body: crlf(
      '[{"asm_group_id":10,"category":["receipts","2026"],"email":"jane@example.com","event":"group_resubscribe","ip":"198.51.100.7","order_id":"A-1001","sg_event_id":"p1HsGk6nTfWzU3oJxQyE7Q","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","timestamp":1767229230,"url":"https://www.example.com/","useragent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"}]',
    ),
  },
  {
    event: 'account-status',
    body: crlf(
      '[{"event":"account_status_change","sg_event_id":"Zr0aLq8sQwuT5cNf2yVbEA","timestamp":1767225600,"type":"compliance_suspend"}]',
    ),
  },
];

/** Two events in one request: processed and delivered. */
export const BATCH_SAMPLE = crlf(
  '[{"category":["receipts","2026"],"email":"jane@example.com","event":"processed","order_id":"A-1001","send_at":0,"sg_event_id":"cHJvY2Vzc2VkLTEyMzQ1Njc4LWRTdHN4Q3lMUkxLektTSDB6bzlleFEtMA","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","smtp-id":"<dStsxCyLRLKzKSH0zo9exQ@geopod-ismtpd-16>","timestamp":1767225600},',
  '{"category":["receipts","2026"],"email":"jane@example.com","event":"delivered","ip":"192.0.2.25","order_id":"A-1001","response":"250 2.0.0 OK 1767225602 d9443c01a7336-2a2f3c5e1b0si1234567ad.100 - gsmtp","sg_event_id":"ZGVsaXZlcmVkLTAtMTIzNDU2NzgtZFN0c3hDeUxSTEt6S1NIMHpvOWV4US0w","sg_message_id":"dStsxCyLRLKzKSH0zo9exQ.recvd-786d47b7ff-42mlq-1-6955B900-B.0","smtp-id":"<dStsxCyLRLKzKSH0zo9exQ@geopod-ismtpd-16>","timestamp":1767225602,"tls":1}]',
);

/** A mail of Inbound Parse; values of several lines keep their line feeds, the rest has CR LF. */
export const INBOUND_SAMPLE = [
  part(
    'headers',
    'Received: from mail.example.org (mail.example.org [192.0.2.44]) by recvd-7b9c (SG) with ESMTP id Yk3d for <support@parse.example.com>; Thu, 01 Jan 2026 00:00:00.000 +0000 (UTC)\nFrom: Jane Doe <jane@example.org>\nTo: support@parse.example.com\nSubject: Hello\nDate: Thu, 01 Jan 2026 00:00:00 +0000\nMessage-ID: <CAF1234567890@mail.example.org>\nMIME-Version: 1.0\nContent-Type: text/plain; charset="UTF-8"\n',
  ),
  part('sender_ip', '192.0.2.44'),
  part('SPF', 'pass'),
  part('to', 'support@parse.example.com'),
  part('subject', 'Hello'),
  part('text', 'Hi,\n\nplease call me.\n'),
  part('attachments', '0'),
  part('charsets', '{"to":"UTF-8","from":"UTF-8","subject":"UTF-8","text":"utf-8"}'),
  part('dkim', '{@example.org : pass}'),
  part('from', 'Jane Doe <jane@example.org>'),
  part('envelope', '{"to":["support@parse.example.com"],"from":"jane@example.org"}'),
  '--xYzZY--\r\n',
].join('');

function crlf(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}

function part(name: string, value: string): string {
  return `--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}
