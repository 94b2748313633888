import { accessSecrets } from '../capture/auth.ts';
import { captureFileName, fixtureOfCapture } from '../capture/capture-fixture.ts';
import type { CapturedExchange } from '../capture/pipeline.ts';
import { createRedactor, type Redacted } from '../capture/redact.ts';
import type { CaptureStore } from '../capture/types.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import type { ListenConfig, ListenPorts } from './listen-config.ts';

/** Writes captures to fixture files; gives the file, or `null` when there is none. */
export type SaveCapture = (exchange: CapturedExchange) => Promise<string | null>;

/** The sender has its answer already, so a file that can't be written is a warning and not the end. */
export function captureSaver(
  { saveDir, redact, access }: Pick<ListenConfig, 'saveDir' | 'redact' | 'access'>,
  ports: ListenPorts,
  store: Pick<CaptureStore, 'body'>,
  optionsFor: (provider: Provider) => ProviderOptions,
): SaveCapture {
  if (saveDir === null) return async () => null;
  const redacted: (exchange: CapturedExchange) => Promise<Redacted> | null = redact
    ? createRedactor(accessSecrets(access), { ...ports, optionsFor })
    : () => null;
  return async (captured) => {
    const { id, bodyFile } = captured.request;
    try {
      const { exchange, note } = (await redacted(captured)) ?? { exchange: captured, note: null };
      const body = bodyFile === undefined ? null : store.body(captured.request);
      const fixture = fixtureOfCapture(exchange, note);
      return await ports.saveFixture(saveDir, fixture, captureFileName(exchange), body);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      ports.logger.error(`request ${id} could not be saved: ${reason}`);
      return null;
    }
  };
}
