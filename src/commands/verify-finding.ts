import type { SecretSet } from '../capture/types.ts';
import type { FindingEvent } from '../core/events.ts';
import { PLAIN_CAUSES } from '../explain/base-causes.ts';
import { causeText } from '../explain/cause-text.ts';
import {
  type ExplainLimits,
  type ExplainPorts,
  explanationOf,
  type FailedCase,
  searchCause,
} from '../explain/explain.ts';
import { observations } from '../explain/observations.ts';
import { WRONG_WAYS } from '../explain/table.ts';
import { verifyCase } from '../explain/verify-case.ts';
import { standInSecret } from '../providers/stand-in-secret.ts';

/** A request that was checked, with what to say about where it comes from. */
export interface CheckedCase extends FailedCase {
  /** File, history id or what else it was read from. */
  readonly source: string;
  readonly event: string | null;
  readonly origin: SecretSet['origin'];
}

const CHECK = 'signature';

/** The verdict as a finding; for one that failed with its cause, what that means and what to change. */
export function findingOf(
  checked: CheckedCase,
  ports: ExplainPorts,
  limits: ExplainLimits,
): FindingEvent {
  const { verification } = checked;
  switch (verification.status) {
    case 'ok':
      return finding(checked, 'pass', null, verification.detail, null);
    case 'not-applicable':
      return finding(checked, 'skip', null, verification.detail, null);
    case 'no-secret':
      return plainFinding(checked, 'no-secret', []);
    case 'failed':
    case 'unsigned':
      return failure(checked, ports, limits);
    default:
      return verification satisfies never;
  }
}

function failure(checked: CheckedCase, ports: ExplainPorts, limits: ExplainLimits): FindingEvent {
  const { confirmed, outOfTime, tried } = searchCause(checked, ports, limits);
  if (confirmed !== undefined) {
    const { cause, summary, explanation, fix, detail } = explanationOf(confirmed, checked);
    return finding(
      checked,
      'fail',
      cause,
      words(cause, summary, sentence(detail), explanation),
      fix,
    );
  }
  const { verification, provider } = checked;
  const seen = observations(provider, checked);
  const extent = outOfTime
    ? `the time was up after ${tried} tries in ${limits.budgetMs} ms; --deep takes longer`
    : `all ${WRONG_WAYS.length} known mistakes were tried, alone and in pairs`;
  if (verification.status !== 'failed') return plainFinding(checked, 'unsigned', seen);
  if (verification.cause === 'mismatch') return plainFinding(checked, 'unknown', [extent, ...seen]);
  return plainFinding(checked, verification.cause, seen);
}

function plainFinding(checked: CheckedCase, cause: string, facts: readonly string[]): FindingEvent {
  const { summary, explanation, fix } = causeText(cause) ?? PLAIN_CAUSES.unknown;
  const said = [checked.verification.detail, ...facts];
  const isTest = checked.origin === 'test' && (cause === 'unknown' || cause === 'wrong-secret');
  const all = isTest ? [...said, standInSecret(checked.provider.secret)] : said;
  const text = words(cause, summary, ...all.map(sentence), explanation);
  return finding(checked, 'fail', cause, text, fix);
}

export function unknownProviderFinding(source: string): FindingEvent {
  const { summary, explanation, fix } = PLAIN_CAUSES['unknown-provider'];
  const cause = 'unknown-provider';
  const detail = `${source}: ${words(cause, summary, explanation)}`;
  return { type: 'finding', check: CHECK, group: source, result: 'fail', cause, detail, hint: fix };
}

/** A remark when another secret than the first one fits; `undefined` when it is the first. */
export function previousSecretFinding(checked: CheckedCase): FindingEvent | undefined {
  const { provider, secrets } = checked;
  if (secrets.length < 2) return undefined;
  const fits = secrets.findIndex(
    (secret) => verifyCase(provider, { ...checked, secrets: [secret] }).status === 'ok',
  );
  if (fits < 1) return undefined;
  const detail = `previous-secret: The signature fits secret ${fits + 1} of ${secrets.length}, not the first.`;
  const fix =
    'Put the secret that is in use first, and drop the old one once nothing is signed with it any more.';
  return finding(checked, 'warn', 'previous-secret', detail, fix);
}

function finding(
  { source, provider, event }: CheckedCase,
  result: FindingEvent['result'],
  cause: string | null,
  text: string,
  hint: string | null,
): FindingEvent {
  const whose = event === null ? provider.name : `${provider.name} ${event}`;
  const detail = `${source} (${whose}): ${text}`;
  return { type: 'finding', check: CHECK, group: source, result, cause, detail, hint };
}

function words(cause: string, ...sentences: readonly string[]): string {
  return `${cause}: ${sentences.join(' ')}`;
}

/** A name such as `v1` or `webhook-id` stays as it is written. */
function sentence(text: string): string {
  return `${text.replace(/^[a-z][a-z']*(?=[\s,])/, (word) => word.charAt(0).toUpperCase() + word.slice(1))}.`;
}
