/** Decoded values of `mandrill_events` with one event each, as Mandrill's provider page prints them. */
export interface MandrillSample {
  /** Canonical name of the event. */
  readonly event: string;
  readonly text: string;
}

export const SAMPLES: readonly MandrillSample[] = [
  {
    event: 'processed',
    text: '[{"event":"send","msg":{"ts":1763633742,"subject":"Your order 1042","email":"recipient@example.com","sender":"shop@example.org","tags":["order-confirmation"],"opens":[],"clicks":[],"state":"sent","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ts":1763633743}]',
  },
  {
    event: 'delivered',
    text: '[{"event":"delivered","msg":{"ts":1763633742,"subject":"Your order 1042","email":"recipient@example.com","sender":"shop@example.org","tags":["order-confirmation"],"opens":[],"clicks":[],"state":"sent","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ts":1763633745}]',
  },
  {
    event: 'deferred',
    text: '[{"event":"deferral","msg":{"ts":1763633742,"subject":"Your order 1042","email":"recipient@example.com","sender":"shop@example.org","tags":["order-confirmation"],"opens":[],"clicks":[],"state":"deferred","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag","smtp_events":[{"destination_ip":"198.51.100.25","diag":"451 4.3.5 Temporarily unavailable, try again later.","source_ip":"192.0.2.25","ts":1763633746,"type":"deferred","size":0}]},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ts":1763633746}]',
  },
  {
    event: 'bounce',
    text: '[{"event":"hard_bounce","msg":{"ts":1763633742,"subject":"Your order 1042","email":"nobody@example.com","sender":"shop@example.org","tags":["order-confirmation"],"state":"bounced","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag","bounce_description":"bad_mailbox","bgtools_code":10,"diag":"smtp;550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ts":1763633747}]',
  },
  {
    event: 'soft-bounce',
    text: '[{"event":"soft_bounce","msg":{"ts":1763633742,"subject":"Your order 1042","email":"full@example.com","sender":"shop@example.org","tags":["order-confirmation"],"state":"soft-bounced","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag","bounce_description":"mailbox_full","bgtools_code":22,"diag":"smtp;552 5.2.2 Over Quota"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ts":1763633748}]',
  },
  {
    event: 'open',
    text: String.raw`[{"event":"open","msg":{"ts":1763633742,"subject":"Your order 1042","email":"recipient@example.com","sender":"shop@example.org","tags":["order-confirmation"],"opens":[{"ts":1763634342}],"clicks":[],"state":"sent","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ip":"198.51.100.23","location":{"country_short":"US","country":"United States","region":"Oklahoma","city":"Oklahoma City","latitude":35.4675598145,"longitude":-97.5164337158,"postal_code":"73101","timezone":"-05:00"},"user_agent":"Mozilla\/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit\/605.1.15 (KHTML, like Gecko) Version\/17.1 Safari\/605.1.15","user_agent_parsed":{"type":"Browser","ua_family":"Safari","ua_name":"Safari 17.1","ua_version":"17.1","ua_url":"http:\/\/www.example.com\/browser","ua_company":"Example Browser Co.","ua_company_url":"http:\/\/www.example.com\/","ua_icon":"http:\/\/cdn.mandrill.com\/img\/email-client-icons\/safari.png","os_family":"OS X","os_name":"OS X 10.15 Catalina","os_url":"http:\/\/www.example.com\/os","os_company":"Example OS Co.","os_company_url":"http:\/\/www.example.com\/","os_icon":"http:\/\/cdn.mandrill.com\/img\/email-client-icons\/macosx.png","mobile":false},"ts":1763634342}]`,
  },
  {
    event: 'click',
    text: String.raw`[{"event":"click","msg":{"ts":1763633742,"subject":"Your order 1042","email":"recipient@example.com","sender":"shop@example.org","tags":["order-confirmation"],"opens":[{"ts":1763634342}],"clicks":[{"ts":1763634382,"url":"https:\/\/www.example.org\/orders\/1042"}],"state":"sent","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ip":"198.51.100.23","location":{"country_short":"US","country":"United States","region":"Oklahoma","city":"Oklahoma City","latitude":35.4675598145,"longitude":-97.5164337158,"postal_code":"73101","timezone":"-05:00"},"user_agent":"Mozilla\/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit\/605.1.15 (KHTML, like Gecko) Version\/17.1 Safari\/605.1.15","user_agent_parsed":{"type":"Browser","ua_family":"Safari","ua_name":"Safari 17.1","ua_version":"17.1","ua_url":"http:\/\/www.example.com\/browser","ua_company":"Example Browser Co.","ua_company_url":"http:\/\/www.example.com\/","ua_icon":"http:\/\/cdn.mandrill.com\/img\/email-client-icons\/safari.png","os_family":"OS X","os_name":"OS X 10.15 Catalina","os_url":"http:\/\/www.example.com\/os","os_company":"Example OS Co.","os_company_url":"http:\/\/www.example.com\/","os_icon":"http:\/\/cdn.mandrill.com\/img\/email-client-icons\/macosx.png","mobile":false},"url":"https:\/\/www.example.org\/orders\/1042","ts":1763634382}]`,
  },
  {
    event: 'complaint',
    text: '[{"event":"spam","msg":{"ts":1763633742,"subject":"Your order 1042","email":"recipient@example.com","sender":"shop@example.org","tags":["order-confirmation"],"opens":[{"ts":1763634342}],"clicks":[],"state":"sent","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ts":1763640942}]',
  },
  {
    event: 'unsubscribe',
    text: String.raw`[{"event":"unsub","msg":{"ts":1763633742,"subject":"Your order 1042","email":"recipient@example.com","sender":"shop@example.org","tags":["order-confirmation"],"opens":[{"ts":1763634342}],"clicks":[{"ts":1763634382,"url":"https:\/\/www.example.org\/orders\/1042"}],"state":"sent","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ts":1763637742}]`,
  },
  {
    event: 'reject',
    text: '[{"event":"reject","msg":{"ts":1763633742,"subject":"Your order 1042","email":"recipient@example.com","sender":"shop@example.org","tags":["order-confirmation"],"opens":[],"clicks":[],"state":"rejected","metadata":{"order_id":"1042"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ts":1763633743}]',
  },
  {
    event: 'blacklist-add',
    text: '[{"type":"blacklist","action":"add","reject":{"reason":"hard-bounce","detail":"550 5.1.1 User unknown","last_event_at":"2025-11-20 10:15:47","email":"nobody@example.com","created_at":"2025-11-20 10:15:47","expires_at":"2025-11-21 10:15:47","expired":false,"subaccount":null,"sender":null},"ts":1763633747}]',
  },
  {
    event: 'blacklist-change',
    text: '[{"type":"blacklist","action":"change","reject":{"reason":"hard-bounce","detail":"550 5.1.1 User unknown","last_event_at":"2025-11-20 10:15:47","email":"nobody@example.com","created_at":"2025-11-20 10:15:47","expires_at":"2025-11-21 10:15:47","expired":false,"subaccount":null,"sender":null},"ts":1763633747}]',
  },
  {
    event: 'blacklist-remove',
    text: '[{"type":"blacklist","action":"remove","reject":{"reason":"hard-bounce","detail":"550 5.1.1 User unknown","last_event_at":"2025-11-20 10:15:47","email":"nobody@example.com","created_at":"2025-11-20 10:15:47","expires_at":"2025-11-21 10:15:47","expired":false,"subaccount":null,"sender":null},"ts":1763633747}]',
  },
  {
    event: 'whitelist-add',
    text: '[{"type":"whitelist","action":"add","entry":{"email":"vip@example.com","detail":"added by support","created_at":"2025-11-20 10:15:42"},"ts":1763633742}]',
  },
  {
    event: 'whitelist-remove',
    text: '[{"type":"whitelist","action":"remove","entry":{"email":"vip@example.com","detail":"added by support","created_at":"2025-11-20 10:15:42"},"ts":1763633742}]',
  },
  {
    event: 'inbound',
    text: String.raw`[{"event":"inbound","msg":{"dkim":{"signed":true,"valid":true},"email":"support@inbound.example.com","from_email":"ada@example.org","from_name":"Ada Example","headers":{"Content-Type":"multipart\/mixed; boundary=\"b0\"","Date":"Thu, 20 Nov 2025 10:15:40 +0000","From":"Ada Example <ada@example.org>","Message-Id":"<CAF3k9Q2x@mail.example.org>","Mime-Version":"1.0","Received":["from mail.example.org (mail.example.org [198.51.100.7]) by ip-10-0-0-9 (Postfix) with ESMTPS id 8F2A1564719 for <support@inbound.example.com>; Thu, 20 Nov 2025 10:15:41 +0000 (UTC)","by mail.example.org with HTTP; Thu, 20 Nov 2025 10:15:40 +0000"],"Subject":"Question about order 1042","To":"support@inbound.example.com"},"html":"<p>Where is my order?<\/p>\n","raw_msg":"Received: from mail.example.org (mail.example.org [198.51.100.7])\n\tby ip-10-0-0-9 (Postfix) with ESMTPS id 8F2A1564719\n\tfor <support@inbound.example.com>; Thu, 20 Nov 2025 10:15:41 +0000 (UTC)\nFrom: Ada Example <ada@example.org>\nTo: support@inbound.example.com\nSubject: Question about order 1042\nDate: Thu, 20 Nov 2025 10:15:40 +0000\nMessage-ID: <CAF3k9Q2x@mail.example.org>\nMIME-Version: 1.0\nContent-Type: text\/plain; charset=UTF-8\n\nWhere is my order?\n","sender":null,"attachments":{"note.txt":{"name":"note.txt","type":"text\/plain","content":"hello\n","base64":false},"receipt.pdf":{"name":"receipt.pdf","type":"application\/pdf","content":"JVBERi0xLjQK","base64":true}},"images":{"logo.gif":{"name":"logo.gif","type":"image\/gif","content":"R0lGODlhAQABAIAAAAAAAP\/\/\/yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"}},"spam_report":{"score":-0.8,"matched_rules":[{"name":"SPF_HELO_PASS","score":0,"description":"SPF: HELO matches SPF record"},{"name":"DKIM_VALID","score":-0.1,"description":"Message has at least one valid DKIM or DK signature"}]},"spf":{"result":"pass","detail":"sender SPF authorized"},"subject":"Question about order 1042","tags":[],"template":null,"text":"Where is my order?\n","text_flowed":false,"to":[["support@inbound.example.com",null]],"cc":[]},"ts":1763633742}]`,
  },
];

/** A signature with everything it was made of. */
export interface MandrillVector {
  readonly what: string;
  readonly url: string;
  readonly key: string;
  readonly body: string;
  readonly signature: string;
}

/** V2 of the page: public test data of a receiver; four events. */
export const PUBLIC_VECTOR: MandrillVector = {
  what: 'public test data of a receiver',
  url: 'http://requestb.in/o1m6loo1',
  key: 'NBY4GGopxF5JPM8NCU7Blg',
  signature: 'ofCAuCdks9Lyr3RvSM61vpNR6UY=',
  body: 'mandrill_events=%5B%7B%22event%22%3A%22send%22%2C%22msg%22%3A%7B%22ts%22%3A1365109999%2C%22subject%22%3A%22This+an+example+webhook+message%22%2C%22email%22%3A%22example.webhook%40mandrillapp.com%22%2C%22sender%22%3A%22example.sender%40mandrillapp.com%22%2C%22tags%22%3A%5B%22webhook-example%22%5D%2C%22opens%22%3A%5B%5D%2C%22clicks%22%3A%5B%5D%2C%22state%22%3A%22sent%22%2C%22metadata%22%3A%7B%22user_id%22%3A111%7D%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa%22%2C%22_version%22%3A%22exampleaaaaaaaaaaaaaaa%22%7D%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa%22%2C%22ts%22%3A1446357425%7D%2C%7B%22event%22%3A%22deferral%22%2C%22msg%22%3A%7B%22ts%22%3A1365109999%2C%22subject%22%3A%22This+an+example+webhook+message%22%2C%22email%22%3A%22example.webhook%40mandrillapp.com%22%2C%22sender%22%3A%22example.sender%40mandrillapp.com%22%2C%22tags%22%3A%5B%22webhook-example%22%5D%2C%22opens%22%3A%5B%5D%2C%22clicks%22%3A%5B%5D%2C%22state%22%3A%22deferred%22%2C%22metadata%22%3A%7B%22user_id%22%3A111%7D%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa1%22%2C%22_version%22%3A%22exampleaaaaaaaaaaaaaaa%22%2C%22smtp_events%22%3A%5B%7B%22destination_ip%22%3A%22127.0.0.1%22%2C%22diag%22%3A%22451+4.3.5+Temporarily+unavailable%2C+try+again+later.%22%2C%22source_ip%22%3A%22127.0.0.1%22%2C%22ts%22%3A1365111111%2C%22type%22%3A%22deferred%22%2C%22size%22%3A0%7D%5D%7D%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa1%22%2C%22ts%22%3A1446357425%7D%2C%7B%22event%22%3A%22hard_bounce%22%2C%22msg%22%3A%7B%22ts%22%3A1365109999%2C%22subject%22%3A%22This+an+example+webhook+message%22%2C%22email%22%3A%22example.webhook%40mandrillapp.com%22%2C%22sender%22%3A%22example.sender%40mandrillapp.com%22%2C%22tags%22%3A%5B%22webhook-example%22%5D%2C%22state%22%3A%22bounced%22%2C%22metadata%22%3A%7B%22user_id%22%3A111%7D%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa2%22%2C%22_version%22%3A%22exampleaaaaaaaaaaaaaaa%22%2C%22bounce_description%22%3A%22bad_mailbox%22%2C%22bgtools_code%22%3A10%2C%22diag%22%3A%22smtp%3B550+5.1.1+The+email+account+that+you+tried+to+reach+does+not+exist.+Please+try+double-checking+the+recipient%27s+email+address+for+typos+or+unnecessary+spaces.%22%7D%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa2%22%2C%22ts%22%3A1446357425%7D%2C%7B%22event%22%3A%22soft_bounce%22%2C%22msg%22%3A%7B%22ts%22%3A1365109999%2C%22subject%22%3A%22This+an+example+webhook+message%22%2C%22email%22%3A%22example.webhook%40mandrillapp.com%22%2C%22sender%22%3A%22example.sender%40mandrillapp.com%22%2C%22tags%22%3A%5B%22webhook-example%22%5D%2C%22state%22%3A%22soft-bounced%22%2C%22metadata%22%3A%7B%22user_id%22%3A111%7D%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa3%22%2C%22_version%22%3A%22exampleaaaaaaaaaaaaaaa%22%2C%22bounce_description%22%3A%22mailbox_full%22%2C%22bgtools_code%22%3A22%2C%22diag%22%3A%22smtp%3B552+5.2.2+Over+Quota%22%7D%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa3%22%2C%22ts%22%3A1446357425%7D%5D',
};

/** V3 of the page, with the decoded value of its field. */
export const ESCAPED_VECTOR: MandrillVector & { readonly text: string } = {
  what: 'slashes, letters beyond ASCII, signs and a query',
  url: 'https://hooks.example.com/hooks/mandrill?tenant=7',
  key: 'Zt4vQ1mN8xKpR2sWcY6b_A',
  signature: 'nRj1n7hu8cU+9r9jW2fBBexL1Xo=',
  text: String.raw`[{"event":"click","msg":{"ts":1763633742,"subject":"Gr\u00fc\u00dfe & 50% off","email":"recipient@example.com","sender":"shop@example.org","tags":[],"opens":[{"ts":1763634342}],"clicks":[{"ts":1763634382,"url":"https:\/\/www.example.org\/?a=1&b=2"}],"state":"sent","metadata":[],"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","_version":"p9XkTq3vYb-ZrLw2Hd_8Ag"},"_id":"6f1c2a9b4e7d40538a1b9c0d2e3f4a5b","ip":"198.51.100.23","location":null,"user_agent":null,"user_agent_parsed":null,"url":"https:\/\/www.example.org\/?a=1&b=2","ts":1763634382}]`,
  body: 'mandrill_events=%5B%7B%22event%22%3A%22click%22%2C%22msg%22%3A%7B%22ts%22%3A1763633742%2C%22subject%22%3A%22Gr%5Cu00fc%5Cu00dfe+%26+50%25+off%22%2C%22email%22%3A%22recipient%40example.com%22%2C%22sender%22%3A%22shop%40example.org%22%2C%22tags%22%3A%5B%5D%2C%22opens%22%3A%5B%7B%22ts%22%3A1763634342%7D%5D%2C%22clicks%22%3A%5B%7B%22ts%22%3A1763634382%2C%22url%22%3A%22https%3A%5C%2F%5C%2Fwww.example.org%5C%2F%3Fa%3D1%26b%3D2%22%7D%5D%2C%22state%22%3A%22sent%22%2C%22metadata%22%3A%5B%5D%2C%22_id%22%3A%226f1c2a9b4e7d40538a1b9c0d2e3f4a5b%22%2C%22_version%22%3A%22p9XkTq3vYb-ZrLw2Hd_8Ag%22%7D%2C%22_id%22%3A%226f1c2a9b4e7d40538a1b9c0d2e3f4a5b%22%2C%22ip%22%3A%22198.51.100.23%22%2C%22location%22%3Anull%2C%22user_agent%22%3Anull%2C%22user_agent_parsed%22%3Anull%2C%22url%22%3A%22https%3A%5C%2F%5C%2Fwww.example.org%5C%2F%3Fa%3D1%26b%3D2%22%2C%22ts%22%3A1763634382%7D%5D',
};

/** V4 of the page: the check of a URL. */
export const CHECK_VECTOR: MandrillVector = {
  what: 'the check of a URL',
  url: 'https://hooks.example.com/hooks/mandrill',
  key: 'test-webhook',
  body: 'mandrill_events=%5B%5D',
  signature: '52ktP1IAwXtO/bYWKHeQMnk3Oos=',
};

/** V5 of the page: fields are signed in the order of their names. */
export const SORTED_VECTOR: MandrillVector = {
  what: 'further fields',
  url: 'https://hooks.example.com/p',
  key: 'Zt4vQ1mN8xKpR2sWcY6b_A',
  body: 'mandrill_events=%5B%5D&b=2&a=1',
  signature: 'i4ZIuP8bYoohZGaqGc0zjVTauC0=',
};

export const VECTORS: readonly MandrillVector[] = [
  PUBLIC_VECTOR,
  ESCAPED_VECTOR,
  CHECK_VECTOR,
  SORTED_VECTOR,
];
