import assert from 'node:assert/strict';
import { createVerify, X509Certificate } from 'node:crypto';
import { Agent } from 'node:https';
import { describe, it } from 'node:test';
import SnsPayloadValidator from 'sns-payload-validator';
import { utf8Text } from '../../src/core/bytes.ts';
import { sesCertificate } from '../../src/providers/ses/certificate.ts';
import { ses } from '../../src/providers/ses/index.ts';
import { generateRsaKeyPair } from '../../src/signing/public-key.ts';
import { flippedAt, signedCases } from '../helpers/signed-cases.ts';

/** Small, for speed: it is made anew for each run. */
const OWN_KEY = { kind: 'key-pair', ...generateRsaKeyPair(1024) } as const;
const CERTIFICATE = sesCertificate(OWN_KEY.privateKeyPem);

/** The library has no way to be given a certificate; this is where it keeps what it fetched, which its types leave out. */
interface CertificateHolder {
  readonly certCache: { set(url: string, certificate: string): void };
}

/** Nothing is fetched: a URL without certificate ends here. */
class NoNetwork extends Agent {
  override createConnection(): never {
    throw new Error('the library tried to fetch a certificate');
  }
}

function validatorFor(certUrl: string): SnsPayloadValidator {
  const validator = new SnsPayloadValidator({ requestAgent: new NoNetwork() });
  (validator as unknown as CertificateHolder).certCache.set(certUrl, CERTIFICATE);
  return validator;
}

/** Step 2 of AWS's page: keys of the string to sign, in this order. */
function signedKeys(message: Readonly<Record<string, string>>): readonly string[] {
  const keys =
    message['Type'] === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  return keys.filter((key) => message[key] !== undefined);
}

/** All four steps by node:crypto alone; the certificate stands for what would be fetched. */
function fits(message: Readonly<Record<string, string>>): boolean {
  const url = new URL(message['SigningCertURL'] ?? '');
  if (url.protocol !== 'https:' || !url.pathname.endsWith('.pem')) return false;
  if (!/^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?$/.test(url.host)) return false;
  const text = signedKeys(message).map((key) => `${key}\n${message[key]}\n`);
  return createVerify(message['SignatureVersion'] === '2' ? 'RSA-SHA256' : 'RSA-SHA1')
    .update(text.join(''), 'utf8')
    .verify(new X509Certificate(CERTIFICATE).publicKey, message['Signature'] ?? '', 'base64');
}

function parsed(body: Uint8Array): Readonly<Record<string, string>> {
  return JSON.parse(utf8Text(body)) as Record<string, string>; // every member of a message of SNS here is text
}

/** The body with another first character in the text of one member. */
function withFlippedMember(body: Uint8Array, key: string): Uint8Array {
  const name = `\n  "${key}" : "`;
  const at = Buffer.from(body).indexOf(name);
  assert.notEqual(at, -1, `no ${key}`);
  return flippedAt(body, at + name.length);
}

describe('sns-payload-validator, and the steps of the AWS page', () => {
  for (const version of ['1', '2']) {
    const options = { 'signature-version': version };
    for (const { title, request } of signedCases(ses, OWN_KEY, { options })) {
      it(`accept ${title}, and no changed byte`, async () => {
        const message = parsed(request.body);
        const validator = validatorFor(message['SigningCertURL'] ?? '');
        assert.equal(message['SignatureVersion'], version);
        assert.ok(fits(message));
        assert.deepEqual(await validator.validate(utf8Text(request.body)), message);
        for (const key of signedKeys(message)) {
          const changed = withFlippedMember(request.body, key);
          await assert.rejects(
            validator.validate(utf8Text(changed)),
            key === 'Type' ? /Type/ : /Invalid Signature/,
          );
          assert.ok(!fits(parsed(changed)));
        }
        const resigned = withFlippedMember(request.body, 'Signature');
        await assert.rejects(validator.validate(utf8Text(resigned)), /Invalid Signature/);
      });
    }
  }

  it('a certificate that is not known would have to be fetched, which is not done here', async () => {
    const [first] = signedCases(ses, OWN_KEY);
    assert.ok(first !== undefined);
    await assert.rejects(
      validatorFor('https://sns.eu-west-1.amazonaws.com/other.pem').validate(
        utf8Text(first.request.body),
      ),
      /tried to fetch/,
    );
  });
});
