/** Requests and signatures as Twilio's provider page prints them, all under one auth token. */
export interface TwilioSample {
  /** Canonical name. */
  readonly event: string;
  readonly method: 'POST' | 'GET';
  readonly url: string;
  readonly signature: string;
  readonly body: string;
}

export const SAMPLE_TOKEN = '0123456789abcdef0123456789abcdef';

export const TWILIO_SAMPLES: readonly TwilioSample[] = [
  {
    event: 'message-sent',
    method: 'POST',
    url: 'https://hooks.example.com/twilio/status',
    signature: 'WVUeyDf370uDCLDYRwrQEEr+Yyg=',
    body: 'SmsSid=SM00112233445566778899aabbccddeeff&SmsStatus=sent&MessageStatus=sent&To=%2B15555550123&MessageSid=SM00112233445566778899aabbccddeeff&AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B15555550100&ApiVersion=2010-04-01',
  },
  {
    event: 'message-delivered',
    method: 'POST',
    url: 'https://hooks.example.com/twilio/status',
    signature: 'Ui8a1XX7k8iR+OXdHCyaMdVGur0=',
    body: 'SmsSid=SM00112233445566778899aabbccddeeff&SmsStatus=delivered&MessageStatus=delivered&RawDlrDoneDate=2603140926&To=%2B15555550123&MessageSid=SM00112233445566778899aabbccddeeff&AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B15555550100&ApiVersion=2010-04-01',
  },
  {
    event: 'message-undelivered',
    method: 'POST',
    url: 'https://hooks.example.com/twilio/status',
    signature: 'a07U/95sNnWR0S0+3z5QJPkWfhk=',
    body: 'SmsSid=SM00112233445566778899aabbccddeeff&SmsStatus=undelivered&MessageStatus=undelivered&To=%2B15555550123&MessageSid=SM00112233445566778899aabbccddeeff&AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B15555550100&ApiVersion=2010-04-01&ErrorCode=30003',
  },
  {
    event: 'inbound-sms',
    method: 'POST',
    url: 'https://hooks.example.com/twilio/sms',
    signature: 'lLYDAXgMTT9pniuY0CPmwu8zu3Y=',
    body: 'ToCountry=US&ToState=IL&SmsMessageSid=SM00112233445566778899aabbccddeeff&NumMedia=0&ToCity=SPRINGFIELD&FromZip=62701&SmsSid=SM00112233445566778899aabbccddeeff&FromState=IL&SmsStatus=received&FromCity=SPRINGFIELD&Body=Hello+caf%C3%A9+%26+more&FromCountry=US&To=%2B15555550100&ToZip=62701&NumSegments=1&MessageSid=SM00112233445566778899aabbccddeeff&AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B15555550123&ApiVersion=2010-04-01',
  },
  {
    event: 'inbound-mms',
    method: 'POST',
    url: 'https://hooks.example.com/twilio/sms',
    signature: 'CeAwdtyWz+cLhPZnQ4mlZYdmfEc=',
    body: 'ToCountry=US&MediaContentType0=image%2Fjpeg&ToState=IL&SmsMessageSid=MM00112233445566778899aabbccddeeff&NumMedia=1&ToCity=SPRINGFIELD&FromZip=62701&SmsSid=MM00112233445566778899aabbccddeeff&FromState=IL&SmsStatus=received&FromCity=SPRINGFIELD&Body=&FromCountry=US&To=%2B15555550100&ToZip=62701&NumSegments=1&MessageSid=MM00112233445566778899aabbccddeeff&AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B15555550123&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2FAC0123456789abcdef0123456789abcdef%2FMessages%2FMM00112233445566778899aabbccddeeff%2FMedia%2FME0123456789abcdef0123456789abcdef&ApiVersion=2010-04-01',
  },
  {
    event: 'inbound-call',
    method: 'POST',
    url: 'https://hooks.example.com/twilio/voice',
    signature: '6kmpQUTt97qo+aI2JgVdPU1xeA8=',
    body: 'Called=%2B15555550100&ToState=IL&CallerCountry=US&Direction=inbound&CallerState=IL&ToZip=62701&CallSid=CAffeeddccbbaa99887766554433221100&To=%2B15555550100&CallerZip=62701&ToCountry=US&ApiVersion=2010-04-01&CalledZip=62701&CalledCity=SPRINGFIELD&CallStatus=ringing&From=%2B15555550123&AccountSid=AC0123456789abcdef0123456789abcdef&CalledCountry=US&CallerCity=SPRINGFIELD&Caller=%2B15555550123&FromCountry=US&ToCity=SPRINGFIELD&FromCity=SPRINGFIELD&CalledState=IL&FromZip=62701&FromState=IL',
  },
  {
    event: 'call-completed',
    method: 'POST',
    url: 'https://hooks.example.com/twilio/call-status',
    signature: '59rw04EMLL+OdPxvUQWen/8P0fM=',
    body: 'Called=%2B15555550123&ToState=IL&CallerCountry=US&Direction=outbound-api&Timestamp=Sat%2C+14+Mar+2026+09%3A26%3A53+%2B0000&CallbackSource=call-progress-events&SipResponseCode=200&CallerState=IL&ToZip=62701&SequenceNumber=3&CallSid=CAffeeddccbbaa99887766554433221100&To=%2B15555550123&CallerZip=62701&ToCountry=US&CalledZip=62701&ApiVersion=2010-04-01&CalledCity=SPRINGFIELD&CallStatus=completed&Duration=1&From=%2B15555550100&CallDuration=17&AccountSid=AC0123456789abcdef0123456789abcdef&CalledCountry=US&CallerCity=SPRINGFIELD&ToCity=SPRINGFIELD&FromCountry=US&Caller=%2B15555550100&FromCity=SPRINGFIELD&CalledState=IL&FromZip=62701&FromState=IL',
  },
  {
    event: 'inbound-sms',
    method: 'GET',
    url: 'https://hooks.example.com/twilio/sms?ToCountry=US&ToState=IL&SmsMessageSid=SM00112233445566778899aabbccddeeff&NumMedia=0&ToCity=SPRINGFIELD&FromZip=62701&SmsSid=SM00112233445566778899aabbccddeeff&FromState=IL&SmsStatus=received&FromCity=SPRINGFIELD&Body=Hello%20caf%C3%A9%20%26%20more&FromCountry=US&To=%2B15555550100&ToZip=62701&NumSegments=1&MessageSid=SM00112233445566778899aabbccddeeff&AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B15555550123&ApiVersion=2010-04-01',
    signature: 'xDVOvBM/ofcSTujv3iwBqYw9IB4=',
    body: '',
  },
  {
    event: 'com.twilio.messaging.message.delivered',
    method: 'POST',
    url: 'https://hooks.example.com/twilio/events?bodySHA256=41daf46cce1413e170afd254ab7c11aa427dbd111dda0ac8123c94bf70de326f',
    signature: 'Ywac75IQMpZj/ULqCatIZ51q58Y=',
    body: '[{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","source":"/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages/SM00112233445566778899aabbccddeeff.json","id":"EZ0123456789abcdef0123456789abcdef","dataschema":"https://events-schemas.twilio.com/Messaging.MessageStatus/4","datacontenttype":"application/json","time":"2026-03-14T09:26:53.000Z","data":{"messageStatus":"DELIVERED","messageSid":"SM00112233445566778899aabbccddeeff","accountSid":"AC0123456789abcdef0123456789abcdef","eventName":"com.twilio.messaging.message.delivered","timestamp":"2026-03-14T09:26:53.000Z"}}]',
  },
];
