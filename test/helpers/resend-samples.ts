/** Bodies as Resend's provider page prints them: compact, keys sorted at every level. */
export interface ResendSample {
  /** Canonical name of the event. */
  readonly event: string;
  readonly body: string;
}

export const SAMPLES: readonly ResendSample[] = [
  {
    event: 'processed',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.sent"}',
  },
  {
    event: 'scheduled',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.scheduled"}',
  },
  {
    event: 'delivered',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.delivered"}',
  },
  {
    event: 'deferred',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.delivery_delayed"}',
  },
  {
    event: 'complaint',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.complained"}',
  },
  {
    event: 'bounce',
    body: `{"created_at":"2026-01-01T00:00:01.674Z","data":{"bounce":{"diagnosticCode":["smtp; 550 5.1.1 user unknown"],"message":"The recipient's email provider sent a hard bounce message, but didn't specify the reason for the hard bounce.","subType":"General","type":"Permanent"},"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.bounced"}`,
  },
  {
    event: 'open',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.opened"}',
  },
  {
    event: 'click',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"click":{"ipAddress":"198.51.100.7","link":"https://www.example.com/welcome?a=1&b=2","timestamp":"2026-01-01T00:01:10.101Z","userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"},"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.clicked"}',
  },
  {
    event: 'reject',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","failed":{"reason":"reached_daily_quota"},"from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.failed"}',
  },
  {
    event: 'suppressed',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@example.com>","message_id":"<0100019b76daa800-407d8fbc-1ef5-43e9-9e4c-07334a574265-000000@email.amazonses.com>","subject":"Sending this example","suppressed":{"message":"Resend has suppressed sending to this address because it is on the account-level suppression list. This does not count toward your bounce rate metric","type":"OnAccountSuppressionList"},"tags":{"category":"confirm_email"},"to":["jane@example.net"]},"type":"email.suppressed"}',
  },
  {
    event: 'inbound',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"attachments":[{"content_disposition":"inline","content_id":"img001","content_type":"image/png","filename":"avatar.png","id":"2a0c9ce0-3112-4728-976e-47ddcd16a318"}],"bcc":[],"cc":[],"created_at":"2026-01-01T00:00:00.000Z","email_id":"a39999a6-88e3-48b1-888b-beaabcde1b33","from":"Jane Doe <jane@example.net>","message_id":"<CAF1234567890@mail.example.net>","received_for":["support@example.com"],"subject":"Hello","to":["support@example.com"]},"type":"email.received"}',
  },
  {
    event: 'contact-created',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"audience_id":"78261eea-8f8b-4381-83c6-79fa7120f1cf","created_at":"2026-01-01T00:00:00.000Z","email":"jane@example.net","first_name":"Jane","id":"e169aa45-1ecf-4183-9955-b1499d5701d3","last_name":"Doe","segment_ids":["78261eea-8f8b-4381-83c6-79fa7120f1cf"],"unsubscribed":false,"updated_at":"2026-01-01T00:00:00.000Z"},"type":"contact.created"}',
  },
  {
    event: 'contact-updated',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"audience_id":"78261eea-8f8b-4381-83c6-79fa7120f1cf","created_at":"2026-01-01T00:00:00.000Z","email":"jane@example.net","first_name":"Jane","id":"e169aa45-1ecf-4183-9955-b1499d5701d3","last_name":"Doe","segment_ids":["78261eea-8f8b-4381-83c6-79fa7120f1cf"],"unsubscribed":true,"updated_at":"2026-01-01T00:00:01.000Z"},"type":"contact.updated"}',
  },
  {
    event: 'contact-deleted',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"audience_id":"78261eea-8f8b-4381-83c6-79fa7120f1cf","created_at":"2026-01-01T00:00:00.000Z","email":"jane@example.net","first_name":"Jane","id":"e169aa45-1ecf-4183-9955-b1499d5701d3","last_name":"Doe","segment_ids":["78261eea-8f8b-4381-83c6-79fa7120f1cf"],"unsubscribed":false,"updated_at":"2026-01-01T00:00:00.000Z"},"type":"contact.deleted"}',
  },
  {
    event: 'contact-topics-updated',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"email":"jane@example.net","topics":[{"id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","subscription":"opt_out"}]},"type":"contact.topics.updated"}',
  },
  {
    event: 'domain-created',
    body: String.raw`{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","id":"d91cd9bd-1176-453e-8fc1-35364d380206","name":"example.com","records":[{"name":"send","priority":10,"record":"SPF","status":"not_started","ttl":"Auto","type":"MX","value":"feedback-smtp.us-east-1.amazonses.com"},{"name":"send","record":"SPF","status":"not_started","ttl":"Auto","type":"TXT","value":"\"v=spf1 include:amazonses.com ~all\""},{"name":"resend._domainkey","record":"DKIM","status":"not_started","ttl":"Auto","type":"TXT","value":"p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDexample"}],"region":"us-east-1","status":"not_started"},"type":"domain.created"}`,
  },
  {
    event: 'domain-updated',
    body: String.raw`{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","id":"d91cd9bd-1176-453e-8fc1-35364d380206","name":"example.com","records":[{"name":"send","priority":10,"record":"SPF","status":"verified","ttl":"Auto","type":"MX","value":"feedback-smtp.us-east-1.amazonses.com"},{"name":"send","record":"SPF","status":"verified","ttl":"Auto","type":"TXT","value":"\"v=spf1 include:amazonses.com ~all\""},{"name":"resend._domainkey","record":"DKIM","status":"verified","ttl":"Auto","type":"TXT","value":"p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDexample"}],"region":"us-east-1","status":"verified"},"type":"domain.updated"}`,
  },
  {
    event: 'domain-deleted',
    body: String.raw`{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","id":"d91cd9bd-1176-453e-8fc1-35364d380206","name":"example.com","records":[{"name":"send","priority":10,"record":"SPF","status":"not_started","ttl":"Auto","type":"MX","value":"feedback-smtp.us-east-1.amazonses.com"},{"name":"send","record":"SPF","status":"not_started","ttl":"Auto","type":"TXT","value":"\"v=spf1 include:amazonses.com ~all\""},{"name":"resend._domainkey","record":"DKIM","status":"not_started","ttl":"Auto","type":"TXT","value":"p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDexample"}],"region":"us-east-1","status":"not_started"},"type":"domain.deleted"}`,
  },
  {
    event: 'suppression-added',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email":"jane@example.net","id":"9a1d6c1e-4c5f-4f1b-8f53-0d6f0b7e2c33","origin":"bounce","source_id":"56761188-7520-42d8-8898-ff6fc54ce618"},"type":"suppression.added"}',
  },
  {
    event: 'suppression-removed',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","email":"jane@example.net","id":"9a1d6c1e-4c5f-4f1b-8f53-0d6f0b7e2c33","origin":"manual","source_id":null},"type":"suppression.removed"}',
  },
  {
    event: 'topic-created',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","default_subscription":"opt_in","deleted":false,"description":null,"id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","name":"Product news","updated_at":"2026-01-01T00:00:00.000Z"},"type":"topic.created"}',
  },
  {
    event: 'topic-updated',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","default_subscription":"opt_in","deleted":false,"description":"Monthly","id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","name":"Product updates","updated_at":"2026-01-02T00:00:00.000Z"},"type":"topic.updated"}',
  },
  {
    event: 'topic-deleted',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"created_at":"2026-01-01T00:00:00.000Z","default_subscription":"opt_in","deleted":true,"description":null,"id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","name":"Product news","updated_at":"2026-01-02T00:00:00.000Z"},"type":"topic.deleted"}',
  },
  {
    event: 'inbox-created',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"inbox":{"created_at":"2026-01-01T00:00:00.000Z","domain_id":"d91cd9bd-1176-453e-8fc1-35364d380206","drafts":0,"email_address":"support@example.com","from_name":"Acme Support","id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","last_received":null,"name":"Support","object":"inbox","receiving_address":null,"unread":0,"updated_at":"2026-01-01T00:00:00.000Z"},"inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"dashboard"},"type":"inbox.created"}',
  },
  {
    event: 'inbox-updated',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"inbox":{"created_at":"2026-01-01T00:00:00.000Z","domain_id":"d91cd9bd-1176-453e-8fc1-35364d380206","drafts":0,"email_address":"support@example.com","from_name":"Acme Support","id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","last_received":null,"name":"Help desk","object":"inbox","receiving_address":null,"unread":0,"updated_at":"2026-01-02T00:00:00.000Z"},"inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"dashboard"},"type":"inbox.updated"}',
  },
  {
    event: 'inbox-deleted',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"dashboard"},"type":"inbox.deleted"}',
  },
  {
    event: 'inbox-thread-created',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"email":{"attachments":[],"bcc":[],"cc":[],"direction":"inbound","from":"jane@example.net","id":"a39999a6-88e3-48b1-888b-beaabcde1b33","message_id":"<CAF1234567890@mail.example.net>","read":false,"received_at":"2026-01-01T00:00:00.000Z","reply_to":[],"subject":"Hello","to":["support@example.com"]},"email_id":"a39999a6-88e3-48b1-888b-beaabcde1b33","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"system","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.thread.created"}',
  },
  {
    event: 'inbox-thread-folder-updated',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"from":"inbox","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"dashboard","thread":{"folder":"archive","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","to":"archive"},"type":"inbox.thread.folder.updated"}',
  },
  {
    event: 'inbox-thread-assigned',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"assigned_by_email":"lead@example.com","assignee_email":"agent@example.com","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","previous_assignee_email":null,"source":"dashboard","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.thread.assigned"}',
  },
  {
    event: 'inbox-thread-unassigned',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","previous_assignee_email":"agent@example.com","source":"dashboard","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.thread.unassigned"}',
  },
  {
    event: 'inbox-thread-labels-updated',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"added":[{"color":"#E93D82","id":"5c0f1f0e-8a6f-4a38-9f0e-2f6f3f1b9d11","name":"Billing"}],"inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","removed":[],"source":"api","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[{"color":"#E93D82","id":"5c0f1f0e-8a6f-4a38-9f0e-2f6f3f1b9d11","name":"Billing"}],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.thread.labels.updated"}',
  },
  {
    event: 'inbox-email-received',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"email":{"attachments":[],"bcc":[],"cc":[],"direction":"inbound","from":"jane@example.net","id":"a39999a6-88e3-48b1-888b-beaabcde1b33","message_id":"<CAF1234567890@mail.example.net>","read":false,"received_at":"2026-01-01T00:00:00.000Z","reply_to":[],"subject":"Hello","to":["support@example.com"]},"email_id":"a39999a6-88e3-48b1-888b-beaabcde1b33","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"system","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.email.received"}',
  },
  {
    event: 'inbox-email-sent',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"email":{"attachments":[],"bcc":[],"cc":[],"direction":"outbound","from":"support@example.com","id":"1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9","message_id":null,"read":true,"received_at":"2026-01-01T00:00:00.000Z","reply_to":[],"subject":"Re: Hello","to":["jane@example.net"]},"email_id":"1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"api","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.email.sent"}',
  },
  {
    event: 'inbox-draft-created',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"draft":{"attachments":[],"bcc":[],"cc":[],"created_at":"2026-01-01T00:00:00.000Z","email_id":null,"id":"0b5f3b1a-66c3-4d43-a2d5-7e1f9c0d8a44","object":"inbox_draft","reply_to_email_id":"a39999a6-88e3-48b1-888b-beaabcde1b33","subject":"Re: Hello","thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","to":["jane@example.net"],"type":"reply","updated_at":"2026-01-01T00:00:00.000Z"},"draft_id":"0b5f3b1a-66c3-4d43-a2d5-7e1f9c0d8a44","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"agent","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.draft.created"}',
  },
  {
    event: 'inbox-draft-updated',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"draft":{"attachments":[],"bcc":[],"cc":[],"created_at":"2026-01-01T00:00:00.000Z","email_id":null,"id":"0b5f3b1a-66c3-4d43-a2d5-7e1f9c0d8a44","object":"inbox_draft","reply_to_email_id":"a39999a6-88e3-48b1-888b-beaabcde1b33","subject":"Re: Hello","thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","to":["jane@example.net"],"type":"reply","updated_at":"2026-01-01T00:00:01.000Z"},"draft_id":"0b5f3b1a-66c3-4d43-a2d5-7e1f9c0d8a44","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"api","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.draft.updated"}',
  },
  {
    event: 'inbox-draft-sent',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"draft":{"attachments":[],"bcc":[],"cc":[],"created_at":"2026-01-01T00:00:00.000Z","email_id":"1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9","id":"0b5f3b1a-66c3-4d43-a2d5-7e1f9c0d8a44","object":"inbox_draft","reply_to_email_id":"a39999a6-88e3-48b1-888b-beaabcde1b33","subject":"Re: Hello","thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","to":["jane@example.net"],"type":"reply","updated_at":"2026-01-01T00:00:00.000Z"},"draft_id":"0b5f3b1a-66c3-4d43-a2d5-7e1f9c0d8a44","email_id":"1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"api","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.draft.sent"}',
  },
  {
    event: 'inbox-draft-deleted',
    body: '{"created_at":"2026-01-01T00:00:01.674Z","data":{"draft":{"attachments":[],"bcc":[],"cc":[],"created_at":"2026-01-01T00:00:00.000Z","email_id":null,"id":"0b5f3b1a-66c3-4d43-a2d5-7e1f9c0d8a44","object":"inbox_draft","reply_to_email_id":"a39999a6-88e3-48b1-888b-beaabcde1b33","subject":"Re: Hello","thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","to":["jane@example.net"],"type":"reply","updated_at":"2026-01-01T00:00:00.000Z"},"draft_id":"0b5f3b1a-66c3-4d43-a2d5-7e1f9c0d8a44","inbox_id":"b6d24b8e-af0b-4c3c-be0c-359bbd97381e","source":"api","thread":{"folder":"inbox","id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20","labels":[],"object":"inbox_thread","read":false,"subject":"Hello"},"thread_id":"3f1f2d5a-0c7e-4c39-9b59-6a3f5e1d7b20"},"type":"inbox.draft.deleted"}',
  },
];

export const MESSAGE_ID = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W';
export const TIMESTAMP = '1767225601';

/** Secrets and signatures of `email.delivered` under this id and time. */
export const SIGNATURES = [
  {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    signature: 'v1,E7UQO2vskF5J/AHHuvqC2eXudMPFG33PAhCxhEsIYJg=',
  },
  {
    secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX',
    signature: 'v1,v4wLKfWs1drY2kXiPhVXBaxG0dz6nR/g/V8yoM22Z8Y=',
  },
] as const;

/** The vector of Svix's own library tests. */
export const SVIX_VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
} as const;
