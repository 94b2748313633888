import { type FoundHandshake, handshakeFinder } from '../capture/handshake.ts';
import type { CapturedExchange } from '../capture/pipeline.ts';
import { EMPTY_BYTES } from '../core/bytes.ts';
import type { HttpSender } from '../core/ports.ts';
import type { CapturedRequest, WebhookResponse } from '../core/request.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import type { ListenConfig, ListenPorts } from './listen-config.ts';

/** Handshakes that the listener goes through by itself. */
export interface Handshakes {
  /** The answer to a handshake, or `null` for every other request. */
  answer(request: CapturedRequest): WebhookResponse | null;
  /** Called once a request is described: makes the visit that its handshake wants, or says why not. */
  described(exchange: CapturedExchange): void;
  /** Waits for visits under way; more may be made afterwards. */
  close(): Promise<void>;
}

const VISIT = {
  method: 'GET',
  headers: [],
  body: EMPTY_BYTES,
  timeoutMs: 10_000,
  keepBodyBytes: 0,
} as const;

const NO_HANDSHAKES: Handshakes = {
  answer: () => null,
  described: () => {},
  close: async () => {},
};

/** @param providers - those whose handshakes are answered */
export function startHandshakes(
  config: Pick<ListenConfig, 'handshake' | 'confirmSubscriptions'>,
  ports: Pick<ListenPorts, 'logger' | 'openSender'>,
  providers: readonly Provider[],
  optionsFor: (provider: Provider) => ProviderOptions,
  signal: AbortSignal,
): Handshakes {
  if (!config.handshake) return NO_HANDSHAKES;
  const { logger } = ports;
  const find = handshakeFinder(providers, optionsFor);
  const withVisit = new Map<string, FoundHandshake>();
  const visits = new Set<Promise<void>>();
  let sender: Promise<HttpSender> | undefined;

  const visit = async (what: string, url: string): Promise<void> => {
    const place = `${new URL(url).host}, which ${what} asks for`;
    try {
      sender ??= ports.openSender();
      const result = await (await sender).send({ ...VISIT, url, signal });
      if (!result.ok) logger.warn(`the visit to ${place}, failed: ${result.failure.detail}`);
      else logger.info(`visited ${place}: it answered ${result.response.status}`);
    } catch (error) {
      logger.warn(`the visit to ${place}, failed: ${error instanceof Error ? error.message : ''}`);
    }
  };

  return {
    answer: (request) => {
      const found = find(request);
      if (found === null) return null;
      logger.info(`answered ${found.handshake.what}`);
      if (found.handshake.visit !== null) withVisit.set(request.id, found);
      return found.handshake.answer;
    },
    described: ({ request, description }) => {
      const { handshake } = withVisit.get(request.id) ?? {};
      if (!withVisit.delete(request.id) || !handshake?.visit) return;
      const reason = whyNot(handshake.visit.unwanted, description, config.confirmSubscriptions);
      if (reason !== null) {
        logger.info(`did not visit the URL of ${handshake.what}: ${reason}`);
        return;
      }
      const made = visit(handshake.what, handshake.visit.url).finally(() => visits.delete(made));
      visits.add(made);
    },
    close: async () => {
      await Promise.all(visits);
      const opened = await sender;
      sender = undefined;
      await opened?.close();
    },
  };
}

/** Anyone can post a confirmation: only one that is signed is followed. */
function whyNot(
  unwanted: string | null,
  { verification }: CapturedExchange['description'],
  isAllowed: boolean,
): string | null {
  if (unwanted !== null) return unwanted;
  if (!isAllowed) return 'that is done with --confirm-subscriptions';
  return verification.status === 'ok' ? null : `its signature is not ok (${verification.status})`;
}
