import { BASE62 } from '../../core/random.ts';
import type { MessageContext } from '../types.ts';

const HOST = 'mail.example.org';
const MIXED_BOUNDARY = 'b0b0b0b0b0b0';

export const SENDER_IP = '192.0.2.44';
export const SENDER = 'jane@example.org';
export const FROM = `Jane Doe <${SENDER}>`;
export const TEXT = 'Hi,\n\nplease call me.\n';
export const HTML = '<div dir="ltr">Hi,<br><br>please call me.</div>\n';

/** A picture of one transparent pixel. */
const LOGO_GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** A file of the mail. */
interface MailFile {
  readonly filename: string;
  readonly contentType: string;
  /** Without angle brackets; set for pictures the HTML body shows. */
  readonly contentId: string | undefined;
  readonly body: Uint8Array;
}

export const FILES: readonly MailFile[] = [
  {
    filename: 'note.txt',
    contentType: 'text/plain',
    contentId: undefined,
    body: Buffer.from('Call me after six.\r\n', 'latin1'),
  },
  {
    filename: 'logo.gif',
    contentType: 'image/gif',
    contentId: 'logo@mail.example.org',
    body: Buffer.from(LOGO_GIF, 'base64'),
  },
];

/** The mail's headers as a block, a line feed after each line. */
export function headerBlock(message: MessageContext, contentType: string): string {
  const random = message.random().fork('inbound');
  const relay = `recvd-${random.hex(4)}`;
  const arrival = mailDate(message.acceptedAtMs);
  const toMilliseconds = `.${String(message.acceptedAtMs % 1000).padStart(3, '0')} +0000`;
  const lines = [
    `Received: from ${HOST} (${HOST} [${SENDER_IP}]) by ${relay} (SG) with ESMTP id ${random.text(BASE62, 4)} for <${message.recipient}>; ${arrival.replace(' +0000', toMilliseconds)} (UTC)`,
    `From: ${FROM}`,
    `To: ${message.recipient}`,
    `Subject: ${message.subject}`,
    `Date: ${arrival}`,
    `Message-ID: <CAF${random.text('0123456789', 10)}@${HOST}>`,
    'MIME-Version: 1.0',
    `Content-Type: ${contentType}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Content type of the mail, as its headers have it. */
export function mailType(hasFiles: boolean): string {
  return hasFiles ? `multipart/mixed; boundary="${MIXED_BOUNDARY}"` : 'text/plain; charset="UTF-8"';
}

/** The whole mail as it came in over SMTP, with CR LF. */
export function rawMail(message: MessageContext, hasFiles: boolean): string {
  const body = hasFiles ? mixedBody() : TEXT;
  return `${headerBlock(message, mailType(hasFiles))}\n${body}`.replaceAll('\n', '\r\n');
}

function mixedBody(): string {
  const part = (headers: readonly string[], body: string): string =>
    `--${MIXED_BOUNDARY}\n${headers.join('\n')}\n\n${body}\n`;
  const files = FILES.map(({ filename, contentType, contentId, body }) =>
    part(
      [
        `Content-Type: ${contentType}; name="${filename}"`,
        'Content-Transfer-Encoding: base64',
        ...(contentId === undefined
          ? [`Content-Disposition: attachment; filename="${filename}"`]
          : [`Content-Disposition: inline; filename="${filename}"`, `Content-ID: <${contentId}>`]),
      ],
      Buffer.from(body).toString('base64'),
    ),
  );
  const html = part(['Content-Type: text/html; charset="UTF-8"'], HTML);
  return `${html}${files.join('')}--${MIXED_BOUNDARY}--\n`;
}

/** `Thu, 01 Jan 2026 00:00:00 +0000`, RFC 5322 in UTC. */
function mailDate(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
