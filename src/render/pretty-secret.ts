import { utf8Bytes } from '../core/bytes.ts';
import type { SecretEvent } from '../core/events.ts';
import { shellWord } from './shell-word.ts';

/**
 * What a receiver needs and nothing else, so that a script can take it: a secret, a certificate, a PEM key, or an
 * assignment.
 */
export function secretText(event: SecretEvent): string {
  const { secret, certificatePem, publicKeyPem, publicKeyTxt, environmentName } = event;
  const value = secret ?? (certificatePem ?? publicKeyPem)?.trimEnd();
  if (value === undefined) return '';
  if (event.asEnvironment) return `${environmentName}=${shellWord(utf8Bytes(value))}\n`;
  const record = secret === null && publicKeyTxt !== null ? `\nDNS TXT: ${publicKeyTxt}\n` : '';
  return `${value}\n${record}`;
}
