import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { github } from '../../src/providers/github/index.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { resend } from '../../src/providers/resend/index.ts';
import { caseOf, explained, post, shared } from '../helpers/failed-cases.ts';
import { KEY, mailtrapCase, mailtrapHex } from '../helpers/mailtrap-signing.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';

const BODY = '{"event":"open","n":1}';
const HEX = mailtrapHex(BODY);
const BYTES = Buffer.from(HEX, 'hex');

function causeOf(signature: string): string | undefined {
  return explained(mailtrapCase(BODY, { signature }))?.cause;
}

describe('signatures written in another way', () => {
  it('names capitals', () => {
    assert.equal(causeOf(HEX.toUpperCase()), 'signature-case');
  });

  it('names a prefix too many, blanks and quotes', () => {
    for (const text of [
      `sha256=${HEX}`,
      `v1=${HEX}`,
      `v1,${HEX}`,
      `HMAC ${HEX}`,
      `"${HEX}"`,
      ` ${HEX} `,
    ]) {
      assert.equal(causeOf(text), 'signature-prefix', text);
    }
  });

  it('names another encoding', () => {
    const others = [
      BYTES.toString('base64'),
      BYTES.toString('base64url'),
      `sha256=${BYTES.toString('base64')}`,
      Buffer.from(HEX).toString('base64'),
    ];
    for (const text of others) assert.equal(causeOf(text), 'signature-encoding', text);
  });

  it('names a missing prefix', () => {
    const hex = createHmac('sha256', 'hook secret').update(BODY).digest('hex');
    const request = post(BODY, [['X-Hub-Signature-256', hex]]);
    assert.equal(
      explained(caseOf(github, request, [shared('hook secret')]))?.cause,
      'signature-prefix',
    );
  });

  it('names capitals and base64 within a body', () => {
    const token = 'b'.repeat(50);
    const timestamp = String(Math.floor(NOW_MS / 1000));
    const hmac = createHmac('sha256', KEY).update(timestamp + token);
    const bytes = hmac.digest();
    const causes = [bytes.toString('hex').toUpperCase(), bytes.toString('base64')].map((text) => {
      const body = JSON.stringify({ signature: { token, timestamp, signature: text } });
      const request = post(body, [['Content-Type', 'application/json']]);
      return explained(caseOf(mailgun, request, [shared(KEY)]))?.cause;
    });
    assert.deepEqual(causes, ['signature-case', 'signature-encoding']);
  });
});

describe('signatures in another header', () => {
  it('names a header with a name that is spelt otherwise', () => {
    for (const header of [
      'X-Mailtrap-Signature',
      'HTTP_MAILTRAP_SIGNATURE',
      'mailtrap_signature',
    ]) {
      const failed = mailtrapCase(BODY, { header });
      assert.equal(failed.verification.status, 'unsigned');
      assert.equal(explained(failed)?.cause, 'signature-header', header);
    }
  });

  it('names a header of quite another name', () => {
    assert.equal(
      explained(mailtrapCase(BODY, { header: 'X-Hook-Sign' }))?.cause,
      'signature-header',
    );
  });

  it('names the right signature beside a wrong one', () => {
    const failed = mailtrapCase(BODY, {
      signature: '0'.repeat(64),
      headers: [['X-Signature', HEX]],
    });
    assert.equal(explained(failed)?.cause, 'signature-header');
  });

  it('finds the other headers of the scheme with it', () => {
    const key = Buffer.alloc(24, 7);
    const timestamp = String(Math.floor(NOW_MS / 1000));
    const mac = createHmac('sha256', key).update(`msg_1.${timestamp}.${BODY}`).digest('base64');
    const request = post(BODY, [
      ['HTTP_SVIX_ID', 'msg_1'],
      ['HTTP_SVIX_TIMESTAMP', timestamp],
      ['HTTP_SVIX_SIGNATURE', `v1,${mac}`],
    ]);
    const secret = `whsec_${key.toString('base64')}`;
    assert.equal(explained(caseOf(resend, request, [shared(secret)]))?.cause, 'signature-header');
  });

  it('says nothing of a request that is simply unsigned', () => {
    const failed = mailtrapCase(BODY, { header: 'X-Request-Id' });
    const bare = { ...failed, request: { ...failed.request, headers: [] } };
    assert.equal(explained(bare), null);
  });
});
