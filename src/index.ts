/**
 * The library: providers as data and pure functions, and the pieces of the command that are useful in programs.
 * Everything exported here follows semantic versioning; other modules may change at any time.
 */
export { ExitCode, WebhookCliError } from './core/errors.ts';
export type { EventSummary } from './core/events.ts';
export type { Fixture } from './core/fixture.ts';
export type { HeaderList, HeaderPair } from './core/headers.ts';
export { type Random, seededRandom } from './core/random.ts';
export type { CapturedRequest, WebhookRequest, WebhookResponse } from './core/request.ts';
export { type RequestView, viewRequest } from './core/request-view.ts';
export {
  attemptOffsetsMs,
  type NextStep,
  nextStep,
  type RetryProfile,
} from './core/schedule.ts';
export type { Verification, VerificationCause } from './core/verification.ts';
export { parseFixtureText, readFixtures, writeFixtureFile } from './io/fixture-files.ts';
export { type GenerateOptions, generate, sign, verify } from './library.ts';
export { findEvent } from './providers/find-event.ts';
export { loadAllProviders, loadProvider, parseProviderName } from './providers/index.ts';
export { PROVIDER_NAMES, type ProviderName } from './providers/names.ts';
export { findRetryProfile } from './providers/retry-profiles.ts';
export type { EventDefinition, Provider, Secret, VerifyInput } from './providers/types.ts';
