import { base64Bytes } from '../../core/bytes.ts';
import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { sha256Hex } from '../../signing/digest.ts';
import { sharedKeys, triedSecrets } from '../shared-secrets.ts';
import type { VerifyInput } from '../types.ts';
import { configuredUrl } from './options.ts';
import { bodyHashIn, withoutFragment, withQueryOf } from './request-url.ts';
import {
  needsBodyHash,
  SIGNATURE_HEADER,
  signedFields,
  signedText,
  twilioSignature,
} from './signature.ts';
import { urlVariants } from './url-variants.ts';

const SIGNATURE_BYTES = 20;
const SHOWN_URL_LENGTH = 200;

/** Any spelling of the URL may fit, with and without its port; a body that is no form must fit its hash in the URL. */
export function verify(view: RequestView, input: VerifyInput): Verification {
  const received = view.header(SIGNATURE_HEADER);
  if (received === undefined) {
    return { status: 'unsigned', detail: `there is no ${SIGNATURE_HEADER} header` };
  }
  const secrets = sharedKeys(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no auth token to check ${SIGNATURE_HEADER} with` };
  }
  if (base64Bytes(received)?.length !== SIGNATURE_BYTES) {
    return refused(
      'malformed',
      `${SIGNATURE_HEADER} is not the base64 of ${SIGNATURE_BYTES} bytes`,
    );
  }
  const configured = configuredUrl(input.options);
  const url = configured === '' ? input.url : withQueryOf(configured, view.request.path);
  const fields = signedFields(view);
  const text = signedText(fields);
  const fits = urlVariants(url).flatMap((variant) =>
    secrets.map((secret) => equalText(twilioSignature(secret, variant, text), received)),
  );
  if (!fits.includes(true)) {
    const form = fields.length === 0 ? '' : ` and ${fields.length} form fields`;
    return refused(
      'mismatch',
      `${SIGNATURE_HEADER} is not the HMAC-SHA1 of the URL ${shownUrl(url)}${form} under ${triedSecrets(secrets)}; if Twilio is configured with another URL, give that as --option webhook-url`,
    );
  }
  return needsBodyHash(view) ? bodyVerdict(view, url) : verified('the signature fits');
}

/** The signature covers the URL alone, and the hash in it the body. */
function bodyVerdict(view: RequestView, url: string): Verification {
  const hash = bodyHashIn(url);
  if (hash === undefined) {
    return refused(
      'missing',
      'the URL has no bodySHA256, so nothing covers a body that is no form',
    );
  }
  const { body } = view.request;
  if (!equalText(sha256Hex(body), hash.toLowerCase())) {
    return refused(
      'digest-mismatch',
      `bodySHA256 in the URL is not the SHA-256 of the ${body.length} body bytes`,
    );
  }
  return verified('the signature fits, and bodySHA256 fits the body');
}

/** Credentials in a URL are a secret. */
function shownUrl(url: string): string {
  const shown = withoutFragment(url).replace(/\/\/[^/?]*@/, '//***@');
  return shown.length > SHOWN_URL_LENGTH ? `${shown.slice(0, SHOWN_URL_LENGTH)}…` : shown;
}
