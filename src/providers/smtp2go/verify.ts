import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import type { SignatureParts, VerifyInput } from '../types.ts';
import { authOption, secretNameOption } from './options.ts';
import { presentedSecret } from './presented-secret.ts';

const AUTHORIZATION = 'authorization';

/** Compares the shared secret a request shows, in constant time; nothing of the request is signed. */
export function verify(view: RequestView, input: VerifyInput): Verification {
  const auth = authOption(input.options);
  if (auth === 'none' && view.header(AUTHORIZATION) === undefined) {
    return {
      status: 'not-applicable',
      detail:
        'SMTP2GO does not sign; give the webhook a secret and say where with --option auth=basic|bearer|query|path',
    };
  }
  const shown = presentedSecret(view, auth, secretNameOption(input.options));
  if (shown.kind === 'missing') return { status: 'unsigned', detail: shown.detail };
  const secrets = input.secrets.flatMap((secret) =>
    secret.kind === 'shared' && secret.value !== '' ? [secret.value] : [],
  );
  if (secrets.length === 0) {
    return { status: 'no-secret', detail: 'no secret to compare the credentials with' };
  }
  if (shown.kind === 'unusable') return refused(shown.cause, shown.detail);
  if (secrets.map(shown.fits).includes(true)) return verified(`${shown.place} fit the secret`);
  const tried = secrets.length === 1 ? 'the secret' : `any of the ${secrets.length} secrets`;
  return refused('mismatch', `${shown.place}: not equal to ${tried}`);
}

export function signatureParts(view: RequestView): SignatureParts {
  if (view.header(AUTHORIZATION) === undefined) return { bodyRanges: [] };
  return { signature: { in: 'header', name: 'Authorization' }, bodyRanges: [] };
}
