import { UsageError } from '../../core/errors.ts';
import type { ProviderOption, ProviderOptions } from '../types.ts';

const TOPIC_ARN = 'topic-arn';
const SUBSCRIPTION_ID = 'subscription-id';
const SIGNATURE_VERSION = 'signature-version';
const RAW_DELIVERY = 'raw-delivery';
const CONTENT_TYPE = 'content-type';
const CERT_URL = 'cert-url';
const SNS_URL = 'sns-url';
const ORIGINAL_HEADERS = 'original-headers';

const YES_NO = ['yes', 'no'];

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: TOPIC_ARN,
    summary: 'ARN of the SNS topic; its region and account appear all over the events',
    default: 'arn:aws:sns:us-east-1:123456789012:ses-events',
  },
  {
    name: SUBSCRIPTION_ID,
    summary: 'UUID of the subscription, the end of its ARN',
    default: '7f3b0c52-6a1e-4d7c-9c0e-2b8a5d4f1e90',
  },
  {
    name: SIGNATURE_VERSION,
    summary: 'attribute SignatureVersion of the topic: 1 signs with SHA-1, 2 with SHA-256',
    default: '1',
    choices: ['1', '2'],
  },
  {
    name: RAW_DELIVERY,
    summary: 'raw message delivery: notifications without envelope and signature',
    default: 'no',
    choices: YES_NO,
  },
  {
    name: CONTENT_TYPE,
    summary: 'Content-Type, which a delivery policy of the topic may change',
    default: 'text/plain; charset=UTF-8',
  },
  {
    name: CERT_URL,
    summary:
      'SigningCertURL: where the receiver finds our certificate; when set, verify accepts no other',
    default: '',
  },
  {
    name: SNS_URL,
    summary:
      'what SubscribeURL and UnsubscribeURL begin with, in place of https://sns.<region>.amazonaws.com/',
    default: '',
  },
  {
    name: ORIGINAL_HEADERS,
    summary: 'feedback notifications with the headers of the mail',
    default: 'no',
    choices: YES_NO,
  },
];

/** The parts of an SNS topic's ARN that other values are made of. */
export interface Topic {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  /** Address of SNS in the region, ending in a slash. */
  readonly awsUrl: string;
  /** The same, or what an option puts in its place. */
  readonly snsUrl: string;
}

const ARN = /^arn:(aws[a-z-]*):sns:([a-z0-9-]+):(\d{12}):[\w.-]+$/;

/** @throws {UsageError} when the option is no ARN of a topic */
export function topicOption(options: ProviderOptions): Topic {
  const arn = options[TOPIC_ARN] ?? '';
  const [, partition, region, account] = ARN.exec(arn) ?? [];
  if (partition === undefined || region === undefined || account === undefined) {
    throw new UsageError(`option ${TOPIC_ARN}: "${arn}" is no ARN of an SNS topic`, {
      hint: 'write it like arn:aws:sns:eu-west-1:123456789012:my-topic',
    });
  }
  // Host names of the regions in China end differently.
  const awsUrl = `https://sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}/`;
  return { arn, region, account, awsUrl, snsUrl: snsUrlOption(options) ?? awsUrl };
}

/** Address that stands in for SNS, ending in a slash, or `undefined`. */
export function snsUrlOption(options: ProviderOptions): string | undefined {
  const url = options[SNS_URL] ?? '';
  if (url === '') return undefined;
  return url.endsWith('/') ? url : `${url}/`;
}

/** Address of our own certificate, or `undefined`. */
export function certUrlOption(options: ProviderOptions): string | undefined {
  return options[CERT_URL] || undefined;
}

export function subscriptionArn(topicArn: string, options: ProviderOptions): string {
  return `${topicArn}:${options[SUBSCRIPTION_ID] ?? ''}`;
}

export type SignatureVersion = '1' | '2';

export function signatureVersionOption(options: ProviderOptions): SignatureVersion {
  return options[SIGNATURE_VERSION] === '2' ? '2' : '1';
}

export function isRawDelivery(options: ProviderOptions): boolean {
  return options[RAW_DELIVERY] === 'yes';
}

export function contentTypeOption(options: ProviderOptions): string {
  return options[CONTENT_TYPE] ?? '';
}

export function hasOriginalHeaders(options: ProviderOptions): boolean {
  return options[ORIGINAL_HEADERS] === 'yes';
}
