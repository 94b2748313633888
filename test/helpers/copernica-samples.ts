/** Bodies as the provider page prints them, by canonical event name. */
export const SMTPETER_SAMPLES = {
  bounce:
    'id=k3v9qz7m2xw4ht8b&type=bounce&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&envelope=bounce%40example.com&mime=Return-Path%3A+%3C%3E%0D%0AFrom%3A+Mail+Delivery+System+%3CMAILER-DAEMON%40mx1.example.net%3E%0D%0ATo%3A+%3Cbounce%40example.com%3E%0D%0ASubject%3A+Undelivered+Mail+Returned+to+Sender%0D%0AMIME-Version%3A+1.0%0D%0AContent-Type%3A+text%2Fplain%3B+charset%3Dutf-8%0D%0A%0D%0AYour+message+to+%3Cjane%40example.net%3E+could+not+be+delivered%3A+mailbox+full.%0D%0A&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  failure:
    'id=k3v9qz7m2xw4ht8b&type=failure&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&action=failed&state=rcptto&code=550&extended=5.1.1&description=550+5.1.1+%3Cjane%40example.net%3E%3A+user+unknown&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  'failure-async':
    'id=k3v9qz7m2xw4ht8b&type=failure&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&action=failed&state=bounce&extended=5.2.2&description=smtp%3B+552+5.2.2+mailbox+full&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  click:
    'id=k3v9qz7m2xw4ht8b&type=click&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&ip=192.0.2.61&original=https%3A%2F%2Fwww.example.com%2Forders%2F1042%3Futm_source%3Demail&useragent=Mozilla%2F5.0+%28Windows+NT+10.0%3B+Win64%3B+x64%3B+rv%3A124.0%29+Gecko%2F20100101+Firefox%2F124.0&referer=https%3A%2F%2Fwebmail.example.org%2F&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  open: 'id=k3v9qz7m2xw4ht8b&type=open&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&ip=192.0.2.61&useragent=Mozilla%2F5.0+%28Windows+NT+10.0%3B+Win64%3B+x64%3B+rv%3A124.0%29+Gecko%2F20100101+Firefox%2F124.0&referer=https%3A%2F%2Fwebmail.example.org%2F&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  delivered:
    'id=k3v9qz7m2xw4ht8b&recipient=jane%40example.net&time=1741944413&timestamp=2025-03-14+09%3A26%3A53&code=250&extended=2.0.0&description=250+2.0.0+Ok%3A+queued+as+4fg32Y2xRcz3T&type=delivery&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  complaint:
    'id=k3v9qz7m2xw4ht8b&type=abuse&emailfrom=jane%40example.net&mime=From%3A+Abuse+Desk+%3Cfbl%40example.org%3E%0D%0ATo%3A+%3Cabuse%40example.com%3E%0D%0ASubject%3A+Abuse+report%0D%0AMIME-Version%3A+1.0%0D%0AContent-Type%3A+multipart%2Freport%3B+report-type%3Dfeedback-report%3B+boundary%3D%22b1%22%0D%0A%0D%0A--b1%0D%0AContent-Type%3A+message%2Ffeedback-report%0D%0A%0D%0AFeedback-Type%3A+abuse%0D%0AUser-Agent%3A+ExampleFBL%2F1.0%0D%0AVersion%3A+1%0D%0A--b1--%0D%0A',
} as const;

export const SMTPETER_JSON_FAILURE =
  '{"id":"k3v9qz7m2xw4ht8b","type":"failure","timestamp":"2025-03-14 09:26:53","time":1741944413,"recipient":"jane@example.net","action":"failed","state":"rcptto","code":550,"extended":"5.1.1","description":"550 5.1.1 <jane@example.net>: user unknown","tags":["welcome","batch-42"]}';

export const COPERNICA_SAMPLES = {
  create:
    'type=create&parameters%5BName%5D=Jane+Roe&parameters%5BEmail%5D=jane%40example.net&parameters%5Bnewsletter%5D=1&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&profile=123456&database=17&created=2024-11-02+08%3A00%3A00&modified=2025-03-14+09%3A26%3A53&fields%5BName%5D=Jane+Roe&fields%5BEmail%5D=jane%40example.net&interests%5B%5D=newsletter&interests%5B%5D=offers',
  'create-subprofile':
    'type=create&parameters%5BOrderId%5D=1042&parameters%5BStatus%5D=shipped&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&subprofile=98765&profile=123456&database=17&collection=4&created=2024-11-02+08%3A00%3A00&modified=2025-03-14+09%3A26%3A53&fields%5BOrderId%5D=1042&fields%5BStatus%5D=shipped',
  update:
    'type=update&parameters%5BEmail%5D=jane%40example.net&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&profile=123456&database=17&created=2024-11-02+08%3A00%3A00&modified=2025-03-14+09%3A26%3A53&fields%5BName%5D=Jane+Roe&fields%5BEmail%5D=jane%40example.net&interests%5B%5D=newsletter&interests%5B%5D=offers',
  'update-subprofile':
    'type=update&parameters%5BStatus%5D=shipped&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&subprofile=98765&profile=123456&database=17&collection=4&created=2024-11-02+08%3A00%3A00&modified=2025-03-14+09%3A26%3A53&fields%5BOrderId%5D=1042&fields%5BStatus%5D=shipped',
  delete:
    'type=delete&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&profile=123456&database=17&fields%5BName%5D=Jane+Roe&fields%5BEmail%5D=jane%40example.net',
  'delete-subprofile':
    'type=delete&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&profile=123456&subprofile=98765&database=17&collection=4&fields%5BOrderId%5D=1042&fields%5BStatus%5D=shipped',
  unsubscribe:
    'id=5551234&type=unsubscribe&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&database=17&profile=123456&mailing=40321',
  delivered:
    'id=k3v9qz7m2xw4ht8b&type=delivery&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  open: 'id=k3v9qz7m2xw4ht8b&type=open&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&ip=192.0.2.61&useragent=Mozilla%2F5.0+%28Windows+NT+10.0%3B+Win64%3B+x64%3B+rv%3A124.0%29+Gecko%2F20100101+Firefox%2F124.0&referer=https%3A%2F%2Fwebmail.example.org%2F&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  click:
    'id=k3v9qz7m2xw4ht8b&type=click&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&ip=192.0.2.61&original=https%3A%2F%2Fwww.example.com%2Forders%2F1042%3Futm_source%3Demail&useragent=Mozilla%2F5.0+%28Windows+NT+10.0%3B+Win64%3B+x64%3B+rv%3A124.0%29+Gecko%2F20100101+Firefox%2F124.0&referer=https%3A%2F%2Fwebmail.example.org%2F&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  bounce:
    'id=k3v9qz7m2xw4ht8b&type=bounce&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&envelope=bounce%40example.com&mime=Return-Path%3A+%3C%3E%0D%0AFrom%3A+Mail+Delivery+System+%3CMAILER-DAEMON%40mx1.example.net%3E%0D%0ATo%3A+%3Cbounce%40example.com%3E%0D%0ASubject%3A+Undelivered+Mail+Returned+to+Sender%0D%0AMIME-Version%3A+1.0%0D%0AContent-Type%3A+text%2Fplain%3B+charset%3Dutf-8%0D%0A%0D%0AYour+message+to+%3Cjane%40example.net%3E+could+not+be+delivered%3A+mailbox+full.%0D%0A&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  failure:
    'id=k3v9qz7m2xw4ht8b&type=failure&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&action=failed&state=rcptto&code=550&extended=5.1.1&description=550+5.1.1+%3Cjane%40example.net%3E%3A+user+unknown&tags%5B%5D=welcome&tags%5B%5D=batch-42',
} as const;

export const COPERNICA_JSON_UPDATE =
  '{"type":"update","parameters":{"Email":"jane@example.net"},"timestamp":"2025-03-14 09:26:53","time":1741944413,"profile":123456,"database":17,"created":"2024-11-02 08:00:00","modified":"2025-03-14 09:26:53","fields":{"Name":"Jane Roe","Email":"jane@example.net"},"interests":{"newsletter":1,"offers":1}}';
