import assert from 'node:assert/strict';
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
import { ecKeyPair } from './ec-keys.ts';
import { keptLog } from './listening.ts';
import { collectingOutput } from './scripted-sender.ts';

/** Short keys are made and used quickly, and nothing here is secret. */
const KEY_BITS = 1024;

interface KeyPair {
  readonly publicKeyPem: string;
  readonly privateKeyPem: string;
}

const RSA: readonly KeyPair[] = [generateRsaKeyPair(KEY_BITS), generateRsaKeyPair(KEY_BITS)];
const EC: readonly KeyPair[] = [ecKeyPair(), ecKeyPair()];

/** Two key pairs of the kind the provider signs with: the right one and another. */
function keyPair({ scheme }: Provider, which: 0 | 1): KeyPair {
  const pair = (scheme.name.includes('ecdsa') ? EC : RSA)[which];
  assert.ok(pair !== undefined);
  return pair;
}

export interface Examined {
  readonly exitCode: ExitCode;
  readonly findings: readonly FindingEvent[];
  readonly log: readonly string[];
  readonly reports: ReadonlyMap<string, string>;
}

export function doctorSecret(provider: Provider): Secret {
  return provider.secret.kind === 'shared'
    ? { kind: 'shared', value: provider.secret.testSecret }
    : { kind: 'key-pair', ...keyPair(provider, 0) };
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
    ports.sender ??
    openHttpSender({
      connections: config.burst,
      insecure: false,
      caPem: null,
      clientCertificate: null,
      servername: null,
    });
  const output = collectingOutput();
  const log = keptLog();
  const reports = new Map<string, string>();
  try {
    const exitCode = await runDoctor(config, {
      clock: systemClock,
      stop: new AbortController().signal,
      keyPair: (provider) => keyPair(provider, 1),
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
