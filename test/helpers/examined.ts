import type { SecretSet } from '../../src/capture/types.ts';
import { type DoctorConfig, type DoctorPorts, runDoctor } from '../../src/commands/doctor.ts';
import type { ExitCode } from '../../src/core/errors.ts';
import type { FindingEvent } from '../../src/core/events.ts';
import { parseTarget } from '../../src/delivery/target.ts';
import { representativeEvents } from '../../src/doctor/choose-events.ts';
import { systemClock } from '../../src/io/clock.ts';
import { openHttpSender } from '../../src/io/http-client.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import { generateRsaKeyPair } from '../../src/signing/public-key.ts';
import { keptLog } from './listening.ts';
import { collectingOutput } from './scripted-sender.ts';

/** Short keys are made and used quickly, and nothing here is secret. */
const KEY_BITS = 1024;
export const RIGHT_KEYS = generateRsaKeyPair(KEY_BITS);
const OTHER_KEYS = generateRsaKeyPair(KEY_BITS);

export interface Examined {
  readonly exitCode: ExitCode;
  readonly findings: readonly FindingEvent[];
  readonly log: readonly string[];
  readonly reports: ReadonlyMap<string, string>;
}

export function doctorSecret(provider: Provider): Secret {
  return provider.secret.kind === 'shared'
    ? { kind: 'shared', value: provider.secret.testSecret }
    : { kind: 'key-pair', ...RIGHT_KEYS };
}

/** What a receiver has to be given to check what doctor signs. */
export function receiverSecret(provider: Provider): string {
  const secret = doctorSecret(provider);
  return secret.kind === 'shared' ? secret.value : secret.publicKeyPem;
}

export function doctorConfig(
  provider: Provider,
  url: string,
  change: Partial<DoctorConfig> & { readonly given?: Readonly<Record<string, string>> } = {},
): DoctorConfig {
  const secrets: SecretSet = { origin: 'given', secrets: [doctorSecret(provider)] };
  const { given = {}, ...changes } = change;
  return {
    provider,
    options: resolveOptions(provider, given),
    target: parseTarget(url),
    targetUrl: url,
    events: representativeEvents(provider),
    format: null,
    recipient: 'alice@example.net',
    messageSubject: 'Your order has shipped',
    headers: [],
    burst: 8,
    seed: 'test',
    secrets,
    timeoutMs: null,
    toleranceMs: null,
    fixedNowMs: null,
    only: [],
    skip: [],
    countUrl: null,
    countLagMs: 20,
    reports: [],
    version: '0.0.0',
    ...changes,
  };
}

/** Examines a receiver, over real connections unless told otherwise. */
export async function examined(
  config: DoctorConfig,
  ports: Partial<Pick<DoctorPorts, 'sender' | 'clock' | 'stop' | 'keyPair'>> = {},
): Promise<Examined> {
  const sender =
    ports.sender ?? openHttpSender({ connections: config.burst, insecure: false, caPem: null });
  const output = collectingOutput();
  const log = keptLog();
  const reports = new Map<string, string>();
  try {
    const exitCode = await runDoctor(config, {
      clock: systemClock,
      stop: new AbortController().signal,
      keyPair: () => OTHER_KEYS,
      ...ports,
      sender,
      output,
      logger: log,
      writeReport: async (file, text) => void reports.set(file, text),
    });
    return { exitCode, findings: output.ofType('finding'), log: log.lines, reports };
  } finally {
    await sender.close();
  }
}

/** `check: result` of every finding that is neither passed nor skipped. */
export function complaints(findings: readonly FindingEvent[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    findings
      .filter(({ result }) => result === 'fail' || result === 'warn')
      .map(({ check, result }) => [check, result]),
  );
}
