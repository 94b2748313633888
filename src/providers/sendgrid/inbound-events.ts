import { encodeJson, type JsonObject } from '../../core/json.ts';
import { filePart, type Part, textPart } from '../../core/multipart.ts';
import type { BuildContext, EventDefinition, MessageContext, Payload } from '../types.ts';
import {
  FILES,
  FROM,
  HTML,
  headerBlock,
  mailType,
  rawMail,
  SENDER,
  SENDER_IP,
  TEXT,
} from './inbound-mail.ts';
import { hasInboundFiles, hasSpamCheck } from './options.ts';
import { INBOUND_RETRY } from './schedule.ts';

/** The post names no event. */
export const INBOUND_WIRE_NAME = 'inbound_parse';

/** Inbound Parse: the mail in parts, or raw in the part `email`. */
export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: INBOUND_WIRE_NAME,
    aliases: ['parse'],
    summary: 'a mail came in; its parts as fields and files, or the raw message',
    generation: 'current',
    formats: ['multipart', 'mime'],
    retry: INBOUND_RETRY,
    build: buildInbound,
  },
];

function buildInbound(context: BuildContext): Payload {
  const { message, options } = context;
  const withFiles = hasInboundFiles(options);
  const spam = hasSpamCheck(options) ? spamParts() : [];
  const parts =
    context.format === 'mime'
      ? [
          textPart('email', rawMail(message, withFiles)),
          ...origin(message),
          ...spam,
          textPart('charsets', charsets(['to', 'from', 'subject'])),
          ...sender(message),
        ]
      : [
          textPart('headers', headerBlock(message, mailType(withFiles))),
          ...origin(message),
          ...spam,
          textPart('text', TEXT),
          ...(withFiles ? [textPart('html', HTML)] : []),
          textPart('attachments', String(withFiles ? FILES.length : 0)),
          ...(withFiles ? fileFacts() : []),
          textPart('charsets', charsets(['to', 'from', 'subject', ...bodies(withFiles)])),
          ...sender(message),
          ...(withFiles ? files() : []),
        ];
  return { kind: 'multipart', parts };
}

function origin(message: MessageContext): readonly Part[] {
  return [
    textPart('sender_ip', SENDER_IP),
    textPart('SPF', 'pass'),
    textPart('to', message.recipient),
    textPart('subject', message.subject),
  ];
}

function sender(message: MessageContext): readonly Part[] {
  return [
    textPart('dkim', '{@example.org : pass}'), // not JSON
    textPart('from', FROM),
    textPart('envelope', encodeJson({ to: [message.recipient], from: SENDER })),
  ];
}

function spamParts(): readonly Part[] {
  return [
    textPart('spam_score', '0.6'),
    textPart('spam_report', 'Content analysis details:   (0.6 points, 5.0 required)\n'),
  ];
}

function bodies(withFiles: boolean): readonly string[] {
  return withFiles ? ['text', 'html', 'filename'] : ['text'];
}

/** Header texts are said to be in `UTF-8`, bodies in the spelling of the mail. */
function charsets(names: readonly string[]): string {
  return encodeJson(
    Object.fromEntries(
      names.map((name) => [name, name === 'text' || name === 'html' ? 'utf-8' : 'UTF-8']),
    ),
  );
}

function fileFacts(): readonly Part[] {
  const info = FILES.map(({ filename, contentType, contentId }, index): [string, JsonObject] => [
    partName(index),
    {
      filename,
      name: filename,
      type: contentType,
      ...(contentId === undefined ? {} : { 'content-id': contentId }),
    },
  ]);
  const contentIds = FILES.flatMap(({ contentId }, index) =>
    contentId === undefined ? [] : [[contentId, partName(index)] as const],
  );
  return [
    textPart('attachment-info', encodeJson(Object.fromEntries(info))),
    textPart('content-ids', encodeJson(Object.fromEntries(contentIds))),
  ];
}

function files(): readonly Part[] {
  return FILES.map(({ filename, contentType, body }, index) =>
    filePart({ name: partName(index), filename, contentType, body }),
  );
}

function partName(index: number): string {
  return `attachment${index + 1}`;
}
