import { spliceBytes } from '../core/bytes.ts';
import { locateJsonValue } from '../core/json-scan.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

/** Keys and settings of an account that is not the one at hand. */
export const OPTION_WAYS: readonly WrongWay[] = [
  {
    name: 'parent-key',
    aspect: 'secret',
    summary: "The key is that of the parent account; the signature is made with the subaccount's.",
    explanation:
      "For domains of a subaccount Mailgun signs twice: signature with the subaccount's key, parent-signature with the key of the primary account.",
    fix: 'Check signature with the signing key of the subaccount, or parent-signature with that of the primary account (here: --option parent-key=…).',
    hypotheses: parentSignature,
  },
  {
    name: 'wrong-option',
    aspect: 'options',
    summary: 'The signature is right, but a setting of this check says otherwise.',
    explanation:
      'The check was told an account, a place of the secret or another detail that this request does not have.',
    fix: 'Correct the setting that is named, with --option or in the configuration.',
    whenUnsigned: true,
    hypotheses: otherOptions,
  },
];

/** Puts the parent's signature where the own one stands. */
function* parentSignature({ request }: Subject): Generator<Hypothesis, void, undefined> {
  const own = locateJsonValue(request.body, ['signature', 'signature']);
  const parent = locateJsonValue(request.body, ['signature', 'parent-signature']);
  if (own === undefined || parent === undefined) return;
  const body = spliceBytes(request.body, own, request.body.subarray(parent.start, parent.end));
  yield { change: { body }, fits: 'parent-signature in the place of signature' };
}

function* otherOptions({ provider, options }: Subject): Generator<Hypothesis, void, undefined> {
  for (const { name, default: usual, choices = [] } of provider.options) {
    const set = options[name] ?? usual;
    for (const value of new Set([usual, ...choices])) {
      if (value === set) continue;
      const words =
        value === '' ? `without the option ${name}` : `with the option ${name}=${value}`;
      yield { change: { options: { ...options, [name]: value } }, fits: `the request ${words}` };
    }
  }
}
