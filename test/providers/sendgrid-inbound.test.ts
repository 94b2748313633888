import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { sendgrid } from '../../src/providers/sendgrid/index.ts';
import { Confidence, type Secret } from '../../src/providers/types.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import {
  buildSigned,
  buildUnsigned,
  type CaseSettings,
  defaultOptions,
  TARGET_URL,
} from '../helpers/provider-cases.ts';
import { INBOUND_SAMPLE } from '../helpers/sendgrid-samples.ts';

const INBOUND = findEvent(sendgrid, 'inbound');
const SECRET: Secret = { kind: 'key-pair', ...ecKeyPair() };
const WITH_FILES = { ...defaultOptions(sendgrid), 'inbound-attachments': 'yes' };

function fieldsOf(settings: CaseSettings): ReadonlyMap<string | undefined, string> {
  const parts = viewRequest(buildUnsigned(sendgrid, INBOUND, settings)).multipart() ?? [];
  return new Map(parts.map(({ name, body }) => [name, utf8Text(body)]));
}

/** Drawn ids as letters, so that only their shape is compared. */
function masked(text: string): string {
  return text
    .replace(/recvd-[0-9a-f]{4}/, 'recvd-hhhh')
    .replace(/ESMTP id \w{4} /, 'ESMTP id iiii ')
    .replace(/<CAF\d{10}@/, '<CAFdddddddddd@')
    .replace(/Subject: .*/, 'Subject: s')
    .replace(/(name="subject"\r\n\r\n).*/, '$1s');
}

describe('sendgrid inbound parse', () => {
  it('the page sample is rebuilt byte for byte but for its ids, with its boundary and 1309 bytes', () => {
    const nowMs = Date.UTC(2026, 0, 1) + 4_000;
    const settings = { nowMs, recipient: 'support@parse.example.com' };
    const { headers, body } = buildUnsigned(sendgrid, INBOUND, settings);
    assert.equal(masked(utf8Text(body)), masked(INBOUND_SAMPLE));
    assert.equal(utf8Bytes(INBOUND_SAMPLE).length, 1309);
    assert.equal(body.length - 'Your order has shipped'.length * 2, 1309 - 'Hello'.length * 2);
    assert.deepEqual(headers, [
      ['User-Agent', 'Sendlib/1.0'],
      ['Content-Type', 'multipart/form-data; boundary=xYzZY'],
      ['Accept-Encoding', 'gzip'],
    ]);
  });

  it('text parts have a disposition and nothing else', () => {
    const parts = viewRequest(buildUnsigned(sendgrid, INBOUND)).multipart() ?? [];
    assert.equal(parts.length, 11);
    for (const { headers } of parts) {
      assert.deepEqual(
        headers.map(([name]) => name),
        ['Content-Disposition'],
      );
    }
  });

  it('the raw message takes the place of headers, text and attachments', () => {
    const fields = fieldsOf({ format: 'mime' });
    assert.deepEqual(
      [...fields.keys()],
      ['email', 'sender_ip', 'SPF', 'to', 'subject', 'charsets', 'dkim', 'from', 'envelope'],
    );
    const [head, text] = fields.get('email')?.split('\r\n\r\nHi,') ?? [];
    assert.match(head ?? '', /^Received: from mail\.example\.org .*\r\nFrom: Jane Doe/);
    assert.match(head ?? '', /\r\nSubject: Your order has shipped\r\n/);
    assert.equal(text, '\r\n\r\nplease call me.\r\n');
  });

  it('files come as parts, with attachment-info, content-ids and an HTML body', () => {
    const view = viewRequest(buildUnsigned(sendgrid, INBOUND, { options: WITH_FILES }));
    const files = (view.multipart() ?? []).filter(({ filename }) => filename !== undefined);
    assert.deepEqual(
      files.map(({ headers }) => headers),
      [
        [
          ['Content-Disposition', 'form-data; name="attachment1"; filename="note.txt"'],
          ['Content-Type', 'text/plain'],
        ],
        [
          ['Content-Disposition', 'form-data; name="attachment2"; filename="logo.gif"'],
          ['Content-Type', 'image/gif'],
        ],
      ],
    );
    assert.equal(view.field('attachments'), '2');
    assert.deepEqual(JSON.parse(view.field('attachment-info') ?? ''), {
      attachment1: { filename: 'note.txt', name: 'note.txt', type: 'text/plain' },
      attachment2: {
        filename: 'logo.gif',
        name: 'logo.gif',
        type: 'image/gif',
        'content-id': 'logo@mail.example.org',
      },
    });
    assert.deepEqual(JSON.parse(view.field('content-ids') ?? ''), {
      'logo@mail.example.org': 'attachment2',
    });
    assert.match(view.field('html') ?? '', /please call me/);
    assert.equal(JSON.parse(view.field('charsets') ?? '').html, 'utf-8');
  });

  it('the raw message with files is a well-formed multipart mail', () => {
    const email = fieldsOf({ format: 'mime', options: WITH_FILES }).get('email') ?? '';
    const boundary = /boundary="(\w+)"/.exec(email)?.[1] ?? 'none';
    const lines = email.split('\r\n');
    assert.equal(lines.filter((line) => line === `--${boundary}`).length, 3);
    assert.equal(lines.at(-2), `--${boundary}--`);
    assert.ok(!/[^\r]\n/.test(email));
  });

  it('the spam check adds its score and report, in both formats', () => {
    const options = { ...defaultOptions(sendgrid), 'inbound-spam-check': 'yes' };
    for (const format of ['multipart', 'mime'] as const) {
      assert.equal(fieldsOf({ format, options }).get('spam_score'), '0.6');
      assert.ok(fieldsOf({ format, options }).has('spam_report'));
      assert.ok(!fieldsOf({ format }).has('spam_score'));
    }
  });

  for (const format of INBOUND.formats) {
    it(`as ${format} it is recognised without its User-Agent, described by its Message-ID, and not signed`, () => {
      const request = buildSigned(sendgrid, INBOUND, SECRET, { format });
      const headers = request.headers.filter(([name]) => name === 'Content-Type');
      const view = viewRequest({ ...request, headers });
      assert.equal(sendgrid.recognise(view), Confidence.certain);
      const [summary, ...more] = sendgrid.describe(view);
      assert.deepEqual(more, []);
      assert.equal(summary?.name, 'inbound');
      assert.equal(summary?.wireName, 'inbound_parse');
      assert.equal(summary?.recipient, 'alice@example.net');
      assert.match(summary?.id ?? '', /^<CAF\d{10}@mail\.example\.org>$/);
      const input = { secrets: [SECRET], url: TARGET_URL, nowMs: 0 };
      const options = defaultOptions(sendgrid);
      assert.equal(sendgrid.verify(view, { ...input, options }).status, 'not-applicable');
      assert.deepEqual(buildSigned(sendgrid, INBOUND, SECRET, { format }), request);
      assert.notDeepEqual(
        buildSigned(sendgrid, INBOUND, SECRET, { format, seed: 'b' }).body,
        request.body,
      );
    });
  }
});
