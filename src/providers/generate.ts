import { UsageError } from '../core/errors.ts';
import { seededRandom } from '../core/random.ts';
import type {
  BodyFormat,
  EventDefinition,
  Payload,
  Provider,
  ProviderOptions,
  UnsignedRequest,
} from './types.ts';

/** What an event is generated from; the same settings always give the same bytes. */
export interface GenerateSettings {
  readonly seed: string;
  /** When the event happens, in milliseconds. */
  readonly nowMs: number;
  /** When its message was accepted, in milliseconds. */
  readonly acceptedAtMs: number;
  readonly recipient: string;
  readonly subject: string;
  readonly format: BodyFormat;
  readonly options: ProviderOptions;
}

export const DEFAULT_RECIPIENT = 'alice@example.net';
export const DEFAULT_SUBJECT = 'Your order has shipped';

/** How long before a single event its message was accepted. */
export const DEFAULT_MESSAGE_AGE_MS = 4_000;

/**
 * Builds one event, before encoding. Ids of the message come from the seed alone, ids of the event from the seed and
 * `eventLabel`: events with one seed and different labels are about one message.
 */
export function buildEvent(
  event: EventDefinition,
  eventLabel: string,
  settings: GenerateSettings,
): Payload {
  return event.build({
    nowMs: settings.nowMs,
    message: {
      recipient: settings.recipient,
      subject: settings.subject,
      acceptedAtMs: settings.acceptedAtMs,
      random: () => seededRandom(`${settings.seed}/message`),
    },
    random: seededRandom(`${settings.seed}/event/${eventLabel}`),
    format: settings.format,
    options: settings.options,
  });
}

export function encodeEvents(
  provider: Provider,
  payloads: readonly Payload[],
  settings: Pick<GenerateSettings, 'seed' | 'format' | 'options'>,
): UnsignedRequest {
  return provider.encode(payloads, {
    format: settings.format,
    random: seededRandom(`${settings.seed}/encode`),
    options: settings.options,
  });
}

/** The format to use: the one asked for, or the event's default. @throws {UsageError} when the event has no such format */
export function chooseFormat(
  provider: Pick<Provider, 'name'>,
  event: EventDefinition,
  asked: BodyFormat | null,
): BodyFormat {
  if (asked === null) return event.formats[0];
  if (event.formats.includes(asked)) return asked;
  throw new UsageError(`${provider.name} ${event.name} has no format "${asked}"`, {
    hint: `it has: ${event.formats.join(', ')}`,
  });
}
