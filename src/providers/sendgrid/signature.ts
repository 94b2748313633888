import type { RequestView } from '../../core/request-view.ts';
import { basicAuthorization, bearerAuthorization } from '../../signing/basic-auth.ts';
import type { ProviderOptions, SignatureParts, SignaturePlace } from '../types.ts';
import { basicAuthOption, oauthTokenOption } from './options.ts';

/** Base64 of a DER signature by ECDSA on P-256 with SHA-256, over the timestamp's text and then the raw body. */
export const SIGNATURE_HEADER = 'X-Twilio-Email-Event-Webhook-Signature';

/** Unix seconds of this attempt, as decimal text. */
export const TIMESTAMP_HEADER = 'X-Twilio-Email-Event-Webhook-Timestamp';

/** `Authorization` that the webhook's other settings ask for, beside or in place of the signature. */
export function expectedAuthorization(options: ProviderOptions): string | undefined {
  const token = oauthTokenOption(options);
  if (token !== '') return bearerAuthorization(token);
  const credentials = basicAuthOption(options);
  return credentials === '' ? undefined : basicAuthorization(credentials);
}

export function signatureParts(view: RequestView): SignatureParts {
  const signature = place(view, SIGNATURE_HEADER);
  const timestamp = place(view, TIMESTAMP_HEADER);
  return {
    ...(signature === undefined ? {} : { signature }),
    ...(timestamp === undefined ? {} : { timestamp }),
    bodyRanges: [],
  };
}

function place(view: RequestView, name: string): SignaturePlace | undefined {
  return view.header(name) === undefined ? undefined : { in: 'header', name };
}
