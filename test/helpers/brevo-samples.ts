/** Bodies as the provider page prints them: one bare event each. */
export interface BrevoSample {
  /** Canonical name. */
  readonly event: string;
  readonly generation: 'current' | 'legacy';
  readonly body: string;
}

export const EVENT_SAMPLES: readonly BrevoSample[] = [
  {
    event: 'processed',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:15:42","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"request","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","sending_ip":"192.0.2.25","ts_event":1763633742,"ts":1763633742,"reason":"sent","ts_epoch":1763633742179,"template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'delivered',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:15:45","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"delivered","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","sending_ip":"192.0.2.25","ts_event":1763633745,"ts":1763633745,"reason":"sent","ts_epoch":1763633745018,"template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'deferred',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:15:51","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"deferred","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","sending_ip":"192.0.2.25","ts_event":1763633751,"ts":1763633751,"reason":"450 4.2.1 <recipient@example.com>: Recipient address rejected: mailbox busy, try again later","ts_epoch":1763633751402,"template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'soft-bounce',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@no-mx.example.net","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:15:54","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"soft_bounce","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","sending_ip":"192.0.2.25","ts_event":1763633754,"ts":1763633754,"reason":"undefined Unable to find MX of domain no-mx.example.net","ts_epoch":1763633754611,"template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'bounce',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"nobody@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:15:47","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"hard_bounce","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","sending_ip":"192.0.2.25","ts_event":1763633747,"ts":1763633747,"reason":" RecipientError: 550 5.1.1 <nobody@example.com>: Recipient address rejected: no such user","ts_epoch":1763633747372,"template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'complaint',
    generation: 'current',
    body: String.raw`{"event":"spam","email":"recipient@example.com","id":7319462,"date":"2025-11-20 13:15:42","ts":1763640942,"message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","ts_event":1763640942,"X-Mailin-custom":"{\"order_id\":\"1042\"}","tags":["welcome","2025-q4"],"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'complaint',
    generation: 'legacy',
    body: String.raw`{"event":"complaint","email":"recipient@example.com","id":7319462,"date":"2025-11-20 13:15:42","ts":1763640942,"message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","ts_event":1763640942,"X-Mailin-custom":"{\"order_id\":\"1042\"}","tags":["welcome","2025-q4"]}`,
  },
  {
    event: 'unique-open',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:25:42","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"unique_opened","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","sending_ip":"192.0.2.25","ts":1763634342,"ts_epoch":1763634342962,"ts_event":1763634342,"link":"","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)","device_used":"DESKTOP","template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'open',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:45:42","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"opened","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","sending_ip":"192.0.2.25","ts":1763635542,"ts_epoch":1763635542368,"ts_event":1763635542,"link":"","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)","device_used":"DESKTOP","template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'unique-proxy-open',
    generation: 'current',
    body: String.raw`{"event":"unique_proxy_open","email":"recipient@example.com","id":7319462,"date":"2025-11-20 11:25:43","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","subject":"Your order 1042","tag":"[\"welcome\",\"2025-q4\"]","sending_ip":"192.0.2.25","ts_epoch":1763634343120,"template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711,"user_agent":"Mozilla/5.0","device_used":"DESKTOP","sender_email":"shop@example.org","link":"","ts":1763634343,"ts_event":1763634343}`,
  },
  {
    event: 'proxy-open',
    generation: 'current',
    body: String.raw`{"event":"proxy_open","email":"recipient@example.com","id":7319462,"date":"2025-11-20 11:25:43","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","subject":"Your order 1042","tag":"[\"welcome\",\"2025-q4\"]","sending_ip":"192.0.2.25","ts_epoch":1763634343120,"template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711,"user_agent":"Mozilla/5.0","device_used":"DESKTOP","ts":1763634343,"ts_event":1763634343}`,
  },
  {
    event: 'click',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:26:22","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"click","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","sending_ip":"192.0.2.25","ts":1763634382,"ts_epoch":1763634382462,"ts_event":1763634382,"link":"https://www.example.org/orders/1042?utm_source=mail","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)","device_used":"DESKTOP","template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'invalid-email',
    generation: 'current',
    body: String.raw`{"event":"invalid_email","email":"recipient@invalid_domain.example.com","id":7319462,"date":"2025-11-20 11:15:43","ts":1763633743,"message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","ts_event":1763633743,"subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711,"tags":["welcome","2025-q4"],"ts_epoch":1763633743044}`,
  },
  {
    event: 'reject',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:15:43","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"blocked","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","ts_event":1763633743,"ts":1763633743,"reason":"blocked : due to unsubscribed user","ts_epoch":1763633743993,"template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'error',
    generation: 'current',
    body: String.raw`{"event":"error","email":"recipient@example.com","id":7319462,"date":"2025-11-20 11:15:43","ts":1763633743,"message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","ts_event":1763633743,"subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711,"tags":["welcome","2025-q4"],"ts_epoch":1763633743044}`,
  },
  {
    event: 'unsubscribe',
    generation: 'current',
    body: String.raw`{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 12:22:22","tags":["welcome","2025-q4"],"tag":"[\"welcome\",\"2025-q4\"]","event":"unsubscribed","subject":"Your order 1042","X-Mailin-custom":"{\"order_id\":\"1042\"}","ts_event":1763637742,"ts":1763637742,"is_returnpath":true,"ts_epoch":1763637742606,"user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)","device_used":"DESKTOP","template_id":12,"mirror_link":"https://app-smtp.brevo.com/log/preview/6b1f0c2e-94d7-4e0a-8f35-1c7a2d9e4b60","contact_id":4711}`,
  },
  {
    event: 'marketing-complaint',
    generation: 'current',
    body: '{"id":7319462,"camp_id":86,"email":"recipient@example.com","campaign name":"November newsletter","date_sent":"2025-11-20 11:15:42","date_event":"2025-11-20 11:30:42","event":"spam","reason":"undesired","tag":"","ts_sent":1763633742,"ts_event":1763634642,"ts":1763638242}',
  },
  {
    event: 'marketing-open',
    generation: 'current',
    body: '{"id":7319462,"camp_id":86,"email":"recipient@example.com","campaign name":"November newsletter","date_sent":"2025-11-20 11:15:42","date_event":"2025-11-20 11:30:42","event":"opened","tag":"","segment_ids":[1,10],"ts_sent":1763633742,"ts_event":1763634642,"ts":1763638242}',
  },
  {
    event: 'marketing-click',
    generation: 'current',
    body: '{"id":7319462,"camp_id":86,"email":"recipient@example.com","campaign name":"November newsletter","date_sent":"2025-11-20 11:15:42","date_event":"2025-11-20 11:30:42","event":"click","tag":"","segment_ids":[1,10],"ts_sent":1763633742,"ts_event":1763634642,"URL":"https://www.example.org/offers","ts":1763638242}',
  },
  {
    event: 'marketing-delivered',
    generation: 'current',
    body: '{"id":7319462,"camp_id":86,"email":"recipient@example.com","campaign name":"November newsletter","date_sent":"2025-11-20 11:15:42","date_event":"2025-11-20 11:15:46","event":"delivered","tag":"","segment_ids":[1,10],"ts_sent":1763633742,"ts_event":1763633746,"ts":1763637346}',
  },
  {
    event: 'marketing-bounce',
    generation: 'current',
    body: '{"id":7319462,"camp_id":86,"email":"recipient@example.com","campaign name":"November newsletter","date_sent":"2025-11-20 11:15:42","date_event":"2025-11-20 11:15:46","event":"hard_bounce","reason":"550 5.1.1 user unknown","tag":"","segment_ids":[1,10],"ts_sent":1763633742,"ts_event":1763633746,"ts":1763637346}',
  },
  {
    event: 'marketing-soft-bounce',
    generation: 'current',
    body: '{"id":7319462,"camp_id":86,"email":"recipient@example.com","campaign name":"November newsletter","date_sent":"2025-11-20 11:15:42","date_event":"2025-11-20 11:15:46","event":"soft_bounce","reason":"452 4.2.2 mailbox full","tag":"","segment_ids":[1,10],"ts_sent":1763633742,"ts_event":1763633746,"ts":1763637346}',
  },
  {
    event: 'marketing-unsubscribe',
    generation: 'current',
    body: '{"id":7319462,"camp_id":86,"email":"recipient@example.com","campaign name":"November newsletter","date_sent":"2025-11-20 11:15:42","date_event":"2025-11-20 11:30:42","event":"unsubscribe","tag":"","segment_ids":[1,10],"ts_sent":1763633742,"ts_event":1763634642,"list_id":[3],"ts":1763638242}',
  },
  {
    event: 'marketing-proxy-open',
    generation: 'current',
    body: '{"id":7319462,"camp_id":86,"email":"recipient@example.com","campaign name":"November newsletter","date_sent":"2025-11-20 11:15:42","date_event":"2025-11-20 11:30:42","event":"proxy_open","tag":"","segment_ids":[1,10],"ts_sent":1763633742,"ts_event":1763634642,"ts":1763638242}',
  },
  {
    event: 'list-addition',
    generation: 'current',
    body: '{"id":"7319462","email":"recipient@example.com","event":"list_addition","key":"8f3a2c","list_id":[3,42],"date":"2025-11-20 11:15:42","ts":1763633742}',
  },
  {
    event: 'contact-updated',
    generation: 'current',
    body: '{"id":7319462,"email":"recipient@example.com","event":"contact_updated","key":"8f3a2c","content":[{"FIRSTNAME":"Ada","LASTNAME":"Example"}],"date":"2025-11-20 11:15:42","ts":1763633742}',
  },
  {
    event: 'contact-deleted',
    generation: 'current',
    body: '{"id":7319462,"email":"recipient@example.com","event":"contact_deleted","key":"8f3a2c","list_id":[3,42],"date":"2025-11-20 11:15:42","ts":1763633742}',
  },
];

/** `request` of a mail without tags, custom header and template. */
export const MINIMAL_SAMPLE =
  '{"id":7319462,"email":"recipient@example.com","message-id":"<202511201015.48213907765@smtp-relay.mailin.fr>","date":"2025-11-20 11:15:42","event":"request","subject":"Your order 1042","sending_ip":"192.0.2.25","ts_event":1763633742,"ts":1763633742,"reason":"sent","ts_epoch":1763633742179}';

/** A mail that came in. */
export const INBOUND_SAMPLE = String.raw`{"items":[{"Uuid":["5f0b6a1e-2c3d-4e5f-8a9b-0c1d2e3f4a5b"],"MessageId":"<CAF3k9Q2x@mail.example.org>","InReplyTo":null,"From":{"Name":"Ada Example","Address":"ada@example.org"},"To":[{"Name":null,"Address":"support@inbound.example.com"}],"Cc":[],"ReplyTo":null,"SentAtDate":"Thu, 20 Nov 2025 10:15:40 +0000","Subject":"Question about order 1042","Attachments":[{"Name":"receipt.pdf","ContentType":"application/pdf","ContentLength":18230,"ContentID":null,"DownloadToken":"eyJmb2xkZXIiOiIyMDI1MTEyMDEwMTU0MiIsImZpbGVuYW1lIjoicmVjZWlwdC5wZGYifQ"}],"Headers":{"Received":["by outbound.example.org for <support@inbound.example.com>; Thu, 20 Nov 2025 10:15:41 +0000","from [198.51.100.7] by smtp.example.org; Thu, 20 Nov 2025 10:15:40 +0000"],"MIME-Version":"1.0","From":"Ada Example <ada@example.org>","Date":"Thu, 20 Nov 2025 10:15:40 +0000","Message-ID":"<CAF3k9Q2x@mail.example.org>","Subject":"Question about order 1042","To":"support@inbound.example.com","Content-Type":"multipart/mixed"},"SpamScore":2.9,"ExtractedMarkdownMessage":"Where is my order?  \n","ExtractedMarkdownSignature":"- Ada  \n","RawHtmlBody":"<div dir=\"ltr\">Where is my order?</div>\r\n","RawTextBody":"Where is my order?\r\n\r\n- Ada\r\n"}]}`;
