import { createHmac } from 'node:crypto';
import { refused, type Verification, verified } from '../../src/core/verification.ts';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import type { Provider } from '../../src/providers/types.ts';

const HEADER = 'X-Url-Signature';

/** HMAC-SHA1 in base64 over the URL and, sorted by name, each form field: as Twilio and Mandrill sign. */
export function urlSignature(
  key: string,
  url: string,
  fields: readonly (readonly [string, string])[],
): string {
  const sorted = fields.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return createHmac('sha1', key)
    .update(url + sorted.flat().join(''))
    .digest('base64');
}

/** A provider made for tests, in the likeness of those that sign URLs. */
export const urlSigner: Provider = {
  ...mailtrap,
  scheme: {
    ...mailtrap.scheme,
    covers: { body: true, timestamp: false, url: true, headers: false },
  },
  options: [],
  events: [],
  describe: () => [],
  signatureParts: (view) =>
    view.header(HEADER) === undefined
      ? { bodyRanges: [] }
      : { signature: { in: 'header', name: HEADER }, bodyRanges: [] },
  sign: (request) => ({ ...request, headers: [...request.headers, [HEADER, '']] }),
  verify: (view, input): Verification => {
    const received = view.header(HEADER);
    if (received === undefined) return { status: 'unsigned', detail: 'no signature' };
    const fits = input.secrets.some(
      (secret) =>
        secret.kind === 'shared' &&
        urlSignature(secret.value, input.url, view.form() ?? []) === received,
    );
    return fits ? verified('fits') : refused('mismatch', 'does not fit');
  },
};
