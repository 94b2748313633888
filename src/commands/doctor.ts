import type { SecretSet } from '../capture/types.ts';
import { utf8Bytes } from '../core/bytes.ts';
import { ExitCode as Exit, type ExitCode, SecretError } from '../core/errors.ts';
import { seededRandom } from '../core/random.ts';
import { chooseProbes } from '../doctor/choose-probes.ts';
import { examine, type Finding } from '../doctor/examine.ts';
import { findingEvent } from '../doctor/finding-text.ts';
import { PROBE_GROUPS, type Subject } from '../doctor/probe.ts';
import { probesFor } from '../doctor/probes.ts';
import { watchCount } from '../doctor/processed-count.ts';
import { buildRequest, schemeInUse, signRequest } from '../doctor/requests.ts';
import { eventRetryProfile } from '../providers/retry-profiles.ts';
import type { Provider, Secret } from '../providers/types.ts';
import { doctorHtml } from '../render/doctor-html.ts';
import { doctorJunit } from '../render/doctor-junit.ts';
import {
  countResults,
  countsText,
  type DoctorReport,
  type ReportFinding,
  type ReportFormat,
} from '../render/doctor-report.ts';
import { doctorSarif } from '../render/doctor-sarif.ts';
import { sha256Base64 } from '../signing/digest.ts';
import type { DeliveryPorts } from './delivery-settings.ts';
import { signingSecret } from './secrets.ts';

export interface DoctorConfig
  extends Pick<
    Subject,
    | 'provider'
    | 'options'
    | 'target'
    | 'events'
    | 'format'
    | 'recipient'
    | 'messageSubject'
    | 'headers'
    | 'burst'
    | 'seed'
  > {
  /** The target as it was given, for reports. */
  readonly targetUrl: string;
  readonly secrets: SecretSet;
  /** Instead of the provider's, or `null`. */
  readonly timeoutMs: number | null;
  readonly toleranceMs: number | null;
  readonly fixedNowMs: number | null;
  /** Ids of probes and names of groups. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Where the receiver tells how many events it has processed, or `null`. */
  readonly countUrl: string | null;
  /** How long that number may lag behind the answers. */
  readonly countLagMs: number;
  readonly reports: readonly { readonly format: ReportFormat; readonly file: string }[];
  readonly version: string;
}

export interface DoctorPorts extends DeliveryPorts {
  /** A new key pair of the kind the provider signs with. */
  readonly keyPair: (provider: Provider) => {
    readonly publicKeyPem: string;
    readonly privateKeyPem: string;
  };
  readonly writeReport: (file: string, text: string) => Promise<void>;
}

/** Examines a receiver. Exit 0 when no probe failed, warnings or not; 1 when one did. */
export async function runDoctor(config: DoctorConfig, ports: DoctorPorts): Promise<ExitCode> {
  const { clock, logger, output, sender, stop } = ports;
  const startedAtMs = config.fixedNowMs ?? clock.nowMs();
  const subject = subjectOf(config, ports, startedAtMs);
  const probes = probesFor(subject);
  const chosen = chooseProbes(probes, config.only, config.skip);
  const count =
    config.countUrl === null
      ? null
      : await watchCount(
          config.countUrl,
          { timeoutMs: subject.timeoutMs, lagMs: config.countLagMs },
          { sender, clock, signal: stop },
        );
  if (config.secrets.origin === 'test' && subject.authenticated) {
    logger.info(
      `signing with ${subject.secret?.kind === 'key-pair' ? 'the local key' : 'the test secret'} of "webhook-cli secret ${subject.provider.name}"`,
    );
  }
  const findings: Finding[] = [];
  const settings = { clock, sender, stop, count, fixedNowMs: config.fixedNowMs };
  for await (const finding of examine(subject, probes, chosen, settings)) {
    if (findings.at(-1)?.probe.group !== finding.probe.group) {
      logger.info(`\n${titleOf(finding.probe.group)}`);
    }
    findings.push(finding);
    await output.event(findingEvent(finding));
  }
  if (stop.aborted) return Exit.interrupted;
  const report = reportOf(config, findings, startedAtMs);
  const counts = countResults(report.findings);
  logger.info(`\n${countsText(counts)}`);
  for (const { format, file } of config.reports) {
    await ports.writeReport(file, reportText(format, report));
  }
  return counts.fail > 0 ? Exit.no : Exit.done;
}

function subjectOf(config: DoctorConfig, ports: DoctorPorts, nowMs: number): Subject {
  const { provider, events } = config;
  const secret = signingSecret(provider, config.secrets);
  const ownProfile = eventRetryProfile(provider, events[0]);
  // An event that is never retried tells little about how the others are.
  const profile = ownProfile.delaysMs.length > 0 ? ownProfile : provider.retry[0];
  return {
    ...config,
    secret,
    wrongSecret: usableOrNull(wrongSecret(config, ports), config, nowMs),
    profile,
    timeoutMs: config.timeoutMs ?? profile.timeoutMs,
    toleranceMs: config.toleranceMs ?? provider.scheme.toleranceMs,
    ...schemeInUse({ ...config, secret }, events[0], nowMs),
  };
}

function wrongSecret({ provider, seed }: DoctorConfig, ports: DoctorPorts): Secret {
  if (provider.secret.kind === 'key-pair') return { kind: 'key-pair', ...ports.keyPair(provider) };
  return { kind: 'shared', value: provider.secret.make(seededRandom(`${seed}/wrong-secret`)) };
}

/** A key of a kind the provider can't sign with is none at all. */
function usableOrNull(secret: Secret, config: DoctorConfig, nowMs: number): Secret | null {
  const facts = { ...config, secret };
  try {
    signRequest(facts, buildRequest(facts, 'key', [config.events[0]], nowMs), 'key', nowMs);
    return secret;
  } catch (error) {
    if (error instanceof SecretError) return null;
    throw error;
  }
}

function titleOf(group: string): string {
  return PROBE_GROUPS.find(({ name }) => name === group)?.title ?? group;
}

function reportOf(
  config: DoctorConfig,
  findings: readonly Finding[],
  startedAtMs: number,
): DoctorReport {
  return {
    provider: config.provider.title,
    target: config.targetUrl,
    startedAtMs,
    version: config.version,
    groups: PROBE_GROUPS,
    findings: findings.map(reportFinding),
  };
}

function reportFinding({ probe, result, durationMs }: Finding): ReportFinding {
  const { meaning } = result;
  return {
    check: probe.id,
    title: probe.title,
    group: probe.group,
    security: probe.security,
    result: result.result,
    cause: result.cause,
    did: result.did,
    expected: meaning?.expected ?? null,
    why: meaning?.why ?? null,
    fix: meaning?.fix ?? null,
    durationMs,
  };
}

function reportText(format: ReportFormat, report: DoctorReport): string {
  switch (format) {
    case 'html':
      return doctorHtml(report, (text) => sha256Base64(utf8Bytes(text)));
    case 'junit':
      return doctorJunit(report);
    case 'sarif':
      return doctorSarif(report);
    default:
      return format satisfies never;
  }
}
