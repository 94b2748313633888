import assert from 'node:assert/strict';
import type { RequestView } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import type { Secret, VerifyInput } from '../../src/providers/types.ts';
import { MAILGUN_SAMPLES, type MailgunSample, SAMPLE_KEY, viewOf } from './mailgun-samples.ts';
import { defaultOptions, TARGET_URL } from './provider-cases.ts';

export function shared(value: string): Secret {
  return { kind: 'shared', value };
}

export const SAMPLE_SECRET = shared(SAMPLE_KEY);
export const PARENT_KEY = '9d8e7f6a5b4c3d2e1f00112233445566';

/** An event webhook with the given object `signature`. */
export function jsonView(signature: unknown): RequestView {
  return viewOf('json', JSON.stringify({ signature, 'event-data': { event: 'opened' } }));
}

/** The verdict at a time, with the samples' key unless told otherwise. */
export function check(
  view: RequestView,
  atSeconds: number,
  settings: Partial<VerifyInput> = {},
  parentKey = '',
): Verification {
  return mailgun.verify(view, {
    secrets: [SAMPLE_SECRET],
    url: TARGET_URL,
    nowMs: atSeconds * 1000,
    ...settings,
    options: { ...defaultOptions(mailgun), 'parent-key': parentKey },
  });
}

export function causeOf(verification: Verification): string {
  return verification.status === 'failed' ? verification.cause : verification.status;
}

export function sampleView(sample: MailgunSample): RequestView {
  return viewOf(sample.format, sample.body);
}

export function sampleTitle(sample: MailgunSample): string {
  return `${sample.generation} ${sample.name} in ${sample.format}`;
}

export function sampleOf(name: string, format: string): MailgunSample {
  const found = MAILGUN_SAMPLES.find((sample) => sample.name === name && sample.format === format);
  assert.ok(found !== undefined);
  return found;
}
