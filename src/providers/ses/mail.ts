import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { isoTime, sesId } from './ids.ts';
import { hasOriginalHeaders, topicOption } from './options.ts';

const DOMAIN = 'example.com';
const SENDER = `sender@${DOMAIN}`;
const NAMED_SENDER = `Shop <${SENDER}>`;
const SOURCE_IP = '192.0.2.10';
const CALLER = 'ses_user';
const CONFIGURATION_SET = 'my-config-set';

/** How much of a mail an event tells: DeliveryDelay and Rendering Failure leave out its headers and most tags. */
type Extent = 'whole' | 'brief';

/** `mail` of event publishing. */
export function publishedMail(
  context: BuildContext,
  extent: Extent = 'whole',
  outgoing: JsonObject = {},
): JsonObject {
  const configurationSet = { 'ses:configuration-set': [CONFIGURATION_SET] };
  const brief = {
    ...mailStart(context, NAMED_SENDER, {}),
    headersTruncated: false,
  };
  if (extent === 'brief') return { ...brief, tags: configurationSet };
  return {
    ...brief,
    ...headers(context),
    tags: {
      'ses:source-tls-version': ['TLSv1.3'],
      'ses:operation': ['SendEmail'],
      ...configurationSet,
      'ses:source-ip': [SOURCE_IP],
      'ses:from-domain': [DOMAIN],
      'ses:caller-identity': [CALLER],
      ...outgoing,
      campaign: ['welcome'],
    },
  };
}

/** `mail` of feedback notifications. */
export function feedbackMail(context: BuildContext): JsonObject {
  const start = mailStart(context, SENDER, { sourceIp: SOURCE_IP, callerIdentity: CALLER });
  if (!hasOriginalHeaders(context.options)) return start;
  return { ...start, headersTruncated: false, ...headers(context) };
}

function mailStart(context: BuildContext, source: string, submitter: JsonObject): JsonObject {
  const { message, options } = context;
  const { region, account } = topicOption(options);
  return {
    timestamp: isoTime(message.acceptedAtMs),
    source,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${DOMAIN}`,
    ...submitter,
    sendingAccountId: account,
    messageId: messageId(context),
    destination: [message.recipient],
  };
}

function messageId({ message, options }: BuildContext): string {
  const { region } = topicOption(options);
  return sesId(region, message.acceptedAtMs, message.random().fork('message-id'));
}

function headers(context: BuildContext): JsonObject {
  const { recipient, subject } = context.message;
  return {
    headers: headerList([
      ['From', NAMED_SENDER],
      ['To', recipient],
      ['Subject', subject],
      ['MIME-Version', '1.0'],
      ['Content-Type', 'text/html; charset=UTF-8'],
      ['Content-Transfer-Encoding', '7bit'],
    ]),
    commonHeaders: {
      from: [NAMED_SENDER],
      to: [recipient],
      messageId: messageId(context),
      subject,
    },
  };
}

export function headerList(
  pairs: readonly (readonly [name: string, value: string])[],
): readonly JsonObject[] {
  return pairs.map(([name, value]) => ({ name, value }));
}

/** Domain of the recipient's address, for names of its servers. */
export function recipientDomain({ message }: BuildContext): string {
  return message.recipient.slice(message.recipient.lastIndexOf('@') + 1);
}
