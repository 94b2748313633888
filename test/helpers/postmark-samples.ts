/** Bodies as Postmark's provider page prints them, byte for byte. */
export interface PostmarkSample {
  /** Canonical name of the event. */
  readonly event: string;
  readonly body: string;
}

export const SAMPLES: readonly PostmarkSample[] = [
  {
    event: 'delivered',
    body: `{
  "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
  "Recipient": "jane@example.com",
  "DeliveredAt": "2026-01-01T00:00:02.9070259Z",
  "Details": "smtp;250 2.0.0 OK 1767225602 mx.example.com",
  "Tag": "welcome-email",
  "ServerID": 23,
  "Metadata": {
    "order_id": "1001",
    "plan": "pro"
  },
  "RecordType": "Delivery",
  "MessageStream": "outbound"
}`,
  },
  {
    event: 'bounce',
    body: `{
  "RecordType": "Bounce",
  "MessageStream": "outbound",
  "ID": 4323372036854,
  "Type": "HardBounce",
  "TypeCode": 1,
  "Name": "Hard bounce",
  "Tag": "welcome-email",
  "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
  "Metadata": {
    "order_id": "1001",
    "plan": "pro"
  },
  "ServerID": 23,
  "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
  "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
  "Email": "jane@example.com",
  "From": "sender@example.net",
  "BouncedAt": "2026-01-01T00:00:02.0000000Z",
  "DumpAvailable": true,
  "Inactive": true,
  "CanActivate": true,
  "Subject": "Welcome",
  "Content": "<Full dump of bounce>"
}`,
  },
  {
    event: 'complaint',
    body: `{
  "RecordType": "SpamComplaint",
  "MessageStream": "outbound",
  "ID": 42,
  "Type": "SpamComplaint",
  "TypeCode": 100001,
  "Name": "Spam complaint",
  "Tag": "welcome-email",
  "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
  "Metadata": {
    "order_id": "1001",
    "plan": "pro"
  },
  "ServerID": 23,
  "Description": "The subscriber explicitly marked this message as spam.",
  "Details": "Test spam complaint details",
  "Email": "jane@example.com",
  "From": "sender@example.net",
  "BouncedAt": "2026-01-01T01:00:00.0000000Z",
  "DumpAvailable": true,
  "Inactive": true,
  "CanActivate": false,
  "Subject": "Welcome",
  "Content": "<Abuse report dump>"
}`,
  },
  {
    event: 'open',
    body: String.raw`{
  "RecordType": "Open",
  "MessageStream": "outbound",
  "Metadata": {
    "order_id": "1001",
    "plan": "pro"
  },
  "FirstOpen": true,
  "Recipient": "jane@example.com",
  "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
  "ReceivedAt": "2026-01-01T00:01:00.9070259Z",
  "Platform": "WebMail",
  "ReadSeconds": 5,
  "Tag": "welcome-email",
  "UserAgent": "Mozilla\/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit\/537.36 (KHTML, like Gecko) Chrome\/143.0.0.0 Safari\/537.36",
  "OS": {
    "Name": "Windows 10",
    "Family": "Windows",
    "Company": "Microsoft Corporation"
  },
  "Client": {
    "Name": "Chrome 143.0.0.0",
    "Family": "Chrome",
    "Company": "Google"
  },
  "Geo": {
    "IP": "198.51.100.7",
    "City": "Amsterdam",
    "Country": "Netherlands",
    "CountryISOCode": "NL",
    "Region": "North Holland",
    "RegionISOCode": "NH",
    "Zip": "1012",
    "Coords": "52.374,4.8897"
  }
}`,
  },
  {
    event: 'click',
    body: String.raw`{
  "RecordType": "Click",
  "MessageStream": "outbound",
  "Metadata": {
    "order_id": "1001",
    "plan": "pro"
  },
  "Recipient": "jane@example.com",
  "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
  "ReceivedAt": "2026-01-01T00:01:10.9070259Z",
  "Platform": "Desktop",
  "ClickLocation": "HTML",
  "OriginalLink": "https:\/\/www.example.com\/welcome?a=1&b=2",
  "Tag": "welcome-email",
  "UserAgent": "Mozilla\/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit\/537.36 (KHTML, like Gecko) Chrome\/143.0.0.0 Safari\/537.36",
  "OS": {
    "Name": "Windows 10",
    "Family": "Windows",
    "Company": "Microsoft Corporation"
  },
  "Client": {
    "Name": "Chrome 143.0.0.0",
    "Family": "Chrome",
    "Company": "Google"
  },
  "Geo": {
    "IP": "198.51.100.7",
    "City": "Amsterdam",
    "Country": "Netherlands",
    "CountryISOCode": "NL",
    "Region": "North Holland",
    "RegionISOCode": "NH",
    "Zip": "1012",
    "Coords": "52.374,4.8897"
  }
}`,
  },
  {
    event: 'suppression',
    body: `{
  "RecordType": "SubscriptionChange",
  "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
  "ServerID": 23,
  "MessageStream": "outbound",
  "ChangedAt": "2026-01-01T02:00:00Z",
  "Recipient": "jane@example.com",
  "Origin": "Recipient",
  "SuppressSending": true,
  "SuppressionReason": "HardBounce",
  "Tag": "welcome-email",
  "Metadata": {
    "order_id": "1001",
    "plan": "pro"
  }
}`,
  },
  {
    event: 'resubscribe',
    body: `{
  "RecordType": "SubscriptionChange",
  "MessageID": "00000000-0000-0000-0000-000000000000",
  "ServerID": 23,
  "MessageStream": "outbound",
  "ChangedAt": "2026-01-02T02:00:00Z",
  "Recipient": "jane@example.com",
  "Origin": "Customer",
  "SuppressSending": false,
  "SuppressionReason": null,
  "Tag": null,
  "Metadata": {}
}`,
  },
  {
    event: 'inbound',
    body: String.raw`{
  "FromName": "Jane Doe",
  "MessageStream": "inbound",
  "From": "jane@example.org",
  "FromFull": {
    "Email": "jane@example.org",
    "Name": "Jane Doe",
    "MailboxHash": ""
  },
  "To": "\"Support\" <451d9b70cf9364d23ff6f9d51d870251+ticket42@inbound.postmarkapp.com>",
  "ToFull": [
    {
      "Email": "451d9b70cf9364d23ff6f9d51d870251+ticket42@inbound.postmarkapp.com",
      "Name": "Support",
      "MailboxHash": "ticket42"
    }
  ],
  "Cc": "",
  "CcFull": [],
  "Bcc": "",
  "BccFull": [],
  "OriginalRecipient": "451d9b70cf9364d23ff6f9d51d870251+ticket42@inbound.postmarkapp.com",
  "Subject": "Hello",
  "MessageID": "73e6d360-66eb-11e1-8e72-a8904824019b",
  "ReplyTo": "",
  "MailboxHash": "ticket42",
  "Date": "Thu, 1 Jan 2026 00:00:00 +0000",
  "TextBody": "Hi,\n\nplease call me.\n",
  "HtmlBody": "<p>Hi,<\/p><p>please call me.<\/p>",
  "StrippedTextReply": "",
  "Tag": "",
  "Headers": [
    {
      "Name": "Return-Path",
      "Value": "<jane@example.org>"
    },
    {
      "Name": "X-Spam-Checker-Version",
      "Value": "SpamAssassin 3.4.0 (2014-02-07) on mx01.example.net"
    },
    {
      "Name": "X-Spam-Status",
      "Value": "No"
    },
    {
      "Name": "X-Spam-Score",
      "Value": "-0.1"
    },
    {
      "Name": "X-Spam-Tests",
      "Value": "DKIM_SIGNED,DKIM_VALID,SPF_PASS"
    },
    {
      "Name": "Received-SPF",
      "Value": "Pass (sender SPF authorized) identity=mailfrom; client-ip=192.0.2.44; envelope-from=jane@example.org"
    },
    {
      "Name": "MIME-Version",
      "Value": "1.0"
    },
    {
      "Name": "Message-ID",
      "Value": "<CAF1234567890@mail.example.org>"
    }
  ],
  "Attachments": [
    {
      "Name": "note.txt",
      "Content": "aGVsbG8K",
      "ContentType": "text\/plain",
      "ContentLength": 6,
      "ContentID": ""
    }
  ]
}`,
  },
];

/** The page's vector for Basic credentials. */
export const BASIC_VECTOR = {
  secret: 'hook:s3cret',
  authorization: 'Basic aG9vazpzM2NyZXQ=',
} as const;

/** Rows of the page's table: Type, TypeCode, Name, Description. */
export const BOUNCE_TABLE: readonly (readonly [string, number, string, string])[] = [
  [
    'HardBounce',
    1,
    'Hard bounce',
    'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
  ],
  [
    'Transient',
    2,
    'Message delayed',
    'The server could not temporarily deliver your message (ex: Message is delayed due to network troubles).',
  ],
  ['Unsubscribe', 16, 'Unsubscribe request', 'Unsubscribe or Remove request.'],
  [
    'Subscribe',
    32,
    'Subscribe request',
    'Subscribe request from someone wanting to get added to the mailing list.',
  ],
  [
    'AutoResponder',
    64,
    'Auto responder',
    'Automatic email responder (ex: "Out of Office" or "On Vacation").',
  ],
  ['AddressChange', 128, 'Address change', 'The recipient has requested an address change.'],
  ['DnsError', 256, 'DNS error', 'A temporary DNS error.'],
  [
    'SpamNotification',
    512,
    'Spam notification',
    'The message was delivered, but was either blocked by the user, or classified as spam, bulk mail, or had rejected content.',
  ],
  [
    'OpenRelayTest',
    1024,
    'Open relay test',
    'The NDR is actually a test email message to see if the mail server is an open relay.',
  ],
  ['Unknown', 2048, 'Unknown', 'Unable to classify the NDR.'],
  [
    'SoftBounce',
    4096,
    'Soft bounce',
    'Unable to temporarily deliver message (i.e. mailbox full, account disabled, exceeds quota, out of disk space).',
  ],
  [
    'VirusNotification',
    8192,
    'Virus notification',
    'The bounce is actually a virus notification warning about a virus/code infected message.',
  ],
  [
    'ChallengeVerification',
    16384,
    'Spam challenge verification',
    'The bounce is a challenge asking for verification you actually sent the email. Typcial challenges are made by Spam Arrest, or MailFrontier Matador.',
  ],
  ['BadEmailAddress', 100000, 'Invalid email address', 'The address is not a valid email address.'],
  [
    'SpamComplaint',
    100001,
    'Spam complaint',
    'The subscriber explicitly marked this message as spam.',
  ],
  ['ManuallyDeactivated', 100002, 'Manually deactivated', 'The email was manually deactivated.'],
  [
    'Unconfirmed',
    100003,
    'Registration not confirmed',
    'The subscriber has not clicked on the confirmation link upon registration or import.',
  ],
  ['Blocked', 100006, 'ISP block', 'Blocked from this ISP due to content or blacklisting.'],
  [
    'SMTPApiError',
    100007,
    'SMTP API error',
    'An error occurred while accepting an email through the SMTP API.',
  ],
  [
    'InboundError',
    100008,
    'Processing failed',
    'Unable to deliver inbound message to destination inbound hook.',
  ],
  ['DMARCPolicy', 100009, 'DMARC Policy', 'Email rejected due DMARC Policy.'],
  [
    'TemplateRenderingFailed',
    100010,
    'Template rendering failed',
    'An error occurred while attempting to render your template.',
  ],
];
