/** Bodies as MailerSend's provider page prints them. */
export interface MailersendSample {
  /** Canonical name of the event. */
  readonly event: string;
  readonly generation: 'current' | 'legacy';
  readonly body: string;
}

export const SAMPLES: readonly MailersendSample[] = [
  {
    event: 'ping',
    generation: 'current',
    body: '{"type":"webhook.test","message":"This is a ping test message","created_at":"2025-11-20T10:15:42.577080Z"}',
  },
  {
    event: 'processed',
    generation: 'current',
    body: '{"type":"activity.sent","created_at":"2025-11-20T10:15:42.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"sent","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'delivered',
    generation: 'current',
    body: '{"type":"activity.delivered","created_at":"2025-11-20T10:15:45.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"delivered","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'deferred',
    generation: 'current',
    body: '{"type":"activity.deferred","created_at":"2025-11-20T10:15:48.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"deferred","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'soft-bounce',
    generation: 'current',
    body: '{"type":"activity.soft_bounced","created_at":"2025-11-20T10:15:51.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"soft_bounced","subject":"Your order 1042","email":"nobody@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'bounce',
    generation: 'current',
    body: '{"type":"activity.hard_bounced","created_at":"2025-11-20T10:15:47.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"hard_bounced","subject":"Your order 1042","email":"nobody@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'open',
    generation: 'current',
    body: '{"type":"activity.opened","created_at":"2025-11-20T10:25:42.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"opened","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'open-unique',
    generation: 'current',
    body: '{"type":"activity.opened_unique","created_at":"2025-11-20T10:25:42.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"opened_unique","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'click',
    generation: 'current',
    body: '{"type":"activity.clicked","created_at":"2025-11-20T10:26:22.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"clicked","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'click-unique',
    generation: 'current',
    body: '{"type":"activity.clicked_unique","created_at":"2025-11-20T10:26:22.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"clicked_unique","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'unsubscribe',
    generation: 'current',
    body: '{"type":"activity.unsubscribed","created_at":"2025-11-20T10:30:42.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"unsubscribed","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'complaint',
    generation: 'current',
    body: '{"type":"activity.spam_complaint","created_at":"2025-11-20T10:35:42.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"spam_complaint","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'reject',
    generation: 'current',
    body: '{"type":"activity.suppressed","created_at":"2025-11-20T10:15:43.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"suppressed","subject":"Your order 1042","email":"nobody@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'survey-opened',
    generation: 'current',
    body: '{"type":"activity.survey_opened","created_at":"2025-11-20T10:27:22.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"survey_opened","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    event: 'survey-submitted',
    generation: 'current',
    body: '{"type":"activity.survey_submitted","created_at":"2025-11-20T10:27:22.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"survey_submitted","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":{"surveys":[{"question_id":1,"survey_id":1,"answer":"Very happy","is_last_question":true}]}}}',
  },
  {
    event: 'sender-identity-verified',
    generation: 'current',
    body: '{"type":"sender_identity.verified","created_at":"2025-11-20 10:15:42","data":{"object":"sender_identity","id":"7nxe3yjmeq28vp0k","email":"shop@example.org","name":"Example Shop","reply_to_email":null,"reply_to_name":null,"is_verified":true,"resends":0,"add_note":false,"personal_note":null}}',
  },
  {
    event: 'maintenance-start',
    generation: 'current',
    body: '{"type":"maintenance.start","created_at":"2025-11-20 10:15:42","data":{"domain_id":"3vz9dle2kp4kj50y"}}',
  },
  {
    event: 'maintenance-end',
    generation: 'current',
    body: '{"type":"maintenance.end","created_at":"2025-11-20 10:15:42","data":{"domain_id":"3vz9dle2kp4kj50y"}}',
  },
  {
    event: 'inbound-forward-failed',
    generation: 'current',
    body: '{"type":"inbound_forward.failed","created_at":"2025-11-20 10:15:42","data":{"domain_id":"3vz9dle2kp4kj50y","inbound_id":"pq3enl6x8k42vwrz","inbound_message_id":"691eea2e0c1d2e3f40516273"}}',
  },
  {
    event: 'email-single-verified',
    generation: 'current',
    body: '{"type":"email_single.verified","created_at":"2025-11-20 10:15:42","data":{"id":"691eea2e1a2b3c4d5e6f7081","address":"recipient@example.com","status":"completed","result":"valid","error":null}}',
  },
  {
    event: 'email-list-verified',
    generation: 'current',
    body: '{"type":"email_list.verified","created_at":"2025-11-20 10:15:42","data":{"id":"jpzkmgqo1vlv059v","name":"Newsletter","total":3,"verification_started":"2025-11-20T10:10:00.000000Z","verification_ended":"2025-11-20T10:15:40.000000Z","updated_at":"2025-11-20T10:15:40.000000Z","status":{"name":"completed","count":3},"source":"csv","statistics":{"valid":2,"catch_all":0,"mailbox_full":0,"role_based":0,"unknown":0,"syntax_error":1,"typo":0,"mailbox_not_found":0,"disposable":0,"mailbox_blocked":0,"failed":0,"not_verified":0}}}',
  },
  {
    event: 'bulk-email-completed',
    generation: 'current',
    body: '{"type":"bulk_email.completed","created_at":"2025-11-20 10:15:42","data":{"id":"691eea2e7f8e9d0c1b2a3948","state":"completed","total_recipients_count":2,"suppressed_recipients_count":0,"suppressed_recipients":null,"validation_errors_count":0,"validation_errors":null,"messages_id":["691eea2d3b7a9c5e2f1d0846"]}}',
  },
  {
    event: 'processed',
    generation: 'legacy',
    body: String.raw`{"type":"activity.sent","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:15:42.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"sent","created_at":"2025-11-20T10:15:42.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"sent","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"recipient@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":null,"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'delivered',
    generation: 'legacy',
    body: String.raw`{"type":"activity.delivered","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:15:45.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"delivered","created_at":"2025-11-20T10:15:45.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"delivered","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"recipient@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":null,"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'soft-bounce',
    generation: 'legacy',
    body: String.raw`{"type":"activity.soft_bounced","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:15:51.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"soft_bounced","created_at":"2025-11-20T10:15:51.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"rejected","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"full@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":{"object":"recipient_bounce","reason":"Unknown reason"},"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'bounce',
    generation: 'legacy',
    body: String.raw`{"type":"activity.hard_bounced","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:15:47.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"hard_bounced","created_at":"2025-11-20T10:15:47.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"rejected","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"nobody@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":{"object":"recipient_bounce","reason":"Host or domain name not found"},"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'open',
    generation: 'legacy',
    body: String.raw`{"type":"activity.opened","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:25:42.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"opened","created_at":"2025-11-20T10:25:42.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"delivered","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"recipient@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":{"object":"open","id":"691eec864c2b1d0e9f8a7b65","created_at":"2025-11-20T10:25:42.018000Z","ip":"198.51.100.23"},"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'open-unique',
    generation: 'legacy',
    body: String.raw`{"type":"activity.opened_unique","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:25:42.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"opened_unique","created_at":"2025-11-20T10:25:42.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"delivered","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"recipient@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":{"object":"open","id":"691eec864c2b1d0e9f8a7b65","created_at":"2025-11-20T10:25:42.018000Z","ip":"198.51.100.23"},"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'click',
    generation: 'legacy',
    body: String.raw`{"type":"activity.clicked","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:26:22.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"clicked","created_at":"2025-11-20T10:26:22.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"delivered","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"recipient@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":{"object":"click","id":"691eecae4c2b1d0e9f8a7b66","created_at":"2025-11-20T10:26:22.679000Z","ip":"198.51.100.23","url":"https:\/\/www.example.org\/orders\/1042"},"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'click-unique',
    generation: 'legacy',
    body: String.raw`{"type":"activity.clicked_unique","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:26:22.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"clicked_unique","created_at":"2025-11-20T10:26:22.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"delivered","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"recipient@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":{"object":"click","id":"691eecae4c2b1d0e9f8a7b66","created_at":"2025-11-20T10:26:22.679000Z","ip":"198.51.100.23","url":"https:\/\/www.example.org\/orders\/1042"},"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'unsubscribe',
    generation: 'legacy',
    body: String.raw`{"type":"activity.unsubscribed","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:30:42.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"unsubscribed","created_at":"2025-11-20T10:30:42.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"delivered","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"recipient@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":{"object":"recipient_unsubscribe","reason":"NO_LONGER_WANT","readable_reason":"I no longer want to receive these emails"},"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'complaint',
    generation: 'legacy',
    body: String.raw`{"type":"activity.spam_complaint","domain_id":"3vz9dle2kp4kj50y","created_at":"2025-11-20T10:35:42.520507Z","webhook_id":"k68zxl2m7q5lj905","url":"https:\/\/hooks.example.com\/mailersend","data":{"object":"activity","id":"691eea2e5c1f0b7d9a3e4f61","type":"spam_complaint","created_at":"2025-11-20T10:35:42.506000Z","email":{"object":"email","id":"691eea2e8f2d4c6b1a0e9d73","created_at":"2025-11-20T10:15:42.141000Z","from":"shop@mail.example.org","subject":"Your order 1042","status":"delivered","tags":["order-confirmation"],"headers":null,"message":{"object":"message","id":"691eea2d3b7a9c5e2f1d0846","created_at":"2025-11-20T10:15:41.061000Z"},"recipient":{"object":"recipient","id":"68f0a1b2c3d4e5f60718293a","email":"recipient@example.com","created_at":"2025-10-16T07:29:38.162000Z"}},"morph":{"object":"spam_complaint","reason":null},"template_id":"0r83ql3o9vg4zw1j"}}`,
  },
  {
    event: 'inbound',
    generation: 'current',
    body: String.raw`{"type":"inbound.message","inbound_id":"pq3enl6x8k42vwrz","url":"https:\/\/hooks.example.com\/mailersend-inbound","created_at":"2025-11-20T10:15:42.417935Z","data":{"object":"message","id":"691eea2e0c1d2e3f40516273","recipients":{"rcptTo":[{"email":"support@inbound.example.com"}],"to":{"raw":"Support <support@inbound.example.com>","data":[{"email":"support@inbound.example.com","name":"Support"}]}},"from":{"email":"ada@example.org","name":"Ada Example","raw":"Ada Example <ada@example.org>"},"sender":{"email":"bounce-1042@example.org"},"subject":"Question about order 1042","date":"Thu, 20 Nov 2025 10:15:40 +0000","headers":{"X-Envelope-From":"<bounce-1042@example.org>","Received":["from mail.example.org (mail.example.org [198.51.100.7])\r\n by inbound.mailersend.net with ESMTPS id 5BAF13F7C2\r\n Thu, 20 Nov 2025 10:15:41 +0000 (UTC)","by mail.example.org with HTTP; Thu, 20 Nov 2025 10:15:40 +0000"],"MIME-Version":"1.0","From":"Ada Example <ada@example.org>","Date":"Thu, 20 Nov 2025 10:15:40 +0000","Message-ID":"<CAF3k9Q2x@mail.example.org>","Subject":"Question about order 1042","To":"Support <support@inbound.example.com>","Content-Type":"text\/plain; charset=\"UTF-8\""},"text":"Where is my order?\r\n","html":"<p>Where is my order?<\/p>","raw":"X-Envelope-From: <bounce-1042@example.org>\r\nReceived: from mail.example.org (mail.example.org [198.51.100.7])\r\n by inbound.mailersend.net with ESMTPS id 5BAF13F7C2\r\n Thu, 20 Nov 2025 10:15:41 +0000 (UTC)\r\nMIME-Version: 1.0\r\nFrom: Ada Example <ada@example.org>\r\nDate: Thu, 20 Nov 2025 10:15:40 +0000\r\nMessage-ID: <CAF3k9Q2x@mail.example.org>\r\nSubject: Question about order 1042\r\nTo: Support <support@inbound.example.com>\r\nContent-Type: text\/plain; charset=\"UTF-8\"\r\n\r\nWhere is my order?\r\n","attachments":[{"file_name":"note.txt","content_type":"text\/plain","content_disposition":"attachment","size":6,"content":"aGVsbG8K"}],"spf_check":{"code":"+","value":null},"dkim_check":false,"created_at":"2025-11-20T10:15:41.525000Z"}}`,
  },
];

export interface SignedSample {
  readonly title: string;
  readonly secret: string;
  readonly signature: string;
  readonly body: string;
}

export const PING_SECRET = 'test_Am3L1GuOIc4blLUuHqAPxxwkZaJyEk8G';

/** The page's vectors: of the official SDK, of version 2 and of the ping. */
export const VECTORS: readonly [SignedSample, SignedSample, SignedSample] = [
  {
    title: "the official SDK's test, 736 bytes",
    secret: 'yXdTVu1YewsKiuN2bcILlFHsljmR9kaU',
    signature: '445e75aab3d8ea9169d134189a2814f06858977bd9cdc69324264e39f47bda2e',
    body: String.raw`{"type":"activity.sent","domain_id":"test_domain","created_at":"2022-09-08T20:06:12.062074Z","webhook_id":"webhook_test","url":"https:\/\/webhook.site\/test","data":{"object":"activity","id":"631a6250bd4f6bd6844a2307","type":"sent","created_at":"2022-09-08T20:06:12.051000Z","email":{"object":"email","id":"631a6250bd4f6bd6844a2307","created_at":"2022-09-08T20:06:11.887000Z","from":"donotreply@mailsender.com","subject":"Test Message","status":"sent","tags":null,"message":{"object":"message","id":"631a6250bd4f6bd6844a2307","created_at":"2022-09-08T20:06:11.399000Z"},"recipient":{"object":"recipient","id":"631a6250bd4f6bd6844a2307","email":"test@test.com","created_at":"2022-03-31T21:31:37.304000Z"}},"morph":null,"template_id":""}}`,
  },
  {
    title: 'version 2 of the payload, 341 bytes',
    secret: 'Qw7eRt2yUi9oPa4sDf6gHj1kLz8xCv3b',
    signature: 'ffe5d2163664a5d99d57df52d0e3f4c31c40d7e0c8345d67c8498a01d7ad6313',
    body: '{"type":"activity.delivered","created_at":"2025-11-20T10:15:45.000000Z","data":{"id":"691eea2e5c1f0b7d9a3e4f61","domain_id":"3vz9dle2kp4kj50y","message_id":"691eea2d3b7a9c5e2f1d0846","email_id":"691eea2e8f2d4c6b1a0e9d73","type":"delivered","subject":"Your order 1042","email":"recipient@example.com","tags":["order-confirmation"],"meta":[]}}',
  },
  {
    title: 'the ping, 106 bytes',
    secret: 'test_Am3L1GuOIc4blLUuHqAPxxwkZaJyEk8G',
    signature: 'fd5bffec3c6a875f65f8792584dfd68e96e5d6cffa9a996a9edff89c5fc97fcf',
    body: '{"type":"webhook.test","message":"This is a ping test message","created_at":"2025-11-20T10:15:42.577080Z"}',
  },
];
