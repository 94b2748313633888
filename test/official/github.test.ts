import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { verify } from '@octokit/webhooks-methods';
import { utf8Text } from '../../src/core/bytes.ts';
import { github } from '../../src/providers/github/index.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

const SECRET = 'dummy-github-webhook-secret';

function accepts(body: Uint8Array, signature: string): Promise<boolean> {
  return verify(SECRET, utf8Text(body), signature);
}

describe("Octokit's library", () => {
  for (const { title, request } of signedCases(github, testSecret(github))) {
    it(`accepts ${title} of GitHub, and no changed byte`, async () => {
      const signature = sent(request, 'X-Hub-Signature-256');
      assert.ok(await accepts(request.body, signature));
      for (const body of flippedBodies(request.body)) {
        assert.ok(!(await accepts(body, signature)));
      }
      const hex = signature.slice('sha256='.length);
      assert.ok(!(await accepts(request.body, `sha256=${flippedText(hex)}`)));
    });

    it(`${title}: the older header is the HMAC-SHA1 of the raw body`, () => {
      const hex = createHmac('sha1', SECRET).update(request.body).digest('hex');
      assert.equal(sent(request, 'X-Hub-Signature'), `sha1=${hex}`);
    });
  }
});
