import assert from 'node:assert/strict';
import { headerValue } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import type { EventDefinition, Provider, Secret } from '../../src/providers/types.ts';
import { buildSigned, type CaseSettings } from './provider-cases.ts';

/** A signed request of one event in one format, for a verification that is not ours. */
export interface SignedCase {
  readonly title: string;
  readonly event: EventDefinition;
  readonly request: WebhookRequest;
}

/** Every event of a provider in every format, signed. */
export function signedCases(
  provider: Provider,
  secret: Secret,
  settings: CaseSettings = {},
): readonly SignedCase[] {
  const options = Object.entries(settings.options ?? {}).map(([name, value]) => `${name}=${value}`);
  const suffix = options.length === 0 ? '' : ` with ${options.join(' ')}`;
  return provider.events.flatMap((event) =>
    event.formats.map((format) => ({
      title: `${event.generation} ${event.name} as ${format}${suffix}`,
      event,
      request: buildSigned(provider, event, secret, { ...settings, format }),
    })),
  );
}

/** Value of a header that has to be there. */
export function sent(request: WebhookRequest, name: string): string {
  const value = headerValue(request.headers, name);
  assert.ok(value !== undefined, `no header ${name}`);
  return value;
}

/** The bytes with the lowest bit of one turned over: text stays text. */
export function flippedAt(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.map((byte, at) => (at === index ? byte ^ 1 : byte));
}

/** The body three times, with its first, middle and last byte changed. */
export function flippedBodies(body: Uint8Array): readonly Uint8Array[] {
  assert.notEqual(body.length, 0);
  return [0, body.length >> 1, body.length - 1].map((index) => flippedAt(body, index));
}

/** The text with another first character, a header value for instance. */
export function flippedText(text: string): string {
  return String.fromCharCode(text.charCodeAt(0) ^ 1) + text.slice(1);
}
