import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL =
  'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html';

export const SCHEME: SchemeFacts = {
  name: 'sns rsa-sha1 or rsa-sha256',
  summary:
    'Signature in the body is an RSA signature (PKCS #1 v1.5, base64) over key and value lines of the message: SHA-1 when SignatureVersion is 1, SHA-256 when it is 2. SigningCertURL names the certificate; MessageAttributes and the URLs but SubscribeURL are not signed. Raw delivery has no signature.',
  covers: { body: true, timestamp: true, url: false, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

export const SECRET: SecretFacts = {
  kind: 'key-pair',
  shape:
    'an RSA key in PEM: the private key to sign, the public key or a certificate to check; AWS keeps its own, so a receiver has to be told to trust ours',
  // SNS publishes no keys in DNS; no name has a blank in it.
  algorithm: 'rsa-2048',
  keyNameSuffix: null,
};

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'the certificate behind SigningCertURL: only AWS has the key, and receivers want a URL of amazonaws.com',
    chosen: 'a URL of that shape; the receiver gets our certificate in place of fetching it',
    override: '--option cert-url=…',
  },
  {
    what: 'how the jitter of the retries is drawn, and retries by a delivery policy of your own',
    chosen: '20s, 20s, 20s without jitter',
    override: '--retry',
  },
  {
    what: 'what a redirect does',
    chosen: 'it is not followed and not retried, as any status but 5xx and 429',
    override: '--retry',
  },
  {
    what: 'how characters beyond ASCII are written',
    chosen: 'UTF-8 as it is',
    override: '--data',
  },
  {
    what: 'order of keys in Complaint, Reject, Click, Rendering Failure, DeliveryDelay, Subscription and Received (no real capture)',
    chosen: 'that of the documentation',
    override: '--data',
  },
  {
    what: 'what message ids of regions other than us-east-1, us-west-2 and eu-west-1 begin with',
    chosen: '0100',
    override: '--set Message.mail.messageId=…',
  },
  {
    what: 'texts of soft bounces, of bounces by the suppression list and of the notice AmazonSnsSubscriptionSucceeded',
    chosen: 'sample texts',
    override: '--set Message.bounce.bouncedRecipients[0].diagnosticCode=…',
  },
  {
    what: 'members of receipt.action for S3 beside bucketName and objectKey',
    chosen: 'no objectKeyPrefix',
    override: '--force-set --set Message.receipt.action.objectKeyPrefix=…',
  },
  {
    what: 'where x-amz-sns-rawdelivery stands among the headers',
    chosen: 'after x-amz-sns-subscription-arn',
    override: '-H',
  },
  {
    what: 'basic and digest credentials of the endpoint, which SNS sends only after a 401',
    chosen: 'those of the target URL are sent at once',
    override: '-H',
  },
];

export const SOURCES: readonly string[] = [
  'Amazon SES Developer Guide: contents and examples of event data, of notifications and of receiving notifications; GitHub awsdocs/amazon-ses-developer-guide, 2022, and current pages (read November 2026)',
  'Amazon SNS Developer Guide: message formats, verifying signatures, fanout to HTTP/S endpoints, message delivery retries; GitHub awsdocs/amazon-sns-developer-guide, December 2022, and current pages (read November 2026)',
  'npm packages sns-validator 0.3.5, sns-payload-validator 2.1.0 and @types/aws-lambda',
  'GitHub anymail/django-anymail: tests/test_amazon_ses_webhooks.py, tests/test_amazon_ses_inbound.py (real payloads)',
  'public captures of SNS posts, 2022 and 2023',
];
