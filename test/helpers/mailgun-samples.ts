import { utf8Bytes } from '../../src/core/bytes.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import type { BodyFormat, EventDefinition } from '../../src/providers/types.ts';

/** A request body as Mailgun's provider page prints it. */
export interface MailgunSample {
  /** Canonical name of the event. */
  readonly name: string;
  readonly generation: EventDefinition['generation'];
  readonly format: BodyFormat;
  /** Name on the wire; the route action where the wire has none. */
  readonly wireName: string;
  /** Id by which redeliveries are told: the event's, in forms the token. */
  readonly id: string;
  readonly recipient: string;
  readonly signedAtSeconds: number;
  readonly body: string;
}

/** The signing key of every sample. */
export const SAMPLE_KEY = '3f1c9a7be5d24680a1b2c3d4e5f60718';

const BOUNDARY = '0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143';
const CONTENT_TYPES = {
  json: 'application/json',
  jsonl: 'application/jsonl',
  form: 'application/x-www-form-urlencoded',
  mime: 'application/x-www-form-urlencoded',
  multipart: `multipart/form-data; boundary=${BOUNDARY}`,
} satisfies Record<BodyFormat, string>;

/** A body as Mailgun would post it; multipart bodies are printed with LF and sent with CRLF. */
export function viewOf(format: BodyFormat, body: string): RequestView {
  const wire = format === 'multipart' ? body.replaceAll('\n', '\r\n') : body;
  return viewRequest({
    method: 'POST',
    path: '/hooks',
    headers: [['Content-Type', CONTENT_TYPES[format]]],
    body: utf8Bytes(wire),
  });
}

/** What a store notification gains by files, in a form. */
export const STORED_FILES_FIELDS =
  'attachments=%5B%7B%22url%22%3A+%22https%3A%2F%2Fstorage-us-west1.api.mailgun.net%2Fv3%2Fdomains%2Fmg.example.com%2Fmessages%2FBAABAgAuQjioS5leHN66q79FvbVYWHKsRg%2Fattachments%2F0%22%2C+%22content-type%22%3A+%22application%2Fpdf%22%2C+%22name%22%3A+%22invoice.pdf%22%2C+%22size%22%3A+20202%7D%5D&content-id-map=%7B%7D';

export const MAILGUN_SAMPLES: readonly MailgunSample[] = [
  {
    name: 'processed',
    generation: 'current',
    format: 'json',
    wireName: 'accepted',
    id: 'hPBvvIx3TMpm1uYGlAwqhg',
    recipient: 'alice@example.net',
    signedAtSeconds: 1771236391,
    body: '{"signature":{"token":"4b7e0c92d1a85f36e7c4019b2d68f5a3107ce9b4d2835f6a1c","timestamp":"1771236391","signature":"f9c0415be585cb94b734121cdd2cec9acc72b0d089aa7fa5ca158f6c5f6a7081"},"event-data":{"account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"api-key-id":"1a2b3c4d-5e6f7081","domain":{"name":"mg.example.com"},"envelope":{"sender":"shop@mg.example.com","targets":"alice@example.net","transport":"smtp"},"event":"accepted","flags":{"is-authenticated":true,"is-test-mode":false},"id":"hPBvvIx3TMpm1uYGlAwqhg","log-level":"info","message":{"headers":{"from":"Example Shop <shop@mg.example.com>","message-id":"20260216100631.4302d524b861898e@mg.example.com","subject":"Your order has shipped","to":"alice@example.net"},"size":341},"method":"HTTP","recipient":"alice@example.net","recipient-domain":"example.net","storage":{"key":"BAABAQejxtQwbZRhm7WyoJ1iYh60BDCs4c","url":"https://storage-us-west1.api.mailgun.net/v3/domains/mg.example.com/messages/BAABAQejxtQwbZRhm7WyoJ1iYh60BDCs4c"},"tags":["order-shipped"],"timestamp":1771236391.418207,"user-variables":{"order_id":"A-1001","customer_tier":"gold"}}}',
  },
  {
    name: 'delivered',
    generation: 'current',
    format: 'json',
    wireName: 'delivered',
    id: 'Dh9i1L7D2d6I-CR7K8kZOg',
    recipient: 'alice@example.net',
    signedAtSeconds: 1771236431,
    body: '{"signature":{"token":"2b1b7b13a070d59629f5076144bbf1ccc7b27a34574bc0a38d","timestamp":"1771236431","signature":"05e8130abd28b78900af505247a43ee16f276d620a78b2951f58ae0778a84260"},"event-data":{"event":"delivered","id":"Dh9i1L7D2d6I-CR7K8kZOg","timestamp":1771236431.7136402,"flags":{"is-authenticated":true,"is-routed":false,"is-big":false,"is-system-test":false,"is-test-mode":false},"message":{"attachments":[],"headers":{"message-id":"20260216100631.4302d524b861898e@mg.example.com","from":"Example Shop <shop@mg.example.com>","to":"alice@example.net","subject":"Your order has shipped"},"size":341},"storage":{"key":"BAABAAVvVnqsFVjXMpe5JKt4tKcyu3LA0m","url":"https://storage-us-east4.api.mailgun.net/v3/domains/mg.example.com/messages/BAABAAVvVnqsFVjXMpe5JKt4tKcyu3LA0m"},"log-level":"info","recipient":"alice@example.net","recipient-domain":"example.net","primary-dkim":"smtp._domainkey.mg.example.com","tags":["order-shipped"],"recipient-provider":"Other","campaigns":[],"account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"delivery-status":{"attempt-no":1,"code":250,"message":"OK","description":null,"session-seconds":1.276,"enhanced-code":null,"mx-host":"mx1.example.net","certificate-verified":true,"tls":true,"utf8":true,"first-delivery-attempt-seconds":0.062},"domain":{"name":"mg.example.com"},"envelope":{"sender":"shop@mg.example.com","targets":"alice@example.net","transport":"smtp","sending-ip":"192.0.2.10"},"user-variables":{"order_id":"A-1001","customer_tier":"gold"}}}',
  },
  {
    name: 'open',
    generation: 'current',
    format: 'json',
    wireName: 'opened',
    id: 'Hw6tSf8iAcEazcb5DfREAg',
    recipient: 'alice@example.net',
    signedAtSeconds: 1771327074,
    body: '{"signature":{"token":"fa2aeb96d848f309f3c1f13a2eed659f0d59eb7bca24a4f01c","timestamp":"1771327074","signature":"f2a819e3efe3d489bc059b83e8589b203a0c12040af71c47ad09005c957b97fb"},"event-data":{"event":"opened","id":"Hw6tSf8iAcEazcb5DfREAg","timestamp":1771327074.6127346,"log-level":"info","account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"domain":{"name":"mg.example.com"},"message":{"headers":{"message-id":"20260216100631.4302d524b861898e@mg.example.com"}},"campaigns":[],"delivered-at":1771236431,"recipient":"alice@example.net","recipient-domain":"example.net","recipient-provider":"Other","tags":["order-shipped"],"ip":"198.51.100.23","client-info":{"client-name":"Chrome","client-os":"OS X","client-type":"browser","device-type":"desktop","user-agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36","bot":null},"geolocation":{"city":"San Antonio","country":"US","region":"TX","timezone":"America/Chicago"},"user-variables":{"order_id":"A-1001","customer_tier":"gold"}}}',
  },
  {
    name: 'click',
    generation: 'current',
    format: 'json',
    wireName: 'clicked',
    id: 'qkOciCltgw5JpiA6zH0pxg',
    recipient: 'alice@example.net',
    signedAtSeconds: 1771327118,
    body: '{"signature":{"token":"0e13220edf08c046f48b72b55d2bbf29301012d03e91e4747e","timestamp":"1771327118","signature":"b94bb876b4e952e6f0805761059de5752b424979198c8fba993340fb27d9d3f3"},"event-data":{"event":"clicked","id":"qkOciCltgw5JpiA6zH0pxg","timestamp":1771327118.3390818,"log-level":"info","account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"domain":{"name":"mg.example.com"},"message":{"headers":{"message-id":"20260216100631.4302d524b861898e@mg.example.com"}},"campaigns":[],"delivered-at":1771236431,"recipient":"alice@example.net","recipient-domain":"example.net","recipient-provider":"Other","tags":["order-shipped"],"ip":"203.0.113.77","client-info":{"client-name":"Chrome Mobile","client-os":"Android","client-type":"mobile browser","device-type":"mobile","user-agent":"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Mobile Safari/537.36","bot":null},"geolocation":{"city":"Unknown","country":"GB","region":"Unknown","timezone":"Europe/London"},"user-variables":{"order_id":"A-1001","customer_tier":"gold"},"url":"https://www.example.com/orders/A-1001?utm_source=mail&utm_medium=email"}}',
  },
  {
    name: 'bounce',
    generation: 'current',
    format: 'json',
    wireName: 'failed',
    id: 'lUP51aQ0rbNhDOc7-gNS8g',
    recipient: 'nobody@example.net',
    signedAtSeconds: 1771318175,
    body: String.raw`{"signature":{"token":"87f11ce06a07d4dc8b4ccbec060c34d123cf82fafb468cdef0","timestamp":"1771318175","signature":"5b598b6b5386fd1f0c85e724247373974b5e2c10eb24c3d89d2afda8cde8c529"},"event-data":{"event":"failed","id":"lUP51aQ0rbNhDOc7-gNS8g","timestamp":1771318175.8840127,"flags":{"is-authenticated":true,"is-routed":false,"is-big":false,"is-system-test":false,"is-test-mode":false},"message":{"attachments":[],"headers":{"message-id":"20260217084935.ce9abc223bfbf965@mg.example.com","from":"Example Shop <shop@mg.example.com>","to":"nobody@example.net","subject":"Your order has shipped"},"size":384},"storage":{"key":"BAABAABmweSuFiteRJSLWkzGQ5F0K49zvr","url":"https://storage-us-east4.api.mailgun.net/v3/domains/mg.example.com/messages/BAABAABmweSuFiteRJSLWkzGQ5F0K49zvr"},"log-level":"error","recipient":"nobody@example.net","recipient-domain":"example.net","primary-dkim":"smtp._domainkey.mg.example.com","tags":["order-shipped"],"reason":"bounce","recipient-provider":"Other","severity":"permanent","campaigns":[],"account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"delivery-status":{"attempt-no":1,"code":550,"message":"5.1.1 <nobody@example.net>: Recipient address rejected:\n5.1.1 User unknown in virtual mailbox table","description":null,"session-seconds":0.208,"enhanced-code":"5.1.1","mx-host":"mx1.example.net","certificate-verified":true,"tls":true,"utf8":true,"first-delivery-attempt-seconds":0.066,"bounce-type":"hard"},"domain":{"name":"mg.example.com"},"envelope":{"sender":"shop@mg.example.com","targets":"nobody@example.net","transport":"smtp","sending-ip":"192.0.2.10"},"user-variables":{"order_id":"A-1001","customer_tier":"gold"}}}`,
  },
  {
    name: 'bounce-suppressed',
    generation: 'current',
    format: 'json',
    wireName: 'failed',
    id: '2ahYoOPIZ19ANfg48m3gjw',
    recipient: 'nobody@example.net',
    signedAtSeconds: 1771318300,
    body: '{"signature":{"token":"161a5b7aaa05487f704cc147a756e2868c00904432338ff599","timestamp":"1771318300","signature":"dc78c83671ab76f34df28dcd0a5414043568b9c5a2fe80ffba9729c648fde6d2"},"event-data":{"event":"failed","id":"2ahYoOPIZ19ANfg48m3gjw","timestamp":1771318300.2051933,"flags":{"is-authenticated":true,"is-routed":false,"is-big":false,"is-system-test":false,"is-test-mode":false},"message":{"attachments":[],"headers":{"message-id":"20260217085140.50a8cd1be7064ebf@mg.example.com","from":"Example Shop <shop@mg.example.com>","to":"nobody@example.net","subject":"Your order has shipped"},"size":384},"storage":{"key":"BAABAAriHMpDvbTRZeD8u1ULeAsz-uTP1_","url":"https://storage-us-east4.api.mailgun.net/v3/domains/mg.example.com/messages/BAABAAriHMpDvbTRZeD8u1ULeAsz-uTP1_"},"log-level":"error","recipient":"nobody@example.net","recipient-domain":"example.net","tags":["order-shipped"],"reason":"suppress-bounce","recipient-provider":"Other","severity":"permanent","campaigns":[],"account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"delivery-status":{"attempt-no":1,"code":605,"message":"","description":"Not delivering to previously bounced address","session-seconds":0,"enhanced-code":null},"domain":{"name":"mg.example.com"},"envelope":{"sender":"shop@mg.example.com","targets":"nobody@example.net","transport":"smtp"},"user-variables":{"order_id":"A-1001","customer_tier":"gold"}}}',
  },
  {
    name: 'bounce-delayed',
    generation: 'current',
    format: 'json',
    wireName: 'failed',
    id: 'Wa9QCl1VD6-vYJFLe7dZHQ',
    recipient: 'gone@example.net',
    signedAtSeconds: 1771318400,
    body: '{"signature":{"token":"990f62c9e8f35151fc6ff94a783e7ac79a00a44641acd448df","timestamp":"1771318400","signature":"9d9d7c41307b730b5ba90c0765525808a0514e59b7b97d50122338b6575edb05"},"event-data":{"event":"failed","id":"Wa9QCl1VD6-vYJFLe7dZHQ","timestamp":1771318400.5513208,"flags":{"is-delayed-bounce":true},"message":{"headers":{"message-id":"20260217084935.bf5bb0a63e711160@mg.example.com","from":"Example Shop <shop@mg.example.com>","to":"gone@example.net","subject":"Your order has shipped"},"size":275},"storage":{"key":"BAABAA654Gs0Q91ThEXRfjJ8XAPT3Jf6Ea","url":"https://storage-us-east4.api.mailgun.net/v3/domains/mg.example.com/messages/BAABAA654Gs0Q91ThEXRfjJ8XAPT3Jf6Ea"},"log-level":"error","recipient":"gone@example.net","reason":"generic","severity":"permanent","account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"delivery-status":{"bounce-code":"5.1.1","message":"smtp; 550-5.1.1 <gone@example.net>: User unknown in virtual mailbox table","code":550,"description":"Your message could not be delivered to one or more recipients.","enhanced-code":"5.1.1"},"domain":{"name":"mg.example.com"},"envelope":{},"user-variables":{"order_id":"A-1001","customer_tier":"gold"}}}',
  },
  {
    name: 'soft-bounce',
    generation: 'current',
    format: 'json',
    wireName: 'failed',
    id: 'ZUDPXArWF9YmBklWIBNd8g',
    recipient: 'full@example.net',
    signedAtSeconds: 1771319267,
    body: '{"signature":{"token":"41f4670f435a8f558429dee38770b3fa67fd6adb4df41f4d77","timestamp":"1771319267","signature":"2e710b94a2f0ad455cc421e871ce375c307dd8639426be01f04e4adf660383bd"},"event-data":{"event":"failed","id":"ZUDPXArWF9YmBklWIBNd8g","timestamp":1771319267.0947714,"flags":{"is-authenticated":true,"is-routed":false,"is-big":false,"is-system-test":false,"is-test-mode":false},"message":{"attachments":[],"headers":{"message-id":"20260217090747.48459582dad02891@mg.example.com","from":"Example Shop <shop@mg.example.com>","to":"full@example.net","subject":"Your order has shipped"},"size":392},"storage":{"key":"BAABAQrZa4ejQnRwCY_lkAq6ArnYaC3qQo","url":"https://storage-us-west1.api.mailgun.net/v3/domains/mg.example.com/messages/BAABAQrZa4ejQnRwCY_lkAq6ArnYaC3qQo"},"log-level":"warn","recipient":"full@example.net","recipient-domain":"example.net","primary-dkim":"smtp._domainkey.mg.example.com","tags":["order-shipped"],"reason":"generic","recipient-provider":"Other","severity":"temporary","campaigns":[],"account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"delivery-status":{"attempt-no":1,"code":452,"message":"4.2.2 <full@example.net>: Recipient address rejected: mailbox over quota","description":null,"session-seconds":0.478,"retry-seconds":600,"enhanced-code":"4.2.2","mx-host":"mx1.example.net","first-delivery-attempt-seconds":0.365,"certificate-verified":true,"tls":true,"utf8":true},"domain":{"name":"mg.example.com"},"envelope":{"sender":"shop@mg.example.com","targets":"full@example.net","transport":"smtp","sending-ip":"192.0.2.10"},"user-variables":{"order_id":"A-1001","customer_tier":"gold"}}}',
  },
  {
    name: 'unsubscribe',
    generation: 'current',
    format: 'json',
    wireName: 'unsubscribed',
    id: 'tHLNmBSM0QQozp7Y7Zh8MQ',
    recipient: 'alice@example.net',
    signedAtSeconds: 1771327090,
    body: '{"signature":{"token":"84e0305f43d6dfb81253b170de30bfe3f4ca2fb3705c2cc341","timestamp":"1771327090","signature":"28f2e94fd0f1b0a824f5b6a0a6800b11847fbc69229a7e7d6c2ff3d19817cecf"},"event-data":{"event":"unsubscribed","id":"tHLNmBSM0QQozp7Y7Zh8MQ","timestamp":1771327090.2718282,"log-level":"info","account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"domain":{"name":"mg.example.com"},"message":{"headers":{"message-id":"20260216100631.4302d524b861898e@mg.example.com"}},"campaigns":[],"recipient":"alice@example.net","recipient-domain":"example.net","recipient-provider":"Other","tags":["*"],"ip":"198.51.100.23","client-info":{"client-name":"Chrome","client-os":"OS X","client-type":"browser","device-type":"desktop","user-agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36","bot":null},"geolocation":{"city":"San Antonio","country":"US","region":"TX","timezone":"America/Chicago"},"user-variables":{"order_id":"A-1001","customer_tier":"gold"},"storage":{}}}',
  },
  {
    name: 'complaint',
    generation: 'current',
    format: 'json',
    wireName: 'complained',
    id: 'ojP7pDLNdAsy4k0_WtJN1A',
    recipient: 'alice@example.net',
    signedAtSeconds: 1771320772,
    body: '{"signature":{"token":"cc61cbcdd689775d8756f7e029706915e47d1aec8997e03a3f","timestamp":"1771320772","signature":"3f0d336ffb89a5f2e9444bd437fea4a4578d650e3f9b17b646b705433ecb5b56"},"event-data":{"event":"complained","id":"ojP7pDLNdAsy4k0_WtJN1A","timestamp":1771320772.618034,"log-level":"warn","account":{"id":"5f2a9c3d71e0b84c6d9f1a20"},"domain":{"name":"mg.example.com"},"message":{"headers":{"to":"alice@example.net","message-id":"20260216100631.4302d524b861898e@mg.example.com","from":"Example Shop <shop@mg.example.com>","subject":"Your order has shipped"},"size":11002},"campaigns":[],"recipient":"alice@example.net","recipient-domain":"example.net","recipient-provider":"Other","tags":["order-shipped"],"user-variables":{"order_id":"A-1001","customer_tier":"gold"},"envelope":{"sending-ip":"192.0.2.10"},"storage":{"key":"BAABAQnDMPi_CnWTWumR1t-XB8DK8ExvRy","url":"https://storage-us-west1.api.mailgun.net/v3/domains/mg.example.com/messages/BAABAQnDMPi_CnWTWumR1t-XB8DK8ExvRy"}}}',
  },
  {
    name: 'delivered',
    generation: 'legacy',
    format: 'form',
    wireName: 'delivered',
    id: 'cc2eae6df584ca48ebc1db95094b7e34d763c95478aac21e40',
    recipient: 'alice@example.net',
    signedAtSeconds: 1467623713,
    body: 'X-Mailgun-Sid=WyI3YzJlMSIsICJhbGljZUBleGFtcGxlLm5ldCIsICI0ZDhhMCJd&domain=mg.example.com&message-headers=%5B%5B%22Received%22%2C+%22by+luna.mailgun.net+with+HTTP%3B+Mon%2C+04+Jul+2016+09%3A15%3A12+%2B0000%22%5D%2C+%5B%22Message-Id%22%2C+%22%3C20160704091512.4410.52177.7A0C91E3%40mg.example.com%3E%22%5D%2C+%5B%22To%22%2C+%22Alice+%3Calice%40example.net%3E%22%5D%2C+%5B%22From%22%2C+%22Example+Shop+%3Cshop%40mg.example.com%3E%22%5D%2C+%5B%22Subject%22%2C+%22Your+order+has+shipped%22%5D%2C+%5B%22Content-Type%22%2C+%5B%22text%2Fplain%22%2C+%7B%22charset%22%3A+%22ascii%22%7D%5D%5D%2C+%5B%22Mime-Version%22%2C+%221.0%22%5D%2C+%5B%22X-Mailgun-Sid%22%2C+%22WyI3YzJlMSIsICJhbGljZUBleGFtcGxlLm5ldCIsICI0ZDhhMCJd%22%5D%2C+%5B%22X-Mailgun-Variables%22%2C+%22%7B%5C%22order_id%5C%22%3A+%5C%22A-1001%5C%22%2C+%5C%22customer_tier%5C%22%3A+%5C%22gold%5C%22%7D%22%5D%2C+%5B%22Date%22%2C+%22Mon%2C+04+Jul+2016+09%3A15%3A13+%2B0000%22%5D%2C+%5B%22Sender%22%2C+%22shop%40mg.example.com%22%5D%5D&Message-Id=%3C20160704091512.4410.52177.7A0C91E3%40mg.example.com%3E&order_id=A-1001&customer_tier=gold&recipient=alice%40example.net&event=delivered&timestamp=1467623713&token=cc2eae6df584ca48ebc1db95094b7e34d763c95478aac21e40&signature=b91c40796a4c55e6da91863f50cf17199f5f0190cd36498b20924472660afef1&body-plain=',
  },
  {
    name: 'open',
    generation: 'legacy',
    format: 'form',
    wireName: 'opened',
    id: 'b2103ecf5e7344b61297e26b7852aca1a917e31b9e7e4606e9',
    recipient: 'alice@example.net',
    signedAtSeconds: 1467630128,
    body: 'city=San+Francisco&domain=mg.example.com&device-type=desktop&order_id=A-1001&country=US&region=CA&client-name=Chrome&user-agent=Mozilla%2F5.0+%28X11%3B+Linux+x86_64%29+AppleWebKit%2F537.31+%28KHTML%2C+like+Gecko%29+Chrome%2F26.0.1410.43+Safari%2F537.31&client-os=Linux&customer_tier=gold&ip=198.51.100.23&client-type=browser&tag=order-shipped&tag=transactional&recipient=alice%40example.net&event=opened&timestamp=1467630128&token=b2103ecf5e7344b61297e26b7852aca1a917e31b9e7e4606e9&signature=3ac940b7784fd628911d39c96f8a97d46063677e881bcfcac03a18223c8a3b6b&body-plain=',
  },
  {
    name: 'click',
    generation: 'legacy',
    format: 'form',
    wireName: 'clicked',
    id: '0e03b238be3e3e17924a43662821bb7d2835fd3fc231d78780',
    recipient: 'alice@example.net',
    signedAtSeconds: 1467630169,
    body: 'city=San+Francisco&domain=mg.example.com&device-type=desktop&order_id=A-1001&country=US&region=CA&client-name=Chrome&user-agent=Mozilla%2F5.0+%28X11%3B+Linux+x86_64%29+AppleWebKit%2F537.31+%28KHTML%2C+like+Gecko%29+Chrome%2F26.0.1410.43+Safari%2F537.31&client-os=Linux&customer_tier=gold&url=https%3A%2F%2Fwww.example.com%2Forders%2FA-1001&ip=198.51.100.23&client-type=browser&recipient=alice%40example.net&event=clicked&timestamp=1467630169&token=0e03b238be3e3e17924a43662821bb7d2835fd3fc231d78780&signature=836f0aefc580b0e047b7f9f6949d75a817aa7adb3bada6e3007fc75d699b9a58&body-plain=',
  },
  {
    name: 'unsubscribe',
    generation: 'legacy',
    format: 'form',
    wireName: 'unsubscribed',
    id: 'e3ef09bf69bf96a388582d29ec35787b2b2a78744b61a603bf',
    recipient: 'alice@example.net',
    signedAtSeconds: 1467630259,
    body: 'ip=198.51.100.23&city=San+Francisco&domain=mg.example.com&device-type=desktop&order_id=A-1001&country=US&region=CA&client-name=Chrome&user-agent=Mozilla%2F5.0+%28X11%3B+Linux+x86_64%29+AppleWebKit%2F537.31+%28KHTML%2C+like+Gecko%29+Chrome%2F26.0.1410.43+Safari%2F537.31&client-os=Linux&customer_tier=gold&client-type=browser&tag=%2A&recipient=alice%40example.net&event=unsubscribed&timestamp=1467630259&token=e3ef09bf69bf96a388582d29ec35787b2b2a78744b61a603bf&signature=b5177f038dcd8307d3393481e5ec410240c27b8f4fd93097b48fe818743d8b4d&body-plain=',
  },
  {
    name: 'bounce',
    generation: 'legacy',
    format: 'multipart',
    wireName: 'bounced',
    id: 'a4ecc361b515cf2adf163cbbdf271a805a006d80d250ee0a19',
    recipient: 'alice@example.net',
    signedAtSeconds: 1467623799,
    body: String.raw`--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Message-Id"

<20160704091512.4410.52177.7A0C91E3@mg.example.com>
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="X-Mailgun-Sid"

WyI3YzJlMSIsICJhbGljZUBleGFtcGxlLm5ldCIsICI0ZDhhMCJd
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-count"

1
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="body-plain"


--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="code"

550
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="customer_tier"

gold
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="domain"

mg.example.com
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="error"

5.1.1 <alice@example.net>: Recipient address rejected:
5.1.1 User unknown in virtual mailbox table
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="event"

bounced
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="message-headers"

[["Received", "by luna.mailgun.net with HTTP; Mon, 04 Jul 2016 09:15:12 +0000"], ["Message-Id", "<20160704091512.4410.52177.7A0C91E3@mg.example.com>"], ["To", "Alice <alice@example.net>"], ["From", "Example Shop <shop@mg.example.com>"], ["Subject", "Your order has shipped"], ["Content-Type", ["text/plain", {"charset": "ascii"}]], ["Mime-Version", "1.0"], ["X-Mailgun-Sid", "WyI3YzJlMSIsICJhbGljZUBleGFtcGxlLm5ldCIsICI0ZDhhMCJd"], ["X-Mailgun-Variables", "{\"order_id\": \"A-1001\", \"customer_tier\": \"gold\"}"], ["Date", "Mon, 04 Jul 2016 09:15:13 +0000"], ["Sender", "shop@mg.example.com"]]
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="order_id"

A-1001
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="recipient"

alice@example.net
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="signature"

f04298b34902a74ffa25ed195f47ddd187f67e0df98a0c40069f9372dbc404d6
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="timestamp"

1467623799
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="token"

a4ecc361b515cf2adf163cbbdf271a805a006d80d250ee0a19
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-1"; filename="message.mime"
Content-Type: application/octet-stream
Content-Length: 347

Received: by luna.mailgun.net with HTTP; Mon, 04 Jul 2016 09:15:12 +0000
Message-Id: <20160704091512.4410.52177.7A0C91E3@mg.example.com>
From: Example Shop <shop@mg.example.com>
To: Alice <alice@example.net>
Subject: Your order has shipped
Mime-Version: 1.0
Content-Type: text/plain; charset="ascii"

Hi Alice,
your order is on its way.

--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143--
`,
  },
  {
    name: 'reject',
    generation: 'legacy',
    format: 'multipart',
    wireName: 'dropped',
    id: '16eddc510ea696cf34a7b455138048bd44b9bde9121b08fc03',
    recipient: 'alice@example.net',
    signedAtSeconds: 1467623860,
    body: String.raw`--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Message-Id"

<20160704091512.4410.52177.7A0C91E3@mg.example.com>
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="X-Mailgun-Sid"

WyI3YzJlMSIsICJhbGljZUBleGFtcGxlLm5ldCIsICI0ZDhhMCJd
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-count"

1
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="body-plain"


--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="code"

605
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="customer_tier"

gold
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="description"

Not delivering to previously bounced address
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="domain"

mg.example.com
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="event"

dropped
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="message-headers"

[["Received", "by luna.mailgun.net with HTTP; Mon, 04 Jul 2016 09:15:12 +0000"], ["Message-Id", "<20160704091512.4410.52177.7A0C91E3@mg.example.com>"], ["To", "Alice <alice@example.net>"], ["From", "Example Shop <shop@mg.example.com>"], ["Subject", "Your order has shipped"], ["Content-Type", ["text/plain", {"charset": "ascii"}]], ["Mime-Version", "1.0"], ["X-Mailgun-Sid", "WyI3YzJlMSIsICJhbGljZUBleGFtcGxlLm5ldCIsICI0ZDhhMCJd"], ["X-Mailgun-Variables", "{\"order_id\": \"A-1001\", \"customer_tier\": \"gold\"}"], ["Date", "Mon, 04 Jul 2016 09:15:13 +0000"], ["Sender", "shop@mg.example.com"]]
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="order_id"

A-1001
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="reason"

hardfail
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="recipient"

alice@example.net
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="signature"

bf6d465c2cedea9a54187e61859ad915e123ee36a88fbd06498850b5bead50d9
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="timestamp"

1467623860
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="token"

16eddc510ea696cf34a7b455138048bd44b9bde9121b08fc03
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-1"; filename="message.mime"
Content-Type: application/octet-stream
Content-Length: 347

Received: by luna.mailgun.net with HTTP; Mon, 04 Jul 2016 09:15:12 +0000
Message-Id: <20160704091512.4410.52177.7A0C91E3@mg.example.com>
From: Example Shop <shop@mg.example.com>
To: Alice <alice@example.net>
Subject: Your order has shipped
Mime-Version: 1.0
Content-Type: text/plain; charset="ascii"

Hi Alice,
your order is on its way.

--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143--
`,
  },
  {
    name: 'complaint',
    generation: 'legacy',
    format: 'multipart',
    wireName: 'complained',
    id: 'bc47bf1af8b8def4978842a09963fc53cfc8332c4432d4e3b7',
    recipient: 'alice@example.net',
    signedAtSeconds: 1467723961,
    body: String.raw`--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Message-Id"

<20160704091512.4410.52177.7A0C91E3@mg.example.com>
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="X-Mailgun-Sid"

WyI3YzJlMSIsICJhbGljZUBleGFtcGxlLm5ldCIsICI0ZDhhMCJd
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-count"

1
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="body-plain"


--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="customer_tier"

gold
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="domain"

mg.example.com
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="event"

complained
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="message-headers"

[["Received", "by luna.mailgun.net with HTTP; Mon, 04 Jul 2016 09:15:12 +0000"], ["Message-Id", "<20160704091512.4410.52177.7A0C91E3@mg.example.com>"], ["To", "Alice <alice@example.net>"], ["From", "Example Shop <shop@mg.example.com>"], ["Subject", "Your order has shipped"], ["Content-Type", ["text/plain", {"charset": "ascii"}]], ["Mime-Version", "1.0"], ["X-Mailgun-Sid", "WyI3YzJlMSIsICJhbGljZUBleGFtcGxlLm5ldCIsICI0ZDhhMCJd"], ["X-Mailgun-Variables", "{\"order_id\": \"A-1001\", \"customer_tier\": \"gold\"}"], ["Date", "Mon, 04 Jul 2016 09:15:13 +0000"], ["Sender", "shop@mg.example.com"]]
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="order_id"

A-1001
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="recipient"

alice@example.net
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="signature"

090b5a728bca0424ee9047847eb421ef884a6c96a79963cf54e7a5e204aac587
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="timestamp"

1467723961
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="token"

bc47bf1af8b8def4978842a09963fc53cfc8332c4432d4e3b7
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-1"; filename="message.mime"
Content-Type: application/octet-stream
Content-Length: 347

Received: by luna.mailgun.net with HTTP; Mon, 04 Jul 2016 09:15:12 +0000
Message-Id: <20160704091512.4410.52177.7A0C91E3@mg.example.com>
From: Example Shop <shop@mg.example.com>
To: Alice <alice@example.net>
Subject: Your order has shipped
Mime-Version: 1.0
Content-Type: text/plain; charset="ascii"

Hi Alice,
your order is on its way.

--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143--
`,
  },
  {
    name: 'inbound',
    generation: 'current',
    format: 'form',
    wireName: 'forward',
    id: 'ade87a256ab1ef5ced5f41b10d84212a6fd42c1c1ae6a61f02',
    recipient: 'support@mg.example.com',
    signedAtSeconds: 1561989740,
    body: 'recipient=support%40mg.example.com&sender=bob%40example.org&subject=Where+is+my+order%3F&from=Bob+Example+%3Cbob%40example.org%3E&X-Mailgun-Incoming=Yes&X-Envelope-From=%3Cbob%40example.org%3E&Received=from+mail.example.org+%28mail.example.org+%5B192.0.2.46%5D%29+by+mxa.mailgun.org+with+ESMTP+id+5d1a2b3c.7f90e41a66d0-smtp-in-n03%3B+Mon%2C+01+Jul+2019+14%3A02%3A20+-0000+%28UTC%29&Received=by+mail.example.org+with+SMTP+id+k9so4417702wmb.3++++++++for+%3Csupport%40mg.example.com%3E%3B+Mon%2C+01+Jul+2019+14%3A02%3A19+%2B0000+%28UTC%29&Mime-Version=1.0&From=Bob+Example+%3Cbob%40example.org%3E&Date=Mon%2C+01+Jul+2019+16%3A02%3A17+%2B0200&Message-Id=%3CCAEx4mp1e_Q7sT2vNw9Zk0Lb%40mail.example.org%3E&Subject=Where+is+my+order%3F&To=support%40mg.example.com&Content-Type=multipart%2Falternative%3B+boundary%3D%220000000000003c5f7e058c41a9d2%22&message-headers=%5B%5B%22X-Mailgun-Incoming%22%2C+%22Yes%22%5D%2C+%5B%22X-Envelope-From%22%2C+%22%3Cbob%40example.org%3E%22%5D%2C+%5B%22Received%22%2C+%22from+mail.example.org+%28mail.example.org+%5B192.0.2.46%5D%29+by+mxa.mailgun.org+with+ESMTP+id+5d1a2b3c.7f90e41a66d0-smtp-in-n03%3B+Mon%2C+01+Jul+2019+14%3A02%3A20+-0000+%28UTC%29%22%5D%2C+%5B%22Received%22%2C+%22by+mail.example.org+with+SMTP+id+k9so4417702wmb.3++++++++for+%3Csupport%40mg.example.com%3E%3B+Mon%2C+01+Jul+2019+14%3A02%3A19+%2B0000+%28UTC%29%22%5D%2C+%5B%22Mime-Version%22%2C+%221.0%22%5D%2C+%5B%22From%22%2C+%22Bob+Example+%3Cbob%40example.org%3E%22%5D%2C+%5B%22Date%22%2C+%22Mon%2C+01+Jul+2019+16%3A02%3A17+%2B0200%22%5D%2C+%5B%22Message-Id%22%2C+%22%3CCAEx4mp1e_Q7sT2vNw9Zk0Lb%40mail.example.org%3E%22%5D%2C+%5B%22Subject%22%2C+%22Where+is+my+order%3F%22%5D%2C+%5B%22To%22%2C+%22support%40mg.example.com%22%5D%2C+%5B%22Content-Type%22%2C+%22multipart%2Falternative%3B+boundary%3D%5C%220000000000003c5f7e058c41a9d2%5C%22%22%5D%5D&timestamp=1561989740&token=ade87a256ab1ef5ced5f41b10d84212a6fd42c1c1ae6a61f02&signature=ffecb920009a932322c2d23448649e77ad24dbc72fbf4d579f7702673b0d0876&body-plain=Hi%2C%0D%0Awhere+is+order+A-1001%3F%0D%0A%0D%0AThanks%2C%0D%0ABob%0D%0A%0D%0AOn+30+Jun+2019%2C+support%40mg.example.com+wrote%3A%0D%0A%3E+Your+order+has+shipped.%0D%0A&body-html=%3Cdiv+dir%3D%22ltr%22%3EHi%2C%3Cbr%3Ewhere+is+order+A-1001%3F%3Cbr%3E%3Cbr%3EThanks%2C%3Cbr%3EBob%3C%2Fdiv%3E%0D%0A&stripped-html=%3Cdiv+dir%3D%22ltr%22%3EHi%2C%3Cbr%3Ewhere+is+order+A-1001%3F%3Cbr%3E%3Cbr%3EThanks%2C%3Cbr%3EBob%3C%2Fdiv%3E%0A&stripped-text=Hi%2C%0D%0Awhere+is+order+A-1001%3F&stripped-signature=Thanks%2C%0D%0ABob',
  },
  {
    name: 'inbound',
    generation: 'current',
    format: 'multipart',
    wireName: 'forward',
    id: '83ffb90c5dfa8f045ba9f3539aa5d9c455e39c8df489a2e4f6',
    recipient: 'support@mg.example.com',
    signedAtSeconds: 1771400319,
    body: String.raw`--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="recipient"

support@mg.example.com
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="sender"

bob@example.org
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="subject"

Where is my order?
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="from"

Bob Example <bob@example.org>
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="X-Mailgun-Incoming"

Yes
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="X-Envelope-From"

<bob@example.org>
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Received"

from mail.example.org (mail.example.org [192.0.2.46]) by mxa.mailgun.org with ESMTP id 5d1a2b3c.7f90e41a66d0-smtp-in-n03; Mon, 01 Jul 2019 14:02:20 -0000 (UTC)
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Received"

by mail.example.org with SMTP id k9so4417702wmb.3        for <support@mg.example.com>; Mon, 01 Jul 2019 14:02:19 +0000 (UTC)
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Mime-Version"

1.0
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="From"

Bob Example <bob@example.org>
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Date"

Mon, 01 Jul 2019 16:02:17 +0200
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Message-Id"

<CAEx4mp1e_Q7sT2vNw9Zk0Lb@mail.example.org>
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Subject"

Where is my order?
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="To"

support@mg.example.com
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="Content-Type"

multipart/mixed; boundary="------------070309050102080406000301"
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="message-headers"

[["X-Mailgun-Incoming","Yes"],["X-Envelope-From","<bob@example.org>"],["Received","from mail.example.org (mail.example.org [192.0.2.46]) by mxa.mailgun.org with ESMTP id 5d1a2b3c.7f90e41a66d0-smtp-in-n03; Mon, 01 Jul 2019 14:02:20 -0000 (UTC)"],["Received","by mail.example.org with SMTP id k9so4417702wmb.3        for <support@mg.example.com>; Mon, 01 Jul 2019 14:02:19 +0000 (UTC)"],["Mime-Version","1.0"],["From","Bob Example <bob@example.org>"],["Date","Mon, 01 Jul 2019 16:02:17 +0200"],["Message-Id","<CAEx4mp1e_Q7sT2vNw9Zk0Lb@mail.example.org>"],["Subject","Where is my order?"],["To","support@mg.example.com"],["Content-Type","multipart/mixed; boundary=\"------------070309050102080406000301\""]]
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-count"

2
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="content-id-map"

{"<part1.09050704.02010806@example.org>":"attachment-1"}
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="timestamp"

1771400319
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="token"

83ffb90c5dfa8f045ba9f3539aa5d9c455e39c8df489a2e4f6
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="signature"

809667cbf9e796c3af650d81108e95ffde5ca777adac95d0b2b1c8d747bbdd63
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="body-plain"

Hi,
where is order A-1001?

Thanks,
Bob

On 30 Jun 2019, support@mg.example.com wrote:
> Your order has shipped.

--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="body-html"

<div dir="ltr">Hi,<br>where is order A-1001?<br><br>Thanks,<br>Bob</div>

--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="stripped-html"

<div dir="ltr">Hi,<br>where is order A-1001?<br><br>Thanks,<br>Bob</div>

--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="stripped-text"

Hi,
where is order A-1001?
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="stripped-signature"

Thanks,
Bob
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-1"; filename="logo.gif"
Content-Type: image/gif

GIF89a...(binary)...
--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143
Content-Disposition: form-data; name="attachment-2"; filename="résumé.txt"
Content-Type: text/plain

Grüße

--0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143--
`,
  },
  {
    name: 'inbound',
    generation: 'current',
    format: 'mime',
    wireName: 'forward',
    id: 'd4d1e50db490fc2c2bace80ac7b1a1a754292197c162febc4e',
    recipient: 'support@mg.example.com',
    signedAtSeconds: 1561989741,
    body: 'recipient=support%40mg.example.com&sender=bob%40example.org&subject=Where+is+my+order%3F&from=Bob+Example+%3Cbob%40example.org%3E&X-Mailgun-Incoming=Yes&X-Envelope-From=%3Cbob%40example.org%3E&Received=from+mail.example.org+%28mail.example.org+%5B192.0.2.46%5D%29+by+mxa.mailgun.org+with+ESMTP+id+5d1a2b3c.7f90e41a66d0-smtp-in-n03%3B+Mon%2C+01+Jul+2019+14%3A02%3A20+-0000+%28UTC%29&Received=by+mail.example.org+with+SMTP+id+k9so4417702wmb.3++++++++for+%3Csupport%40mg.example.com%3E%3B+Mon%2C+01+Jul+2019+14%3A02%3A19+%2B0000+%28UTC%29&Mime-Version=1.0&From=Bob+Example+%3Cbob%40example.org%3E&Date=Mon%2C+01+Jul+2019+16%3A02%3A17+%2B0200&Message-Id=%3CCAEx4mp1e_Q7sT2vNw9Zk0Lb%40mail.example.org%3E&Subject=Where+is+my+order%3F&To=support%40mg.example.com&Content-Type=multipart%2Falternative%3B+boundary%3D%220000000000003c5f7e058c41a9d2%22&message-headers=%5B%5B%22X-Mailgun-Incoming%22%2C+%22Yes%22%5D%2C+%5B%22X-Envelope-From%22%2C+%22%3Cbob%40example.org%3E%22%5D%2C+%5B%22Received%22%2C+%22from+mail.example.org+%28mail.example.org+%5B192.0.2.46%5D%29+by+mxa.mailgun.org+with+ESMTP+id+5d1a2b3c.7f90e41a66d0-smtp-in-n03%3B+Mon%2C+01+Jul+2019+14%3A02%3A20+-0000+%28UTC%29%22%5D%2C+%5B%22Received%22%2C+%22by+mail.example.org+with+SMTP+id+k9so4417702wmb.3++++++++for+%3Csupport%40mg.example.com%3E%3B+Mon%2C+01+Jul+2019+14%3A02%3A19+%2B0000+%28UTC%29%22%5D%2C+%5B%22Mime-Version%22%2C+%221.0%22%5D%2C+%5B%22From%22%2C+%22Bob+Example+%3Cbob%40example.org%3E%22%5D%2C+%5B%22Date%22%2C+%22Mon%2C+01+Jul+2019+16%3A02%3A17+%2B0200%22%5D%2C+%5B%22Message-Id%22%2C+%22%3CCAEx4mp1e_Q7sT2vNw9Zk0Lb%40mail.example.org%3E%22%5D%2C+%5B%22Subject%22%2C+%22Where+is+my+order%3F%22%5D%2C+%5B%22To%22%2C+%22support%40mg.example.com%22%5D%2C+%5B%22Content-Type%22%2C+%22multipart%2Falternative%3B+boundary%3D%5C%220000000000003c5f7e058c41a9d2%5C%22%22%5D%5D&timestamp=1561989741&token=d4d1e50db490fc2c2bace80ac7b1a1a754292197c162febc4e&signature=ee45ab4e618f9e4d15d84097a6e105badf1ba4a68e5429ac0d2663495666a795&body-mime=Received%3A+from+mail.example.org+%28mail.example.org+%5B192.0.2.46%5D%29+by+mxa.mailgun.org+with+ESMTP+id+5d1a2b3c.7f90e41a66d0-smtp-in-n03%3B+Mon%2C+01+Jul+2019+14%3A02%3A20+-0000+%28UTC%29%0D%0AFrom%3A+Bob+Example+%3Cbob%40example.org%3E%0D%0ATo%3A+support%40mg.example.com%0D%0ASubject%3A+Where+is+my+order%3F%0D%0AMessage-Id%3A+%3CCAEx4mp1e_Q7sT2vNw9Zk0Lb%40mail.example.org%3E%0D%0ADate%3A+Mon%2C+01+Jul+2019+16%3A02%3A17+%2B0200%0D%0AMime-Version%3A+1.0%0D%0AContent-Type%3A+text%2Fplain%3B+charset%3D%22utf-8%22%0D%0A%0D%0AHi%2C%0D%0Awhere+is+order+A-1001%3F%0D%0A',
  },
  {
    name: 'inbound-stored',
    generation: 'current',
    format: 'form',
    wireName: 'store',
    id: '4e5f288dbc3640c60e6ea2a8d35a36bb856845f7b6cf225141',
    recipient: 'support@mg.example.com',
    signedAtSeconds: 1561989742,
    body: 'timestamp=1561989742&token=4e5f288dbc3640c60e6ea2a8d35a36bb856845f7b6cf225141&signature=a2433ccabb7d86c84a8780afa5d596b4638f35bc3e45900ef1bbf7bd3b79d9c7&domain=mg.example.com&Mime-Version=1.0&From=Bob+Example+%3Cbob%40example.org%3E&Date=Mon%2C+01+Jul+2019+16%3A02%3A17+%2B0200&Message-Id=%3CCAEx4mp1e_Q7sT2vNw9Zk0Lb%40mail.example.org%3E&Subject=Where+is+my+order%3F&To=support%40mg.example.com&subject=Where+is+my+order%3F&from=Bob+Example+%3Cbob%40example.org%3E&Received=from+mail.example.org+%28mail.example.org+%5B192.0.2.46%5D%29+by+mxa.mailgun.org+with+ESMTP+id+5d1a2b3c.7f90e41a66d0-smtp-in-n03%3B+Mon%2C+01+Jul+2019+14%3A02%3A20+-0000+%28UTC%29&Received=by+mail.example.org+with+SMTP+id+k9so4417702wmb.3++++++++for+%3Csupport%40mg.example.com%3E%3B+Mon%2C+01+Jul+2019+14%3A02%3A19+%2B0000+%28UTC%29&message-url=https%3A%2F%2Fstorage-us-west1.api.mailgun.net%2Fv3%2Fdomains%2Fmg.example.com%2Fmessages%2FBAABAgAuQjioS5leHN66q79FvbVYWHKsRg&message-headers=%5B%5B%22X-Mailgun-Incoming%22%2C+%22Yes%22%5D%2C+%5B%22X-Envelope-From%22%2C+%22%3Cbob%40example.org%3E%22%5D%2C+%5B%22Received%22%2C+%22from+mail.example.org+%28mail.example.org+%5B192.0.2.46%5D%29+by+mxa.mailgun.org+with+ESMTP+id+5d1a2b3c.7f90e41a66d0-smtp-in-n03%3B+Mon%2C+01+Jul+2019+14%3A02%3A20+-0000+%28UTC%29%22%5D%2C+%5B%22Received%22%2C+%22by+mail.example.org+with+SMTP+id+k9so4417702wmb.3++++++++for+%3Csupport%40mg.example.com%3E%3B+Mon%2C+01+Jul+2019+14%3A02%3A19+%2B0000+%28UTC%29%22%5D%2C+%5B%22Mime-Version%22%2C+%221.0%22%5D%2C+%5B%22From%22%2C+%22Bob+Example+%3Cbob%40example.org%3E%22%5D%2C+%5B%22Date%22%2C+%22Mon%2C+01+Jul+2019+16%3A02%3A17+%2B0200%22%5D%2C+%5B%22Message-Id%22%2C+%22%3CCAEx4mp1e_Q7sT2vNw9Zk0Lb%40mail.example.org%3E%22%5D%2C+%5B%22Subject%22%2C+%22Where+is+my+order%3F%22%5D%2C+%5B%22To%22%2C+%22support%40mg.example.com%22%5D%2C+%5B%22Content-Type%22%2C+%22multipart%2Falternative%3B+boundary%3D%5C%220000000000003c5f7e058c41a9d2%5C%22%22%5D%5D&recipient=support%40mg.example.com&sender=bob%40example.org&X-Mailgun-Incoming=Yes&X-Envelope-From=%3Cbob%40example.org%3E&Content-Type=multipart%2Falternative%3B+boundary%3D%220000000000003c5f7e058c41a9d2%22&body-plain=Hi%2C%0D%0Awhere+is+order+A-1001%3F%0D%0A%0D%0AThanks%2C%0D%0ABob%0D%0A%0D%0AOn+30+Jun+2019%2C+support%40mg.example.com+wrote%3A%0D%0A%3E+Your+order+has+shipped.%0D%0A&body-html=%3Cdiv+dir%3D%22ltr%22%3EHi%2C%3Cbr%3Ewhere+is+order+A-1001%3F%3Cbr%3E%3Cbr%3EThanks%2C%3Cbr%3EBob%3C%2Fdiv%3E%0D%0A&stripped-html=%3Cdiv+dir%3D%22ltr%22%3EHi%2C%3Cbr%3Ewhere+is+order+A-1001%3F%3Cbr%3E%3Cbr%3EThanks%2C%3Cbr%3EBob%3C%2Fdiv%3E%0A&stripped-text=Hi%2C%0D%0Awhere+is+order+A-1001%3F&stripped-signature=Thanks%2C%0D%0ABob',
  },
];
