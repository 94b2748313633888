import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import type {
  BodyFormat,
  BuildContext,
  EventDefinition,
  Provider,
  ProviderOptions,
  Secret,
} from '../../src/providers/types.ts';

export const NOW_MS = Date.UTC(2026, 10, 21, 6, 50, 0, 123);
export const TARGET_URL = 'http://127.0.0.1:4665/hooks/test?tenant=7';

export function defaultOptions(provider: Provider): ProviderOptions {
  return Object.fromEntries(provider.options.map((option) => [option.name, option.default]));
}

export interface CaseSettings {
  readonly seed?: string;
  readonly format?: BodyFormat;
  readonly options?: ProviderOptions;
  readonly recipient?: string;
  readonly nowMs?: number;
}

export function buildContext(
  provider: Provider,
  event: EventDefinition,
  settings: CaseSettings = {},
): BuildContext {
  const seed = settings.seed ?? 'test-seed';
  const nowMs = settings.nowMs ?? NOW_MS;
  return {
    nowMs,
    message: {
      recipient: settings.recipient ?? 'alice@example.net',
      subject: 'Your order has shipped',
      acceptedAtMs: nowMs - 4_000,
      random: () => seededRandom(`${seed}/message`),
    },
    random: seededRandom(`${seed}/event`),
    format: settings.format ?? event.formats[0],
    options: { ...defaultOptions(provider), ...settings.options },
  };
}

/** Builds and encodes one event; `Host` and `Content-Length` are added as a transport would. */
export function buildUnsigned(
  provider: Provider,
  event: EventDefinition,
  settings: CaseSettings = {},
): WebhookRequest {
  const context = buildContext(provider, event, settings);
  const encoded = provider.encode([event.build(context)], {
    format: context.format,
    random: seededRandom(`${settings.seed ?? 'test-seed'}/encode`),
    options: context.options,
  });
  const url = new URL(TARGET_URL);
  return { ...encoded, path: `${url.pathname}${url.search}` };
}

export function withTransportHeaders(request: WebhookRequest, url: string): WebhookRequest {
  return {
    ...request,
    headers: [
      ['Host', new URL(url).host],
      ...request.headers,
      ['Content-Length', String(request.body.length)],
    ],
  };
}

/** A request as it would arrive: built, encoded, signed and with its transport headers. */
export function buildSigned(
  provider: Provider,
  event: EventDefinition,
  secret: Secret,
  settings: CaseSettings = {},
): WebhookRequest {
  const signed = provider.sign(buildUnsigned(provider, event, settings), {
    secret,
    url: TARGET_URL,
    nowMs: settings.nowMs ?? NOW_MS,
    random: seededRandom(`${settings.seed ?? 'test-seed'}/sign`),
    options: { ...defaultOptions(provider), ...settings.options },
  });
  return withTransportHeaders(signed, TARGET_URL);
}
