import { formatDuration } from '../core/duration.ts';
import { textAtPlace, withTextAtPlace } from '../providers/signature-place.ts';
import { changeOf } from './header-change.ts';
import type { Change, Hypothesis, Subject, WrongWay } from './types.ts';
import { changedCase, verifyCase } from './verify-case.ts';

const WITHOUT_LIMIT: Change = { toleranceMs: Number.POSITIVE_INFINITY };
/** Beyond any limit. */
const FAR_MS = 30 * 86_400_000;
const PLAUSIBLE_MS = 400 * 86_400_000;
const MILLISECONDS = /(?<![0-9A-Za-z])(\d{13})(?![0-9A-Za-z])/;
const SECONDS = /(?<![0-9A-Za-z])(\d{10})(?![0-9A-Za-z])/;

export const TIME_WAYS: readonly WrongWay[] = [
  {
    name: 'timestamp-in-milliseconds',
    aspect: 'time',
    summary: 'The signed time is in milliseconds where seconds are wanted, or the other way round.',
    explanation:
      'A time of 13 digits counts milliseconds, one of 10 digits seconds. Date.now() of JavaScript gives milliseconds, most signature schemes want seconds, and comparing one with the other looks like a request from 50,000 years ahead or from 1970.',
    fix: 'Use one unit: Math.floor(Date.now() / 1000) on both sides of the comparison. A test sender has to sign and send seconds.',
    hypotheses: otherUnit,
  },
  {
    name: 'stale',
    aspect: 'time',
    summary: 'The signature is right, but too old.',
    explanation:
      'The signed time is further back than the limit allows. A stored request checked later, a delivery that waited in a queue, or a clock that runs ahead all look the same.',
    fix: "Set the receiver's clock by NTP, and check the signature before a request waits in a queue. To check a stored request say when it came: --now TIME, or captured_at in the fixture, or --tolerance.",
    hypotheses: (subject) => outsideLimit(subject, 'past'),
  },
  {
    name: 'future',
    aspect: 'time',
    summary: 'The signature is right, but its time lies in the future.',
    explanation:
      'The signed time is later than the clock here. The clock of the receiver is behind, or that of the sender is ahead.',
    fix: "Set the receiver's clock by NTP (a container or a virtual machine that slept often lags), and allow a few minutes in both directions.",
    hypotheses: (subject) => outsideLimit(subject, 'future'),
  },
];

function* outsideLimit(
  subject: Subject,
  direction: 'past' | 'future',
): Generator<Hypothesis, void, undefined> {
  const signedAtMs = signedTimeMs(subject);
  if (signedAtMs === undefined) {
    if (direction === 'past')
      yield { change: WITHOUT_LIMIT, fits: 'the request once its time is left aside' };
    return;
  }
  const aheadMs = signedAtMs - subject.nowMs;
  if (aheadMs > 0 !== (direction === 'future')) return;
  const distance = formatDuration(roughly(Math.abs(aheadMs)));
  const where = direction === 'past' ? 'old' : 'in the future';
  yield { change: WITHOUT_LIMIT, fits: `the request, but its time is ${distance} ${where}` };
}

/** Parts of a second tell nothing of a time that is minutes off. */
function roughly(distanceMs: number): number {
  const stepMs = distanceMs < 60_000 ? 1 : 1000;
  return Math.round(distanceMs / stepMs) * stepMs;
}

function* otherUnit(subject: Subject): Generator<Hypothesis, void, undefined> {
  const text = timestampText(subject);
  const milliseconds = MILLISECONDS.exec(text ?? '')?.[1];
  const seconds = SECONDS.exec(text ?? '')?.[1];
  if (milliseconds !== undefined) {
    yield* atTime(subject, Number(milliseconds), 1000, 'milliseconds');
    yield* replaced(subject, milliseconds, milliseconds.slice(0, 10), 'seconds');
  }
  if (seconds !== undefined) {
    yield* atTime(subject, Number(seconds) * 1000, 1 / 1000, 'seconds');
    yield* replaced(subject, seconds, `${seconds}000`, 'milliseconds');
  }
}

/** Reads the signed time in another unit. Holds only if the time matters: some schemes let any future time pass. */
function* atTime(
  subject: Subject,
  signedAtMs: number,
  factor: number,
  unit: string,
): Generator<Hypothesis, void, undefined> {
  if (Math.abs(signedAtMs - subject.nowMs) > PLAUSIBLE_MS) return;
  const nowMs = signedAtMs * factor;
  const isOk = (atMs: number): boolean =>
    verifyCase(subject.provider, changedCase(subject, { nowMs: atMs })).status === 'ok';
  yield {
    change: { nowMs },
    fits: `the request, and its time is right in ${unit}`,
    reproduces: () => isOk(nowMs) && !isOk(nowMs + FAR_MS),
  };
}

function* replaced(
  subject: Subject,
  before: string,
  after: string,
  unit: string,
): Generator<Hypothesis, void, undefined> {
  const change = withTimestamp(subject, before, after);
  if (change !== undefined) {
    yield {
      change,
      fits: `the same time in ${unit}: the time that was sent is not the one that was signed`,
    };
  }
}

function withTimestamp(subject: Subject, before: string, after: string): Change | undefined {
  const { request } = subject;
  const place = subject.parts().timestamp;
  const text = timestampText(subject);
  if (place === undefined || text === undefined) return undefined;
  return changeOf(request, withTextAtPlace(request, place, text.replace(before, after)));
}

/** When the request says it was signed, in milliseconds. */
function signedTimeMs(subject: Subject): number | undefined {
  const text = timestampText(subject);
  if (text === undefined) return undefined;
  const digits = MILLISECONDS.exec(text)?.[1] ?? SECONDS.exec(text)?.[1];
  if (digits !== undefined) return digits.length === 13 ? Number(digits) : Number(digits) * 1000;
  const parsed = Date.parse(text.trim());
  return Number.isNaN(parsed) ? undefined : parsed;
}

function timestampText(subject: Subject): string | undefined {
  const place = subject.parts().timestamp;
  return place === undefined ? undefined : textAtPlace(subject.request, place);
}
