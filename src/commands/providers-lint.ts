import type { LintedConfig } from '../core/config-lint.ts';
import { ExitCode as Exit, type ExitCode, WebhookCliError } from '../core/errors.ts';
import type { FindingEvent } from '../core/events.ts';
import { formatProblem, type LocatedProblem } from '../core/located-problem.ts';
import type { Clock, Output } from '../core/ports.ts';
import { seededRandom } from '../core/random.ts';
import { viewRequest } from '../core/request-view.ts';
import {
  buildEvent,
  DEFAULT_MESSAGE_AGE_MS,
  DEFAULT_RECIPIENT,
  DEFAULT_SUBJECT,
  encodeEvents,
} from '../providers/generate.ts';
import { resolveOptions } from '../providers/options.ts';
import {
  Confidence,
  type EventDefinition,
  type Provider,
  type Secret,
} from '../providers/types.ts';
import type { KeyAlgorithm, PemKeyPair } from '../signing/key-pair.ts';
import { type DeclaredPorts, tryDeclaredProvider } from './declared-providers.ts';

export interface ProvidersLintPorts extends DeclaredPorts {
  readonly output: Output;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly keyPair: (algorithm: KeyAlgorithm) => PemKeyPair;
}

const TRIAL_URL = 'http://127.0.0.1:4665/webhooks?lint=1';
const SEED = 'lint';

/**
 * Tells all that is wrong or doubtful in the providers of a configuration, and tries each event: made, signed, checked
 * and described, it must come out as itself. Exit 1 when something fails.
 *
 * @param file - the configuration file as problems name it
 */
export async function runProvidersLint(
  file: string,
  linted: LintedConfig,
  ports: ProvidersLintPorts,
): Promise<ExitCode> {
  let failed = false;
  const say = async (finding: Omit<FindingEvent, 'type'>): Promise<void> => {
    failed ||= finding.result === 'fail';
    await ports.output.event({ type: 'finding', ...finding });
  };
  for (const problem of linted.problems) await say(located('definition', 'fail', problem));
  for (const problem of linted.warnings) await say(located('definition', 'warn', problem));
  for (const definition of linted.definitions) {
    const { provider, problems } = await tryDeclaredProvider(definition, file, ports);
    for (const problem of problems) {
      await say({ ...located('parts', 'fail', problem), group: definition.name });
    }
    if (provider === null) continue;
    for (const finding of trials(provider, ports)) {
      await say({ ...finding, group: definition.name });
    }
  }
  if (linted.definitions.length === 0 && !failed) {
    await say(result('definition', 'skip', `${file} defines no provider`));
  }
  return failed ? Exit.no : Exit.done;
}

function* trials(
  provider: Provider,
  ports: ProvidersLintPorts,
): Generator<Omit<FindingEvent, 'type'>> {
  if (provider.events.length === 0) {
    yield result('event', 'skip', `${provider.name} has no events that could be tried`);
  }
  for (const event of provider.events) {
    const name = `${provider.name}/${event.name}`;
    const fault = trialFault(provider, event, ports);
    yield fault === undefined
      ? result('event', 'pass', `${name}: signed, accepted, recognised and described as itself`)
      : { ...result('event', 'fail', `${name}: ${fault.detail}`), ...fault.advice };
  }
}

interface Fault {
  readonly detail: string;
  readonly advice: Pick<FindingEvent, 'cause' | 'hint'>;
}

/** What goes wrong with an event on its way, or `undefined`. */
function trialFault(
  provider: Provider,
  event: EventDefinition,
  { clock, keyPair }: ProvidersLintPorts,
): Fault | undefined {
  const nowMs = clock.nowMs();
  const options = resolveOptions(provider, {});
  const secret: Secret =
    provider.secret.kind === 'shared'
      ? { kind: 'shared', value: provider.secret.testSecret }
      : { kind: 'key-pair', ...keyPair(provider.secret.algorithm) };
  const [format] = event.formats;
  const settings = { seed: SEED, nowMs, format, options };
  try {
    const payload = buildEvent(event, event.name, {
      ...settings,
      acceptedAtMs: nowMs - DEFAULT_MESSAGE_AGE_MS,
      recipient: DEFAULT_RECIPIENT,
      subject: DEFAULT_SUBJECT,
    });
    const { pathname, search } = new URL(TRIAL_URL);
    const unsigned = { ...encodeEvents(provider, [payload], settings), path: pathname + search };
    const random = seededRandom(SEED);
    const signed = provider.sign(unsigned, { secret, url: TRIAL_URL, nowMs, random, options });
    const view = viewRequest(signed);
    const url = new URL(signed.path, TRIAL_URL).href;
    const verdict = provider.verify(view, { secrets: [secret], url, nowMs, options });
    if (verdict.status !== 'ok' && verdict.status !== 'not-applicable') {
      return fault('signature', `not accepted: ${verdict.detail}`, null);
    }
    const [found] = provider.describe(view);
    if (found?.name !== event.name) {
      const as = found === undefined ? 'nothing' : (found.name ?? `"${found.wireName}"`);
      const hint = `describe.name must find "${event.wireName}" in it; or give the event the wire name it has`;
      return fault('describe', `described as ${as}`, hint);
    }
    if (provider.recognise(view) === Confidence.none) {
      return fault('recognise', 'not recognised', 'none of the rules under recognise holds for it');
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof WebhookCliError)) throw error;
    return fault('signature', error.message, error.hint ?? null);
  }
}

function fault(cause: string, detail: string, hint: string | null): Fault {
  return { detail, advice: { cause, hint } };
}

function located(
  check: string,
  outcome: 'fail' | 'warn',
  problem: LocatedProblem,
): Omit<FindingEvent, 'type'> {
  return result(
    check,
    outcome,
    formatProblem(problem),
    outcome === 'fail' ? 'invalid' : 'doubtful',
  );
}

function result(
  check: string,
  outcome: FindingEvent['result'],
  detail: string,
  cause: string | null = null,
): Omit<FindingEvent, 'type'> {
  return { check, result: outcome, cause, detail, hint: null };
}
