import { headerValue } from './core/headers.ts';
import { seededRandom } from './core/random.ts';
import type { WebhookRequest } from './core/request.ts';
import { viewRequest } from './core/request-view.ts';
import type { Verification } from './core/verification.ts';
import { findEvent } from './providers/find-event.ts';
import {
  buildEvent,
  chooseFormat,
  DEFAULT_MESSAGE_AGE_MS,
  DEFAULT_RECIPIENT,
  DEFAULT_SUBJECT,
  encodeEvents,
} from './providers/generate.ts';
import { resolveOptions } from './providers/options.ts';
import type { BodyFormat, Provider, Secret } from './providers/types.ts';

export interface GenerateOptions {
  /** Same seed and time, same bytes. */
  readonly seed: string;
  /** When the event happens, milliseconds since the epoch. */
  readonly nowMs: number;
  /** Path and query of the request; default `/`. */
  readonly path?: string;
  readonly format?: BodyFormat;
  readonly recipient?: string;
  readonly subject?: string;
  /** The provider's own options by name. */
  readonly options?: Readonly<Record<string, string>>;
}

/**
 * Generates a provider's event in its exact wire format, not signed yet.
 *
 * @param eventName - canonical, wire or configuration name
 * @throws {UnknownNameError} when the provider has no such event
 */
export function generate(
  provider: Provider,
  eventName: string,
  settings: GenerateOptions,
): WebhookRequest {
  const event = findEvent(provider, eventName);
  const format = chooseFormat(provider, event, settings.format ?? null);
  const options = resolveOptions(provider, settings.options ?? {});
  const { seed, nowMs, recipient = DEFAULT_RECIPIENT, subject = DEFAULT_SUBJECT } = settings;
  const acceptedAtMs = nowMs - DEFAULT_MESSAGE_AGE_MS;
  const about = { seed, nowMs, acceptedAtMs, recipient, subject, format, options };
  const payload = buildEvent(event, `0/${event.name}`, about);
  return { ...encodeEvents(provider, [payload], about), path: settings.path ?? '/' };
}

/**
 * Signs a request as the provider would; a signature that is there is replaced, every other byte stays.
 *
 * @param settings.url - full URL it goes to: its host is part of some signatures
 * @throws {SecretError} when the secret is empty or of the wrong kind
 */
export function sign(
  provider: Provider,
  request: WebhookRequest,
  settings: {
    readonly secret: Secret;
    readonly url: string;
    readonly nowMs: number;
    readonly seed: string;
    readonly options?: Readonly<Record<string, string>>;
  },
): WebhookRequest {
  return provider.sign(request, {
    ...settings,
    random: seededRandom(settings.seed),
    options: resolveOptions(provider, settings.options ?? {}),
  });
}

/** Checks a request's signature. Synchronous; a bad signature is a value, not an exception. */
export function verify(
  provider: Provider,
  request: WebhookRequest,
  settings: {
    readonly secrets: readonly Secret[];
    readonly nowMs: number;
    /** URL the sender used; made from the `Host` header when absent. */
    readonly url?: string;
    readonly toleranceMs?: number;
    readonly options?: Readonly<Record<string, string>>;
  },
): Verification {
  const host = headerValue(request.headers, 'host') ?? 'localhost';
  return provider.verify(viewRequest(request), {
    ...settings,
    url: settings.url ?? `http://${host}${request.path}`,
    options: resolveOptions(provider, settings.options ?? {}),
  });
}
