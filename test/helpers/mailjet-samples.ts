/** Bodies as the provider page prints them: one bare event each. */
interface MailjetSample {
  /** Canonical name. */
  readonly event: string;
  readonly generation: 'current' | 'legacy';
  readonly body: string;
}

export const EVENT_SAMPLES: readonly MailjetSample[] = [
  {
    event: 'delivered',
    generation: 'current',
    body: String.raw`{"event":"sent","time":1763633745,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"recipient@example.com","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","CustomID":"order-1042","Payload":"{\"order_id\":1042}","smtp_reply":"250 2.0.0 OK  1763633745 ffacd0b85a97d-42cb7fd2a5asi1234567f8f.101 - gsmtp"}`,
  },
  {
    event: 'delivered',
    generation: 'legacy',
    body: String.raw`{"event":"sent","time":1763633745,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"recipient@example.com","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","mj_message_id":"288230402910847361","smtp_reply":"sent (250 2.0.0 OK 1763633745 ffacd0b85a97d.101 - gsmtp)","CustomID":"order-1042","Payload":"{\"order_id\":1042}"}`,
  },
  {
    event: 'open',
    generation: 'current',
    body: String.raw`{"event":"open","time":1763634342,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"recipient@example.com","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","ip":"198.51.100.23","geo":"EU","agent":"Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)","CustomID":"order-1042","Payload":"{\"order_id\":1042}"}`,
  },
  {
    event: 'click',
    generation: 'current',
    body: String.raw`{"event":"click","time":1763634382,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"recipient@example.com","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","url":"https://www.example.org/orders/1042","ip":"198.51.100.23","geo":"FR","agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36","CustomID":"order-1042","Payload":"{\"order_id\":1042}"}`,
  },
  {
    event: 'bounce',
    generation: 'current',
    body: String.raw`{"event":"bounce","time":1763633746,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"nobody@example.net","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","blocked":true,"hard_bounce":true,"error_related_to":"recipient","error":"user unknown","comment":"550 5.1.1 <nobody@example.net>: Recipient address rejected: User unknown in virtual mailbox table","CustomID":"order-1042","Payload":"{\"order_id\":1042}"}`,
  },
  {
    event: 'soft-bounce',
    generation: 'current',
    body: String.raw`{"event":"bounce","time":1763633746,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"full@example.net","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","blocked":false,"hard_bounce":false,"error_related_to":"recipient","error":"quota exceeded","comment":"452 4.2.2 The recipient mailbox is over its storage limit","CustomID":"order-1042","Payload":"{\"order_id\":1042}"}`,
  },
  {
    event: 'deferred',
    generation: 'current',
    body: String.raw`{"event":"bounce","time":1763633746,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"slow@example.net","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","blocked":false,"hard_bounce":false,"error_related_to":"domain","error":"greylisted","comment":"451 4.7.1 Greylisted, please try again later","CustomID":"order-1042","Payload":"{\"order_id\":1042}"}`,
  },
  {
    event: 'reject',
    generation: 'current',
    body: String.raw`{"event":"blocked","time":1763633743,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"nobody@example.net","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","CustomID":"order-1042","Payload":"{\"order_id\":1042}","error_related_to":"mailjet","error":"preblocked"}`,
  },
  {
    event: 'complaint',
    generation: 'current',
    body: String.raw`{"event":"spam","time":1763640942,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"recipient@example.com","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","CustomID":"order-1042","Payload":"{\"order_id\":1042}","source":"JMRPP"}`,
  },
  {
    event: 'unsubscribe',
    generation: 'current',
    body: String.raw`{"event":"unsub","time":1763637742,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"recipient@example.com","mj_campaign_id":7276,"mj_contact_id":4815162342,"customcampaign":"","CustomID":"order-1042","Payload":"{\"order_id\":1042}","mj_list_id":17,"ip":"198.51.100.23","geo":"FR","agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"}`,
  },
  {
    event: 'list-unsubscribe',
    generation: 'current',
    body: String.raw`{"event":"unsub","time":1763637742,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"recipient@example.com","mj_campaign_id":7276,"mj_contact_id":4815162342,"customcampaign":"","CustomID":"order-1042","Payload":"{\"order_id\":1042}","mj_list_id":0,"ip":"198.51.100.24","geo":"","agent":"List-Unsubscribe"}`,
  },
];

/** Version 2: delivered and open of two messages. */
export const GROUP_SAMPLE = String.raw`[{"event":"sent","time":1763633745,"MessageID":288230402910847361,"Message_GUID":"0c1f6b52-7a3e-4d5a-9b64-2f8e17c4a9d3","email":"recipient@example.com","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","CustomID":"order-1042","Payload":"{\"order_id\":1042}","smtp_reply":"250 2.0.0 OK  1763633745 ffacd0b85a97d-42cb7fd2a5asi1234567f8f.101 - gsmtp"},{"event":"open","time":1763634342,"MessageID":288230402910847362,"Message_GUID":"7e2a90d4-51bc-4f0e-8d3a-b6c1f29e0a57","email":"recipient@example.com","mj_campaign_id":0,"mj_contact_id":4815162342,"customcampaign":"","ip":"198.51.100.23","geo":"EU","agent":"Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)","CustomID":"order-1042","Payload":"{\"order_id\":1042}"}]`;

/** A mail of the Parse API. */
export const INBOUND_SAMPLE = String.raw`{"Sender":"bounce-1042@example.org","Recipient":"support@inbound.example.com","Date":"20251120T101540","From":"Ada Example <ada@example.org>","Subject":"Question about order 1042","Headers":{"Return-Path":["<bounce-1042@example.org>"],"Received":["from mail.example.org by parse.mailjet.com with ESMTPS; Thu, 20 Nov 2025 10:15:41 +0000","by mail.example.org with HTTP; Thu, 20 Nov 2025 10:15:40 +0000"],"MIME-Version":["1.0"],"From":"Ada Example <ada@example.org>","Date":"Thu, 20 Nov 2025 11:15:40 +0100","Message-ID":"<CAF3k9Q2x@mail.example.org>","Subject":"Question about order 1042","To":"support@inbound.example.com","Content-Type":["multipart/mixed; boundary=\"b0\""]},"Parts":[{"Headers":{"Content-Type":["multipart/alternative; boundary=\"b1\""]}},{"Headers":{"Content-Type":["text/plain; charset=\"UTF-8\""]},"ContentRef":"Text-part"},{"Headers":{"Content-Type":["text/html; charset=\"UTF-8\""],"Content-Transfer-Encoding":["quoted-printable"]},"ContentRef":"Html-part"},{"Headers":{"Content-Type":["text/plain; name=\"note.txt\""],"Content-Disposition":["attachment; filename=\"note.txt\""],"Content-Transfer-Encoding":["base64"]},"ContentRef":"Attachment1"}],"Text-part":"Where is my order?\n","Html-part":"<div>Where is my order?</div>\n","Attachment1":"aGVsbG8K","SpamAssassinScore":"0.602","CustomID":"","Payload":""}`;
