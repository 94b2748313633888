import { utf8Bytes } from '../../core/bytes.ts';
import type { FormField } from '../../core/form.ts';
import { COMPACT_JSON, encodeJson, PYTHON_JSON } from '../../core/json.ts';
import { filePart, type Part, textPart } from '../../core/multipart.ts';
import type { BuildContext, MessageContext, Payload } from '../types.ts';
import {
  bodyFields,
  headerFields,
  type InboundMail,
  inboundMail,
  messageHeadersField,
  rawMail,
} from './inbound-mail.ts';
import { domainOf, storedAt } from './sample-mail.ts';
import { signatureFields } from './signature-fields.ts';

/** A picture of one transparent pixel. */
const LOGO_GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** Family `forward("https://…")`: the mail as fields, with files as parts, or raw in `body-mime`. */
export function buildInbound(context: BuildContext): Payload {
  const { message } = context;
  switch (context.format) {
    case 'multipart': {
      const mail = inboundMail(message, mixedType(message));
      const contentIds = { [contentId(message)]: 'attachment-1' };
      const files: readonly FormField[] = [
        ['attachment-count', '2'],
        ['content-id-map', encodeJson(contentIds)],
      ];
      // Captures of 2024, the first with real part types, write JSON without blanks; older ones wrote Python's.
      const head = [...forwardHead(mail), messageHeadersField(mail, COMPACT_JSON), ...files];
      const fields = [...head, ...signatureFields(context), ...bodyFields(message)];
      return { kind: 'multipart', parts: [...textParts(fields), ...attachments()] };
    }
    case 'mime': {
      const mail = inboundMail(message, 'text/plain; charset="utf-8"');
      const head = [...forwardHead(mail), messageHeadersField(mail, PYTHON_JSON)];
      const raw: FormField = ['body-mime', rawMail(mail)];
      return { kind: 'form', fields: [...head, ...signatureFields(context), raw] };
    }
    default: {
      const mail = inboundMail(message, alternativeType(message));
      const head = [...forwardHead(mail), messageHeadersField(mail, PYTHON_JSON)];
      const fields = [...head, ...signatureFields(context), ...bodyFields(message)];
      return { kind: 'form', fields };
    }
  }
}

/** Family `store(notify="https://…")`: the mail as fields; files stay at Mailgun and are listed by URL. */
export function buildStored(context: BuildContext): Payload {
  const { message } = context;
  const domain = domainOf(message.recipient);
  const { url } = storedAt(message.random().fork('storage'), domain);
  if (context.format !== 'multipart') {
    const mail = inboundMail(message, alternativeType(message));
    const fields = [...storedHead(context, mail, domain, url), ...bodyFields(message)];
    return { kind: 'form', fields };
  }
  const mail = inboundMail(message, mixedType(message));
  const attachment = {
    url: `${url}/attachments/0`,
    'content-type': 'application/pdf',
    name: 'invoice.pdf',
    size: 20202,
  };
  const files: readonly FormField[] = [
    ['attachments', encodeJson([attachment], PYTHON_JSON)],
    ['content-id-map', '{}'],
  ];
  const head = storedHead(context, mail, domain, url);
  return { kind: 'multipart', parts: textParts([...head, ...files, ...bodyFields(message)]) };
}

function forwardHead(mail: InboundMail): readonly FormField[] {
  return [
    ['recipient', mail.recipient],
    ['sender', mail.sender],
    ['subject', mail.subject],
    ['from', mail.from],
    ...headerFields(mail),
  ];
}

/** Order of a capture of 2018. */
function storedHead(
  context: BuildContext,
  mail: InboundMail,
  domain: string,
  url: string,
): readonly FormField[] {
  return [
    ...signatureFields(context),
    ['domain', domain],
    ['Mime-Version', '1.0'],
    ['From', mail.from],
    ['Date', mail.date],
    ['Message-Id', mail.messageId],
    ['Subject', mail.subject],
    ['To', mail.recipient],
    ['subject', mail.subject],
    ['from', mail.from],
    ['Received', mail.received[0]],
    ['Received', mail.received[1]],
    ['message-url', url],
    messageHeadersField(mail, PYTHON_JSON),
    ['recipient', mail.recipient],
    ['sender', mail.sender],
    ['X-Mailgun-Incoming', 'Yes'],
    ['X-Envelope-From', `<${mail.sender}>`],
    ['Content-Type', mail.contentType],
  ];
}

function textParts(fields: readonly FormField[]): readonly Part[] {
  return fields.map(([name, value]) => textPart(name, value));
}

function attachments(): readonly Part[] {
  return [
    filePart({
      name: 'attachment-1',
      filename: 'logo.gif',
      contentType: 'image/gif',
      body: Buffer.from(LOGO_GIF, 'base64'),
    }),
    filePart({
      name: 'attachment-2',
      filename: 'résumé.txt',
      contentType: 'text/plain',
      body: utf8Bytes('Grüße\r\n'),
    }),
  ];
}

function alternativeType(message: MessageContext): string {
  const mark = message.random().fork('mime-boundary').hex(16);
  return `multipart/alternative; boundary="${'0'.repeat(12)}${mark}"`;
}

function mixedType(message: MessageContext): string {
  const mark = message.random().fork('mime-boundary').text('0123456789', 24);
  return `multipart/mixed; boundary="${'-'.repeat(12)}${mark}"`;
}

/** Content id of the picture, with angle brackets. */
function contentId(message: MessageContext): string {
  const random = message.random().fork('content-id');
  return `<part1.${random.text('0123456789', 8)}.${random.text('0123456789', 8)}@example.org>`;
}
