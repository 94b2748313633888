/** The certificate of SES's provider page: it signed every sample there, and is none of AWS. */
export const PAGE_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDGzCCAgOgAwIBAgIUDJV6L6DFnWijffMtt0xM32L2YCQwDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRc25zLmFtYXpvbmF3cy5jb20wIBcNMjYxMTIxMDcyOTU3
WhgPMjEyNjEwMjgwNzI5NTdaMBwxGjAYBgNVBAMMEXNucy5hbWF6b25hd3MuY29t
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsgdxXXkzkIwrF9xn9q/G
4va6JPkUaXUGwzTD3hKbjP6KZSzGzbPbt8xely2FBmAXoxC/Gh88OBuuVwftSiqL
0JtUOwPm1NYV4Oj9xfGJTNJp4YzQ0EbcHALleS2M/3PRlyZrU3/eaT4HsXJWtj1H
3Z/67Dro80VrTWVaixPr5Qn5ktZJzI4nIJIXSZD/BsxeW50AYTqRbWH1IOOyMmDR
fSi/lkiPtFyjORKMBMPIj3IaJCcDJub8e30Ddn+X82evSWufmkdjhRfPwET+X05P
keEy9wYoWcjtJQqm2tva5w6RkVfkAfJYhXEsDUldv7lDbVOoh/B5V1rUKWlE7I7P
mQIDAQABo1MwUTAdBgNVHQ4EFgQUxMZ//QE5uT/VAz/FORIPdwk6gaEwHwYDVR0j
BBgwFoAUxMZ//QE5uT/VAz/FORIPdwk6gaEwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEAb0Cqi2rEgyhx6ei0Lo+DcB/DDplb8doMrH3UgQLqsBqr
n/yBYO+u4TgUrZYhnwPzh8eBUzERt4YdFupLC1wMIHMxmlxfPcVdjdSpTxY7UpyW
x3cpkxes8Zp7Oki++B6gJ/9pl83rWndNSXKQMCDQs+gCBj8rorbDGYOuzCL/QUnE
xhNUlTkpPLpzder2mggu71/feBb8340ICXEXPRAw44Ftdq4X0h+hRGPu3LkqOnBL
jj2xbIYFpTWOMyWaxsHUWwOY0nub1Haxn/cXhEArTh7ZhDgd10hizOeVbC/MF1M6
ycBGiy5u0vbPiInlA0koZHNvMsDYuCszcd+7Xl6HKw==
-----END CERTIFICATE-----
`;

/** A whole SNS message as the page prints it, signed with {@link PAGE_CERTIFICATE}'s key and SignatureVersion 1. */
export interface SesSample {
  /** Canonical name of the event in it. */
  readonly event: string;
  readonly body: string;
}

/** Vector A: a notification with a Subject. */
export const VECTOR_A: SesSample = {
  event: 'processed',
  body: String.raw`{
  "Type" : "Notification",
  "MessageId" : "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:ses-events",
  "Subject" : "Amazon SES Email Event Notification",
  "Message" : "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000\",\"destination\":[\"jane@example.net\"]},\"send\":{}}\n",
  "Timestamp" : "2026-01-01T00:00:02.703Z",
  "SignatureVersion" : "1",
  "Signature" : "rl0F1CRYAd8A9vafyF9F0A/BkvIaVLcP8RYsGf/graqCJQCJ6/CRbkHZHmDnyMHq6vVyRClDhgmYhlyOJw2+gvFKHI13zoX7hb5d1yGfqG04h0zVHmWkwEpRy7MmXx+2XKYeJ3pE6/l0uaS4NYXeNuDocyI+3hOZD9jhMcTgMfwgMVrTRassKNDMqQWGaziS3UjSJ3KwWAQvu6OYKQVM9ftzGVAAKyXRaX14e+rhNNrcYCXY1CTftja7BgEjGCzwhWwsTMQTDp59UvK/QoJ/2zr8G8l0D0LzgXI6zjn7lxOxuNE5jS8S7iuAtKU+4jR9NjWUWMx7jCSMkVDG7kvOiQ==",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
  "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:123456789012:ses-events:7f3b0c52-6a1e-4d7c-9c0e-2b8a5d4f1e90"
}`,
};

export const SNS_SAMPLES: readonly SesSample[] = [
  {
    event: 'delivered',
    body: String.raw`{
  "Type" : "Notification",
  "MessageId" : "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:ses-events",
  "Subject" : "Amazon SES Email Event Notification",
  "Message" : "{\"eventType\":\"Delivery\",\"mail\":{\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"source\":\"Shop <sender@example.com>\",\"sourceArn\":\"arn:aws:ses:us-east-1:123456789012:identity/example.com\",\"sendingAccountId\":\"123456789012\",\"messageId\":\"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000\",\"destination\":[\"jane@example.net\"],\"headersTruncated\":false,\"headers\":[{\"name\":\"From\",\"value\":\"Shop <sender@example.com>\"},{\"name\":\"To\",\"value\":\"jane@example.net\"},{\"name\":\"Subject\",\"value\":\"Welcome\"},{\"name\":\"MIME-Version\",\"value\":\"1.0\"},{\"name\":\"Content-Type\",\"value\":\"text/html; charset=UTF-8\"},{\"name\":\"Content-Transfer-Encoding\",\"value\":\"7bit\"}],\"commonHeaders\":{\"from\":[\"Shop <sender@example.com>\"],\"to\":[\"jane@example.net\"],\"messageId\":\"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000\",\"subject\":\"Welcome\"},\"tags\":{\"ses:source-tls-version\":[\"TLSv1.3\"],\"ses:operation\":[\"SendEmail\"],\"ses:configuration-set\":[\"my-config-set\"],\"ses:source-ip\":[\"192.0.2.10\"],\"ses:from-domain\":[\"example.com\"],\"ses:caller-identity\":[\"ses_user\"],\"ses:outgoing-ip\":[\"192.0.2.25\"],\"campaign\":[\"welcome\"]}},\"delivery\":{\"timestamp\":\"2026-01-01T00:00:02.612Z\",\"processingTimeMillis\":2612,\"recipients\":[\"jane@example.net\"],\"smtpResponse\":\"250 2.0.0 OK 1767225602 mx.example.net\",\"reportingMTA\":\"a8-62.smtp-out.amazonses.com\"}}\n",
  "Timestamp" : "2026-01-01T00:00:02.703Z",
  "SignatureVersion" : "1",
  "Signature" : "W6/NN9RmmOchGFLWruCxkJOzUd7Zx1xN4dEXmINicKaEvEELaFaDCwTNaIvkOAtkw/KaV9D83gwyU02ZSnoZ+Bg8pyZpN9K4dBZin3Qcz/6FdokmW8jFzwt0WhsGoUcKfSieevSKAG6mZvc/46C7yW7lWuJx/U4BDkuANnhlAPDv5waQ6xMOXkyN7SyefOo44pWLkPqMA8L9qUY9WT0/w8qe+scllyH477t0cx3qYExn2rsq555yvTbOcEaPEYUqvJJHfLk5p2ReuSNflRjF/boExLpcQIxxNwO+KcTAzSWfqv5VmsFwAsblHfl66V9e/H9NSFLo+4Fo6q1hJgQ+QQ==",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
  "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:123456789012:ses-events:7f3b0c52-6a1e-4d7c-9c0e-2b8a5d4f1e90"
}`,
  },
  {
    event: 'feedback-bounce',
    body: String.raw`{
  "Type" : "Notification",
  "MessageId" : "6f1b4a3e-93c4-5d8a-b2a4-16e6d5a7c0f1",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:ses-events",
  "Message" : "{\"notificationType\":\"Bounce\",\"bounce\":{\"feedbackId\":\"0100019b76dab3b8-61b59c11-9236-41e6-8f96-7be8a1b2c3d4-000000\",\"bounceType\":\"Permanent\",\"bounceSubType\":\"General\",\"bouncedRecipients\":[{\"emailAddress\":\"jane@example.net\",\"action\":\"failed\",\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}],\"timestamp\":\"2026-01-01T00:00:03.000Z\",\"remoteMtaIp\":\"203.0.113.5\",\"reportingMTA\":\"dns; a8-62.smtp-out.amazonses.com\"},\"mail\":{\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"source\":\"sender@example.com\",\"sourceArn\":\"arn:aws:ses:us-east-1:123456789012:identity/example.com\",\"sourceIp\":\"192.0.2.10\",\"callerIdentity\":\"ses_user\",\"sendingAccountId\":\"123456789012\",\"messageId\":\"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000\",\"destination\":[\"jane@example.net\"],\"headersTruncated\":false,\"headers\":[{\"name\":\"From\",\"value\":\"Shop <sender@example.com>\"},{\"name\":\"To\",\"value\":\"jane@example.net\"},{\"name\":\"Subject\",\"value\":\"Welcome\"},{\"name\":\"MIME-Version\",\"value\":\"1.0\"},{\"name\":\"Content-Type\",\"value\":\"text/html; charset=UTF-8\"},{\"name\":\"Content-Transfer-Encoding\",\"value\":\"7bit\"}],\"commonHeaders\":{\"from\":[\"Shop <sender@example.com>\"],\"to\":[\"jane@example.net\"],\"messageId\":\"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000\",\"subject\":\"Welcome\"}}}",
  "Timestamp" : "2026-01-01T00:00:02.703Z",
  "SignatureVersion" : "1",
  "Signature" : "Bsx7Izqhcctr9BbG79St793PGG0EbKXR8Q9Uggz2QBkuwp/l/sOBl5kQmsHkcFSh/CaQns7+41eE+HXZS2Go/5mr9rOiasvViBE4pavXhxrZaCvqBTfc58nLcnj5hvG0sBNXVBFh7JKqIxyRNEXEt4HtjpEZwhLA8Ovm6EBgDYE0f5vlDE5g/ajF/LMN+HTHwJ49BOscJe/FqJELDKfIrrWNTpK4vlzI3E1MNMsLDI7bWdfxuKx8v/RhO9AGD2W5fBj/qDR+Peg6IEH/bgQJ4zk5unZ4xxm8PFfgcJpn0y5/w9pYmqjN0UQKE0DeWvwBVWWLTAgHDY3noNOzCX9UxQ==",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
  "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:123456789012:ses-events:7f3b0c52-6a1e-4d7c-9c0e-2b8a5d4f1e90"
}`,
  },
  {
    event: 'inbound',
    body: String.raw`{
  "Type" : "Notification",
  "MessageId" : "0c4e6a8b-5b1d-5f7e-9d2c-58a0c3e1b7d4",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:ses-events",
  "Subject" : "Amazon SES Email Receipt Notification",
  "Message" : "{\"notificationType\":\"Received\",\"mail\":{\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"source\":\"jane@example.org\",\"messageId\":\"k9p346n3d25rq4f5r37e3p3e28iq97jb6cn643dv\",\"destination\":[\"support@example.com\"],\"headersTruncated\":false,\"headers\":[{\"name\":\"Return-Path\",\"value\":\"<jane@example.org>\"},{\"name\":\"From\",\"value\":\"Jane Doe <jane@example.org>\"},{\"name\":\"To\",\"value\":\"support@example.com\"},{\"name\":\"Subject\",\"value\":\"Hello\"},{\"name\":\"Date\",\"value\":\"Thu, 1 Jan 2026 00:00:00 +0000\"},{\"name\":\"Message-ID\",\"value\":\"<CAF1234567890@mail.example.org>\"},{\"name\":\"MIME-Version\",\"value\":\"1.0\"},{\"name\":\"Content-Type\",\"value\":\"text/plain; charset=UTF-8\"}],\"commonHeaders\":{\"returnPath\":\"jane@example.org\",\"from\":[\"Jane Doe <jane@example.org>\"],\"date\":\"Thu, 1 Jan 2026 00:00:00 +0000\",\"to\":[\"support@example.com\"],\"messageId\":\"<CAF1234567890@mail.example.org>\",\"subject\":\"Hello\"}},\"receipt\":{\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"processingTimeMillis\":574,\"recipients\":[\"support@example.com\"],\"spamVerdict\":{\"status\":\"PASS\"},\"virusVerdict\":{\"status\":\"PASS\"},\"spfVerdict\":{\"status\":\"PASS\"},\"dkimVerdict\":{\"status\":\"PASS\"},\"dmarcVerdict\":{\"status\":\"GRAY\"},\"action\":{\"type\":\"SNS\",\"topicArn\":\"arn:aws:sns:us-east-1:123456789012:ses-events\",\"encoding\":\"UTF8\"}},\"content\":\"Return-Path: <jane@example.org>\\r\\nReceived: from mail.example.org (mail.example.org [192.0.2.44]) by inbound-smtp.us-east-1.amazonaws.com with SMTP id k9p346n3d25rq4f5r37e3p3e28iq97jb6cn643dv for support@example.com; Thu, 01 Jan 2026 00:00:00 +0000 (UTC)\\r\\nFrom: Jane Doe <jane@example.org>\\r\\nTo: support@example.com\\r\\nSubject: Hello\\r\\nDate: Thu, 1 Jan 2026 00:00:00 +0000\\r\\nMessage-ID: <CAF1234567890@mail.example.org>\\r\\nMIME-Version: 1.0\\r\\nContent-Type: text/plain; charset=UTF-8\\r\\n\\r\\nHi,\\r\\n\\r\\nplease call me.\\r\\n\"}",
  "Timestamp" : "2026-01-01T00:00:02.703Z",
  "SignatureVersion" : "1",
  "Signature" : "jBLq0Qv0BJadDhwdWmHsyXsEClgpfLnEqNHNs0HESt014QtBtZJKnVE2lNVmXkW7oExczg4DxmHB897HVQVbzIou2Lvet1n0SxvjNjMDIhCQ9wUq4IZFxhyvXF3VBiEZxY28pTRBXDTEp7mteV3cqNwzaPkClPcb6KeZO99t6sKqO0dIeQjxwF1SGYREwh7mO1a6OAPKwOZWS81wJhKKWBJPffMr/YzAGlTI1GVF46DxH5cyI5h7bzI55ADIRbcR0jGZwV/2uKElaU+91L19iblbgEZUXxwPENtgvkgpE/7F7u0DuihV6KeYidMiEVezlDGJ4I8xVGSMB8dwM9aJTQ==",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
  "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:123456789012:ses-events:7f3b0c52-6a1e-4d7c-9c0e-2b8a5d4f1e90"
}`,
  },
  {
    event: 'subscription-confirmation',
    body: String.raw`{
  "Type" : "SubscriptionConfirmation",
  "MessageId" : "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
  "Token" : "2336412f37fb687f5d51e6e2425e29a91f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a755267768822ee624d48fce15ec5ca79cbd602cb7f4c2157a516556991f22ef8c7b5ef7b18d1ff41c59370efb0858651d44a936c11b7b144c48fe04df3c6a3e8da",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:ses-events",
  "Message" : "You have chosen to subscribe to the topic arn:aws:sns:us-east-1:123456789012:ses-events.\nTo confirm the subscription, visit the SubscribeURL included in this message.",
  "SubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:123456789012:ses-events&Token=2336412f37fb687f5d51e6e2425e29a91f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a755267768822ee624d48fce15ec5ca79cbd602cb7f4c2157a516556991f22ef8c7b5ef7b18d1ff41c59370efb0858651d44a936c11b7b144c48fe04df3c6a3e8da",
  "Timestamp" : "2026-01-01T00:00:00.123Z",
  "SignatureVersion" : "1",
  "Signature" : "B9r8w1sZ0do2sFb7gmoK97KB7pXWksxpH3KJWaTH6/SJEUx/fRWpAHRibVde5aCgRtvAacMqufowl+lEYsr9zibWo2/9Jzt0bW+vom10qj8Tp0G4vhTpD8IMweb1hxcH5Nnx34Lp2fNp98rRO0MpzezgScn94LXWUpN+Tor7kvGTfLSviJpwbCdp5AgClNYQjcScmNLZj4ByDyJMTraE2YvMJXUElztq/3JJzH/F6QA3SP849/ipTVaskP9CcgbV3bm9jHH7i7Jah1cnvh5oxebnIxHNEK70pj3cpFg3/0MxM1eWz7qiInnMsBQK6xcT7hLJLXrVHl1qfjNRDRZxgw==",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
}`,
  },
  {
    event: 'unsubscribe-confirmation',
    body: String.raw`{
  "Type" : "UnsubscribeConfirmation",
  "MessageId" : "47138184-6831-46b8-8f7c-afc488602d7d",
  "Token" : "2336412f37fb687f5d51e6e2425e29a91f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a755267768822ee624d48fce15ec5ca79cbd602cb7f4c2157a516556991f22ef8c7b5ef7b18d1ff41c59370efb0858651d44a936c11b7b144c48fe04df3c6a3e8da",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:ses-events",
  "Message" : "You have chosen to deactivate subscription arn:aws:sns:us-east-1:123456789012:ses-events:7f3b0c52-6a1e-4d7c-9c0e-2b8a5d4f1e90.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.",
  "SubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:123456789012:ses-events&Token=2336412f37fb687f5d51e6e2425e29a91f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a755267768822ee624d48fce15ec5ca79cbd602cb7f4c2157a516556991f22ef8c7b5ef7b18d1ff41c59370efb0858651d44a936c11b7b144c48fe04df3c6a3e8da",
  "Timestamp" : "2026-01-01T00:00:00.123Z",
  "SignatureVersion" : "1",
  "Signature" : "kr398n2oFwkVisyAbQGmbhAT2g2ZbgGMJa8C8gDDblfL+PVje2T0CPlfX3SIdmjaWCas8eBsapegT8nziLaDx3jpBRKCqoFnfAkMp2dc7iuti6Ypdgkv1sI+oFe4g2o6XYbFagWR5PDJtd8EwhRYS0YJ9qFNhdCy6/VejZtZYn0hVwU5yjgQ55XN4TJ5XXmcG1YhDFiuo2J1o2UhTWSp7pwa9lwGSklmIXfXSs/XdbD1tpcwgUrgsUeyWCkLWpwrwjIS6NkAwZMp0PILK+u3J6cNce/z4lUeshNmnCqrGhL+31BdeUt12uCBWZ1KSUg0e8Kb826qL2bW0C1GHCvGUw==",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
}`,
  },
  {
    event: 'topic-validation',
    body: `{
  "Type" : "Notification",
  "MessageId" : "d3b07384-d9a0-5f1c-8e2b-6b6e1c9f0a57",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:ses-events",
  "Message" : "Successfully validated SNS topic for Amazon SES event publishing.",
  "Timestamp" : "2026-01-01T00:00:02.703Z",
  "SignatureVersion" : "1",
  "Signature" : "MZbYT3Q8D0j8dZYyvqK/ExSqIcSF0+NhI2pCHjAkVktDeEC/bU3bKubZLm+k8t1tk2RL/hp/YDncpJqE4cZ7bPOkJFJf0Q7JZRrlMmOi+wPHuaokyLcL3FNNR5Kl49vyeEoDoKdszMq/gX4LVfMUsh5ygpicQeKQDP/IDL58EEx0pnv+42AiuyaigFd/5PDFPhbJZSvcuNoirRtnPxw7xGdYzP1fauoGLf58kUa12VbCx0j9YP8Y5ANm8rJPxGfahtoFWhudx8VIOuU+AI1jrn3pf/X3Y4NqUK5Th15X9XdTHjgffEAYTwD3ZkVh0FdX4qjq4ENRGK8ylRkFv7Tp0w==",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
  "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:123456789012:ses-events:7f3b0c52-6a1e-4d7c-9c0e-2b8a5d4f1e90"
}`,
  },
];

/** `Message` of an event, without the line feed that event publishing adds. */
export interface MessageSample {
  readonly event: string;
  readonly text: string;
}

export const MESSAGE_SAMPLES: readonly MessageSample[] = [
  {
    event: 'processed',
    text: '{"eventType":"Send","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"},"tags":{"ses:source-tls-version":["TLSv1.3"],"ses:operation":["SendEmail"],"ses:configuration-set":["my-config-set"],"ses:source-ip":["192.0.2.10"],"ses:from-domain":["example.com"],"ses:caller-identity":["ses_user"],"campaign":["welcome"]}},"send":{}}',
  },
  {
    event: 'delivered',
    text: '{"eventType":"Delivery","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"},"tags":{"ses:source-tls-version":["TLSv1.3"],"ses:operation":["SendEmail"],"ses:configuration-set":["my-config-set"],"ses:source-ip":["192.0.2.10"],"ses:from-domain":["example.com"],"ses:caller-identity":["ses_user"],"ses:outgoing-ip":["192.0.2.25"],"campaign":["welcome"]}},"delivery":{"timestamp":"2026-01-01T00:00:02.612Z","processingTimeMillis":2612,"recipients":["jane@example.net"],"smtpResponse":"250 2.0.0 OK 1767225602 mx.example.net","reportingMTA":"a8-62.smtp-out.amazonses.com"}}',
  },
  {
    event: 'bounce',
    text: '{"eventType":"Bounce","bounce":{"feedbackId":"0100019b76dab3b8-61b59c11-9236-41e6-8f96-7be8a1b2c3d4-000000","bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"jane@example.net","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}],"timestamp":"2026-01-01T00:00:03.000Z","reportingMTA":"dns; a8-62.smtp-out.amazonses.com"},"mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"},"tags":{"ses:source-tls-version":["TLSv1.3"],"ses:operation":["SendEmail"],"ses:configuration-set":["my-config-set"],"ses:source-ip":["192.0.2.10"],"ses:from-domain":["example.com"],"ses:caller-identity":["ses_user"],"campaign":["welcome"]}}}',
  },
  {
    event: 'complaint',
    text: '{"eventType":"Complaint","complaint":{"feedbackId":"0100019b76dab3b8-61b59c11-9236-41e6-8f96-7be8a1b2c3d4-000000","complaintSubType":null,"complainedRecipients":[{"emailAddress":"jane@example.net"}],"timestamp":"2026-01-01T01:00:00.000Z","userAgent":"ExampleISP-FBL/1.0","complaintFeedbackType":"abuse","arrivalDate":"2026-01-01T00:00:03.000Z"},"mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"},"tags":{"ses:source-tls-version":["TLSv1.3"],"ses:operation":["SendEmail"],"ses:configuration-set":["my-config-set"],"ses:source-ip":["192.0.2.10"],"ses:from-domain":["example.com"],"ses:caller-identity":["ses_user"],"campaign":["welcome"]}}}',
  },
  {
    event: 'reject',
    text: '{"eventType":"Reject","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"},"tags":{"ses:source-tls-version":["TLSv1.3"],"ses:operation":["SendEmail"],"ses:configuration-set":["my-config-set"],"ses:source-ip":["192.0.2.10"],"ses:from-domain":["example.com"],"ses:caller-identity":["ses_user"],"campaign":["welcome"]}},"reject":{"reason":"Bad content"}}',
  },
  {
    event: 'open',
    text: '{"eventType":"Open","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"},"tags":{"ses:source-tls-version":["TLSv1.3"],"ses:operation":["SendEmail"],"ses:configuration-set":["my-config-set"],"ses:source-ip":["192.0.2.10"],"ses:from-domain":["example.com"],"ses:caller-identity":["ses_user"],"campaign":["welcome"]}},"open":{"timestamp":"2026-01-01T00:01:00.652Z","userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36","ipAddress":"198.51.100.7"}}',
  },
  {
    event: 'click',
    text: '{"eventType":"Click","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"},"tags":{"ses:source-tls-version":["TLSv1.3"],"ses:operation":["SendEmail"],"ses:configuration-set":["my-config-set"],"ses:source-ip":["192.0.2.10"],"ses:from-domain":["example.com"],"ses:caller-identity":["ses_user"],"campaign":["welcome"]}},"click":{"timestamp":"2026-01-01T00:01:10.101Z","ipAddress":"198.51.100.7","userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36","link":"https://www.example.com/welcome?a=1&b=2","linkTags":{"position":["header"]}}}',
  },
  {
    event: 'rendering-failure',
    text: `{"eventType":"Rendering Failure","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"tags":{"ses:configuration-set":["my-config-set"]}},"failure":{"errorMessage":"Attribute 'name' is not present in the rendering data.","templateName":"WelcomeTemplate"}}`,
  },
  {
    event: 'deferred',
    text: '{"eventType":"DeliveryDelay","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"tags":{"ses:configuration-set":["my-config-set"]}},"deliveryDelay":{"timestamp":"2026-01-01T00:10:00.095Z","delayType":"TransientCommunicationFailure","expirationTime":"2026-01-01T14:00:00.000Z","delayedRecipients":[{"emailAddress":"jane@example.net","status":"4.4.1","diagnosticCode":"smtp; 421 4.4.1 Unable to connect to remote host"}]}}',
  },
  {
    event: 'unsubscribe',
    text: '{"eventType":"Subscription","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"Shop <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"},"tags":{"ses:source-tls-version":["TLSv1.3"],"ses:operation":["SendEmail"],"ses:configuration-set":["my-config-set"],"ses:source-ip":["192.0.2.10"],"ses:from-domain":["example.com"],"ses:caller-identity":["ses_user"],"campaign":["welcome"]}},"subscription":{"contactList":"Newsletter","timestamp":"2026-01-01T03:00:00.000Z","source":"UnsubscribeHeader","newTopicPreferences":{"unsubscribeAll":true,"topicSubscriptionStatus":[{"topicName":"News","subscriptionStatus":"OptOut"}]},"oldTopicPreferences":{"unsubscribeAll":false,"topicSubscriptionStatus":[{"topicName":"News","subscriptionStatus":"OptIn"}]}}}',
  },
  {
    event: 'feedback-bounce',
    text: '{"notificationType":"Bounce","bounce":{"feedbackId":"0100019b76dab3b8-61b59c11-9236-41e6-8f96-7be8a1b2c3d4-000000","bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"jane@example.net","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}],"timestamp":"2026-01-01T00:00:03.000Z","remoteMtaIp":"203.0.113.5","reportingMTA":"dns; a8-62.smtp-out.amazonses.com"},"mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"sender@example.com","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sourceIp":"192.0.2.10","callerIdentity":"ses_user","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"],"headersTruncated":false,"headers":[{"name":"From","value":"Shop <sender@example.com>"},{"name":"To","value":"jane@example.net"},{"name":"Subject","value":"Welcome"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/html; charset=UTF-8"},{"name":"Content-Transfer-Encoding","value":"7bit"}],"commonHeaders":{"from":["Shop <sender@example.com>"],"to":["jane@example.net"],"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","subject":"Welcome"}}}',
  },
  {
    event: 'feedback-complaint',
    text: '{"notificationType":"Complaint","complaint":{"feedbackId":"0100019b76dab3b8-61b59c11-9236-41e6-8f96-7be8a1b2c3d4-000000","complaintSubType":null,"complainedRecipients":[{"emailAddress":"jane@example.net"}],"timestamp":"2026-01-01T01:00:00.000Z","userAgent":"ExampleISP-FBL/1.0","complaintFeedbackType":"abuse","arrivalDate":"2026-01-01T00:00:03.000Z"},"mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"sender@example.com","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sourceIp":"192.0.2.10","callerIdentity":"ses_user","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"]}}',
  },
  {
    event: 'feedback-delivered',
    text: '{"notificationType":"Delivery","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"sender@example.com","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com","sourceIp":"192.0.2.10","callerIdentity":"ses_user","sendingAccountId":"123456789012","messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"]},"delivery":{"timestamp":"2026-01-01T00:00:02.612Z","processingTimeMillis":2612,"recipients":["jane@example.net"],"smtpResponse":"250 2.0.0 OK 1767225602 mx.example.net","remoteMtaIp":"203.0.113.5","reportingMTA":"a8-62.smtp-out.amazonses.com"}}',
  },
  {
    event: 'inbound',
    text: String.raw`{"notificationType":"Received","mail":{"timestamp":"2026-01-01T00:00:00.000Z","source":"jane@example.org","messageId":"k9p346n3d25rq4f5r37e3p3e28iq97jb6cn643dv","destination":["support@example.com"],"headersTruncated":false,"headers":[{"name":"Return-Path","value":"<jane@example.org>"},{"name":"From","value":"Jane Doe <jane@example.org>"},{"name":"To","value":"support@example.com"},{"name":"Subject","value":"Hello"},{"name":"Date","value":"Thu, 1 Jan 2026 00:00:00 +0000"},{"name":"Message-ID","value":"<CAF1234567890@mail.example.org>"},{"name":"MIME-Version","value":"1.0"},{"name":"Content-Type","value":"text/plain; charset=UTF-8"}],"commonHeaders":{"returnPath":"jane@example.org","from":["Jane Doe <jane@example.org>"],"date":"Thu, 1 Jan 2026 00:00:00 +0000","to":["support@example.com"],"messageId":"<CAF1234567890@mail.example.org>","subject":"Hello"}},"receipt":{"timestamp":"2026-01-01T00:00:00.000Z","processingTimeMillis":574,"recipients":["support@example.com"],"spamVerdict":{"status":"PASS"},"virusVerdict":{"status":"PASS"},"spfVerdict":{"status":"PASS"},"dkimVerdict":{"status":"PASS"},"dmarcVerdict":{"status":"GRAY"},"action":{"type":"SNS","topicArn":"arn:aws:sns:us-east-1:123456789012:ses-events","encoding":"UTF8"}},"content":"Return-Path: <jane@example.org>\r\nReceived: from mail.example.org (mail.example.org [192.0.2.44]) by inbound-smtp.us-east-1.amazonaws.com with SMTP id k9p346n3d25rq4f5r37e3p3e28iq97jb6cn643dv for support@example.com; Thu, 01 Jan 2026 00:00:00 +0000 (UTC)\r\nFrom: Jane Doe <jane@example.org>\r\nTo: support@example.com\r\nSubject: Hello\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-ID: <CAF1234567890@mail.example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nHi,\r\n\r\nplease call me.\r\n"}`,
  },
];

/** What vectors A, B and C sign, and its signature with SignatureVersion 2. */
export interface SignedText {
  readonly vector: 'A' | 'B' | 'C';
  readonly text: string;
  readonly sha1: string | null;
  readonly sha256: string;
  readonly signature2: string;
}

export const SIGNED_TEXTS: readonly SignedText[] = [
  {
    vector: 'A',
    text: 'Message\n{"eventType":"Send","mail":{"messageId":"0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000","destination":["jane@example.net"]},"send":{}}\n\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubject\nAmazon SES Email Event Notification\nTimestamp\n2026-01-01T00:00:02.703Z\nTopicArn\narn:aws:sns:us-east-1:123456789012:ses-events\nType\nNotification\n',
    sha1: 'c36f8c71aa4dfe86a7aad6cf7f427bcfa44760ab',
    sha256: 'e56c6c9305fa6e800e48eb821dbf8c20e1f4b25ee8a3a8ea354e4288e8de4cd8',
    signature2:
      'gIlsMH5ZA0dgz/ZE1jsFyfexiEfTuQswmJtnt38cKVs9+Vh4VcwhF3SUj6axgXLt3n33tmJMFQ240l+NGCyByIiyUPEFcol04+l7aDiC4qBeL5pLd47oA9YIV//5KQWYFJ5wIZl9SfMWJSvx3Q5OoxdyiPyReuiA//Z6LhAaZwySm8XVwe0iyv+ZVvMCAibOR3uh+Ovl21mnmsLqa9YFh1u/aixpuQyT6FIKbMNxdj6zwZIAVVgJ4uzzxTfNEw+CwwNmL9LT55w5L4sHcYvNAvz+LSK2S8y+OvBCI8UMhxKLrj1dEkFnOyQ4GaJJX4q20xZTdLU8VcHTEFtgwUEOaQ==',
  },
  {
    vector: 'B',
    text: 'Message\n{"notificationType":"Delivery"}\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nTimestamp\n2026-01-01T00:00:02.703Z\nTopicArn\narn:aws:sns:us-east-1:123456789012:ses-events\nType\nNotification\n',
    sha1: null,
    sha256: '354e5fc31f3be00a2512235c481cb81bbf78375b091f726807fde1c100bdf63a',
    signature2:
      'Fbh8brqwGkhFHjt5eFy+VjwkZigmLaKe4mqHk8Jm3z223gB3wpxJ27N1p6VgPeys8gzWqmMCHzNaIYRBdbfPIWa5/iCgDA0LtncGJqd12PbImb6Fcks3Yp5nFeSFMaUg73S8T6JWzHa+IHyVbjXy5bAqSDyCUq+1nL20Jqn+nQAx1JXSXNrEObSlk8Tfq9J8caj6CZhKq3LBqwCG08iTi+c8brJDSK5laZe/cNIQ7PyEuZdzQHziBhQm/5K7DiJt5Bz/vmuEaKsLIMIJmDNxXKyPy8CR9iQ2WECI8QIHRUfcMt8ITSmZOJ71BtjVRzl6fhL4oeZD3cX7mOOG+jKlCA==',
  },
  {
    vector: 'C',
    text: 'Message\nYou have chosen to subscribe to the topic arn:aws:sns:us-east-1:123456789012:ses-events.\nTo confirm the subscription, visit the SubscribeURL included in this message.\nMessageId\n165545c9-2a5c-472c-8df2-7ff2be2b3b1b\nSubscribeURL\nhttps://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:123456789012:ses-events&Token=2336412f37fb687f5d51e6e2425e29a91f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a755267768822ee624d48fce15ec5ca79cbd602cb7f4c2157a516556991f22ef8c7b5ef7b18d1ff41c59370efb0858651d44a936c11b7b144c48fe04df3c6a3e8da\nTimestamp\n2026-01-01T00:00:00.123Z\nToken\n2336412f37fb687f5d51e6e2425e29a91f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a755267768822ee624d48fce15ec5ca79cbd602cb7f4c2157a516556991f22ef8c7b5ef7b18d1ff41c59370efb0858651d44a936c11b7b144c48fe04df3c6a3e8da\nTopicArn\narn:aws:sns:us-east-1:123456789012:ses-events\nType\nSubscriptionConfirmation\n',
    sha1: 'f35ab7ad86e84330044daee996889a276ae6598e',
    sha256: 'a426ad24d44a4239082b950204c4ef14412c70b3febf17d88c3c1e75a1bbacbc',
    signature2:
      'qkvcpQL9Nk45/tblk2QbPHoRRNNBeZY9U4xa27A3K4e7pQXIa0i/L3v6eFOYjYnuTtZ1R8d8N7bWf0D5w/GrLiJMITM6Db52LbpW729Kv1+P1Q4hMyWhfO24e6z7HS7RiftwU6NF6KvOgu2BnoA2fSGpeTWyiDtI4kXU/cq3V/6n9P/s38imvqJEV1irEZucCiE76wXeWWmj0GZy5tzx2zlYeKpOX+2UClmeTgVRMoiEesMGLXORX6qltF5vxur+HYwH0E7GNviRf+0s1S1ZAh3Eb/TM2A/ovEuuCivQyHr40do9WOqSCWs5YmKdfuCzNMwWEejAlYm2sZ0YnKUctg==',
  },
];
