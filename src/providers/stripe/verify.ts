import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { futureNote, isUnixSeconds, tooOld } from '../../signing/signed-time.ts';
import { sharedKeys, triedSecrets } from '../shared-secrets.ts';
import type { SignatureParts, VerifyInput } from '../types.ts';
import { SIGNATURE_HEADER, stripeSignature } from './signature.ts';
import { itemRanges, parseSignatureHeader, type StripeSignature } from './signature-header.ts';

/** Default of the official libraries. */
export const DEFAULT_TOLERANCE_MS = 300_000;

const V1_SHAPE = /^[0-9a-f]{64}$/;

/** Any `v1` may fit any secret; only a time too old is refused, not one in the future. */
export function verify(view: RequestView, input: VerifyInput): Verification {
  const header = view.header(SIGNATURE_HEADER);
  if (header === undefined) {
    return { status: 'unsigned', detail: `there is no ${SIGNATURE_HEADER} header` };
  }
  const secrets = sharedKeys(input.secrets);
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: `no secret to check ${SIGNATURE_HEADER} with` };
  }
  const signature = parseSignatureHeader(header);
  const { timestamp } = signature;
  if (timestamp === undefined || !isUnixSeconds(timestamp)) {
    return refused('malformed', `${SIGNATURE_HEADER} has no t=<Unix seconds>`);
  }
  const problem = shapeProblem(signature);
  if (problem !== undefined) return refused('malformed', problem);
  const { body } = view.request;
  const expected = secrets.map((secret) => stripeSignature(secret, timestamp, body));
  const fits = expected.flatMap((one) => signature.v1.map((received) => equalText(one, received)));
  if (!fits.includes(true)) {
    const which = signature.v1.length === 1 ? 'v1 is not' : `none of ${signature.v1.length} v1 is`;
    return refused(
      'mismatch',
      `${which} the HMAC-SHA256 of t, "." and the ${body.length} body bytes under ${triedSecrets(secrets)}`,
    );
  }
  const limitMs = input.toleranceMs ?? DEFAULT_TOLERANCE_MS;
  const stale = tooOld(Number(timestamp), input.nowMs, limitMs);
  if (stale !== undefined) return refused('stale', stale);
  const note = futureNote(Number(timestamp), input.nowMs, limitMs);
  return verified(`signature and time fit${note}`);
}

/** Signatures and time share one header; the newest secret makes the first signature. */
export function signatureParts(view: RequestView): SignatureParts {
  const header = view.header(SIGNATURE_HEADER);
  if (header === undefined) return { bodyRanges: [] };
  const [v1, ...others] = itemRanges(header, 'v1');
  const time = itemRanges(header, 't').at(-1);
  const place = { in: 'header', name: SIGNATURE_HEADER } as const;
  return {
    signature: v1 === undefined ? place : { ...place, range: v1 },
    ...(others.length === 0
      ? {}
      : { otherSignatures: others.map((range) => ({ ...place, range })) }),
    ...(time === undefined ? {} : { timestamp: { ...place, range: time } }),
    bodyRanges: [],
  };
}

function shapeProblem({ v1, hasV0 }: StripeSignature): string | undefined {
  if (v1.length === 0) {
    const note = hasV0 ? ', only v0, which proves nothing' : '';
    return `${SIGNATURE_HEADER} has no v1${note}`;
  }
  if (v1.some((signature) => V1_SHAPE.test(signature))) return undefined;
  return `no v1 of ${SIGNATURE_HEADER} is 64 lower-case hexadecimal characters`;
}
