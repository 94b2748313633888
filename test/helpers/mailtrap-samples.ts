/** Bodies and signatures as Mailtrap's provider page prints them; all of them under the same secret. */
export interface MailtrapSample {
  /** Canonical names of the events in the body. */
  readonly events: readonly string[];
  readonly contentType: 'application/json' | 'application/jsonl';
  readonly signature: string;
  readonly body: string;
}

/** The secret of the vector that all official SDK test suites share. */
export const SAMPLE_SECRET = '8d9a3c0e7f5b2d4a6c1e9f8b3a7d5c2e';

/** One event each, in JSON. */
export const SINGLE_EVENTS: readonly MailtrapSample[] = [
  {
    events: ['delivered'],
    contentType: 'application/json',
    signature: '129fcb89e7f6f7132dfd41c6c36e7f671a8b54fa6be12fc62dea45e448b967c3',
    body: '{"events":[{"event":"delivery","timestamp":1767100000,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"b1f7a2c0-5d3e-4c8b-9a61-7e2f4d0c8b15","sending_domain_name":"example.com"}]}',
  },
  {
    events: ['soft-bounce'],
    contentType: 'application/json',
    signature: '62bf4e37d9069ce98289fb9b8fc48d5ba9b660e2c5d229811e73ee1f7145ebad',
    body: String.raw`{"events":[{"event":"soft bounce","timestamp":1767100001,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"0c9d8e7f-6a5b-4c3d-8e2f-1a0b9c8d7e6f","response":"4.7.1 \u003calice@example.net\u003e: Recipient address rejected: Greylisted, try again later","response_code":451,"bounce_category":"greylisting","sending_domain_name":"example.com"}]}`,
  },
  {
    events: ['bounce'],
    contentType: 'application/json',
    signature: 'b467b3597efe7c0094cf2613abe0652f46fcfa57cd56e1af83d1b8a6056d0fa1',
    body: String.raw`{"events":[{"event":"bounce","timestamp":1767100002,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"d2c4b6a8-1e3f-4a5b-9c7d-8e0f1a2b3c4d","response":"5.1.1 \u003calice@example.net\u003e: Recipient address rejected: User unknown","response_code":550,"bounce_category":"badrecipient","sending_domain_name":"example.com"}]}`,
  },
  {
    events: ['suspension'],
    contentType: 'application/json',
    signature: '3397f98a2d356a5d5be608471e2d1037ba10296d81d0491bf44e18b44b809d90',
    body: '{"events":[{"event":"suspension","timestamp":1767100003,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"7a6b5c4d-3e2f-4d1c-8b0a-9f8e7d6c5b4a","reason":"Your account has reached its daily sending limit.","sending_domain_name":"example.com"}]}',
  },
  {
    events: ['reject'],
    contentType: 'application/json',
    signature: '0f612a310819adfe63dddb0e94c40750fb11c867e9825d14823519962a252f97',
    body: '{"events":[{"event":"reject","timestamp":1767100008,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"a9b8c7d6-e5f4-4321-b0c9-d8e7f6a5b4c3","reason":"Recipient in suppression list. Reason: unsubscription","sending_domain_name":"example.com"}]}',
  },
  {
    events: ['open'],
    contentType: 'application/json',
    signature: 'a6cae5eb388778fbcae6e922ca4098641081ad3ec90905be2d7f7327a55d1a14',
    body: '{"events":[{"event":"open","timestamp":1767100005,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9","ip":"198.51.100.23","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36","sending_domain_name":"example.com"}]}',
  },
  {
    events: ['click'],
    contentType: 'application/json',
    signature: '69a2b9b4a50135f1c1fb129df5562d13ff902b086343fa04851bee0d6b5a950b',
    body: String.raw`{"events":[{"event":"click","timestamp":1767100007,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"3c4d5e6f-7081-4920-a3b4-c5d6e7f80912","ip":"198.51.100.23","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36","url":"https://www.example.com/reset?token=abc\u0026lang=en","sending_domain_name":"example.com"}]}`,
  },
  {
    events: ['unsubscribe'],
    contentType: 'application/json',
    signature: '2fa5bcd3e20363e00c666a0b904eb712fabfaddf31eb6c6664b4642b236b05ff',
    body: '{"events":[{"event":"unsubscribe","timestamp":1767100004,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"e5f6a7b8-c9d0-4e1f-a2b3-c4d5e6f7a8b9","ip":"198.51.100.23","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36","sending_domain_name":"example.com"}]}',
  },
  {
    events: ['complaint'],
    contentType: 'application/json',
    signature: '0a2fae86340b894e28bc07b97c7872da58856a8a810d128bd1e30b997ee3493d',
    body: '{"events":[{"event":"spam","timestamp":1767100006,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"f0e1d2c3-b4a5-4697-8879-6a5b4c3d2e1f","sending_domain_name":"example.com"}]}',
  },
  {
    events: ['audit'],
    contentType: 'application/json',
    signature: 'c9b802de0eab64cbd663f7e17ef48faabd2087907ddbcec2f3d3f7fe364ab0a9',
    body: '{"events":[{"event":"activity_log.user.updated","description":"updated the user profile","actor":{"id":5012,"type":"user","name":"Jane Doe"},"resource":{"id":"5012","type":"user","name":"Jane Doe"},"changes":{"name":{"to":"[FILTERED]","from":"[FILTERED]"}},"timestamp":1767101200}]}',
  },
  {
    events: ['audit-login'],
    contentType: 'application/json',
    signature: '78fd90b2b58acb1f40462460e14cbe5d983efeb9cdfc5e08ce2bc988252a62c5',
    body: '{"events":[{"event":"activity_log.user.login","description":"logged in with SSO","actor":{"id":5012,"type":"user","name":"Jane Doe"},"timestamp":1767101300}]}',
  },
  {
    events: ['inbound'],
    contentType: 'application/json',
    signature: 'e25dccfc1ab2cb75e13cdeac805ad0c9624b1eb64c0e27a90637c18f84d239cb',
    body: String.raw`{"events":[{"event":"inbound.message_received","event_id":"9c41d7e0-1a2b-11f2-8c3d-0a58a9fe0b17","timestamp":1784455200123,"inbox_id":4821,"message_id":"1871203344556677120","from":"Bob Example \u003cbob@example.org\u003e"}]}`,
  },
];

const TWO_LINES = [
  '{"event":"delivery","timestamp":1767100000,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"b1f7a2c0-5d3e-4c8b-9a61-7e2f4d0c8b15","sending_domain_name":"example.com"}',
  '{"event":"open","timestamp":1767100005,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9","ip":"198.51.100.23","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36","sending_domain_name":"example.com"}',
].join('\n');

/** Two events in one request: as JSON, as JSON Lines without and with a final line feed. */
export const BATCHES: readonly MailtrapSample[] = [
  {
    events: ['delivered', 'bounce'],
    contentType: 'application/json',
    signature: 'f7d7d63ece19f890c27d92aab287b44aec7c1108a11923992388b9f88de41d95',
    body: String.raw`{"events":[{"event":"delivery","timestamp":1767100000,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"b1f7a2c0-5d3e-4c8b-9a61-7e2f4d0c8b15","sending_domain_name":"example.com"},{"event":"bounce","timestamp":1767100002,"sending_stream":"transactional","category":"Password reset","custom_variables":{"batch_id":42,"user_id":"123"},"message_id":"6f0b1c52-3d84-4e9a-b7c1-2a5d9e8f0c31","email":"alice@example.net","event_id":"d2c4b6a8-1e3f-4a5b-9c7d-8e0f1a2b3c4d","response":"5.1.1 \u003calice@example.net\u003e: Recipient address rejected: User unknown","response_code":550,"bounce_category":"badrecipient","sending_domain_name":"example.com"}]}`,
  },
  {
    events: ['delivered', 'open'],
    contentType: 'application/jsonl',
    signature: '4c260234b6b06813c69747c63bd5addfcbdbc096b067cafa5b35e831b41db856',
    body: TWO_LINES,
  },
  {
    events: ['delivered', 'open'],
    contentType: 'application/jsonl',
    signature: 'eee619bf0a94d8dbf167e2ea1047a999a36885ce82025502f032739fe4a4597a',
    body: `${TWO_LINES}\n`,
  },
];

/** The public vector itself: one event without a wrapper. */
export const SDK_VECTOR: MailtrapSample = {
  events: ['delivered'],
  contentType: 'application/json',
  signature: '6d262e2611cd09be1f948382b5c611d63b0e585c4c9c5e40139d6ac3876d5433',
  body: '{"event":"delivery","sending_stream":"transactional","category":"welcome","message_id":"a8b1d8f6-1f8d-4a3c-9b2e-1a2b3c4d5e6f","email":"recipient@example.com","event_id":"f1e2d3c4-b5a6-7890-1234-567890abcdef","timestamp":1716070000}',
};
