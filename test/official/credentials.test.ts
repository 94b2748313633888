import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brevo } from '../../src/providers/brevo/index.ts';
import { mailjet } from '../../src/providers/mailjet/index.ts';
import { postmark } from '../../src/providers/postmark/index.ts';
import { smtp2go } from '../../src/providers/smtp2go/index.ts';
import { sparkpost } from '../../src/providers/sparkpost/index.ts';
import { sent, signedCases } from '../helpers/signed-cases.ts';

/** Providers that sign nothing: a receiver compares the credentials of the URL, `Authorization: Basic`. */
const SECRET = { kind: 'shared', value: 'hookuser:s3cr3t-Pa55' } as const;

/** Printed with this user and password in the pages of several of them. */
const EXPECTED = 'Basic aG9va3VzZXI6czNjcjN0LVBhNTU=';

for (const provider of [brevo, mailjet, postmark, smtp2go, sparkpost]) {
  describe(`credentials of ${provider.title}`, () => {
    for (const { title, request } of signedCases(provider, SECRET, {
      options: { auth: 'basic' },
    })) {
      it(`${title}: presented as Basic`, () => {
        assert.equal(sent(request, 'Authorization'), EXPECTED);
      });
    }
  });
}
