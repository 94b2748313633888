import { captureFileName, fixtureOfCapture } from '../capture/capture-fixture.ts';
import { createDescriber } from '../capture/describe.ts';
import { memoryStore } from '../capture/memory-store.ts';
import { type CapturedExchange, CapturePipeline } from '../capture/pipeline.ts';
import { createResponder } from '../capture/responder.ts';
import { ExitCode, UnknownNameError } from '../core/errors.ts';
import type { ReadyEvent } from '../core/events.ts';
import { suggestionHint } from '../core/suggest.ts';
import { resolveOptions } from '../providers/options.ts';
import type { Provider } from '../providers/types.ts';
import type { ListenConfig, ListenPorts } from './listen-config.ts';

/** What ended a listener. */
type Ending = 'reached' | 'stopped' | 'timeout' | 'broken';

/**
 * Captures requests until `--count` is reached, the time is up or the user stops it.
 *
 * @returns 0 when all that was asked for came, or nothing in particular was asked; 5 when the time was up first; 130
 * when it was stopped first
 * @throws {PortInUseError} when the port is taken
 * @throws {UnknownNameError} when the fixed provider or an option does not exist
 */
export async function runListen(config: ListenConfig, ports: ListenPorts): Promise<ExitCode> {
  const { clock, logger } = ports;
  const store = memoryStore();
  const ended = new AbortController();
  const hurry = new AbortController();
  let end: (ending: Ending) => void = () => {};
  const ending = new Promise<Ending>((resolve) => {
    end = (how) => {
      // What was asked for is here, so the last answer may take its time (`--delay`); in any other case it may not.
      if (how !== 'reached') hurry.abort();
      resolve(how);
    };
  });
  let failure: unknown;
  let emitted = 0;

  const pipeline = new CapturePipeline({
    store,
    clock,
    logger,
    answer: createResponder({ ...config, files: config.serveFiles }, ports.random),
    describe: createDescriber(describeSettings(config, ports.providers), ports),
    emit: async (exchange) => {
      await emit(exchange, config, ports);
      emitted += 1;
      if (emitted === config.count) end('reached');
    },
    failed: (error) => {
      failure = error;
      end('broken');
    },
    limit: config.count,
    hurry: hurry.signal,
  });

  const listener = await ports.listener.listen(config, (request) => pipeline.receive(request));
  const stopped = (): void => end('stopped');
  try {
    await announce(listener.url, config, ports);
    if (ports.stop.aborted) stopped();
    ports.stop.addEventListener('abort', stopped);
    if (config.timeoutMs !== null) {
      const atMs = clock.nowMs() + config.timeoutMs;
      void clock.sleepUntil(atMs, ended.signal).then(() => {
        if (!ended.signal.aborted) end('timeout');
      });
    }
    const how = await ending;
    ended.abort();
    if (how === 'reached') await pipeline.close();
    if (how === 'broken') throw failure;
    return exitCodeOf(how, config);
  } finally {
    ended.abort();
    hurry.abort();
    ports.stop.removeEventListener('abort', stopped);
    await listener.close();
    await pipeline.close();
    await store.close();
  }
}

function describeSettings(
  config: ListenConfig,
  providers: readonly Provider[],
): Parameters<typeof createDescriber>[0] {
  const options = new Map(
    providers.map((provider) => [
      provider.name,
      resolveOptions(provider, config.options[provider.name] ?? {}),
    ]),
  );
  const fixed = providers.find(({ name }) => name === config.provider);
  if (config.provider !== null && fixed === undefined) {
    const names = providers.map(({ name }) => name);
    throw new UnknownNameError(`unknown provider "${config.provider}"`, {
      hint: suggestionHint(config.provider, names),
    });
  }
  return {
    provider: fixed ?? null,
    providers,
    optionsFor: (provider) => options.get(provider.name) ?? resolveOptions(provider, {}),
    toleranceMsFor: (provider) => config.tolerancesMs[provider.name] ?? null,
  };
}

async function announce(url: string, config: ListenConfig, ports: ListenPorts): Promise<void> {
  const ready: ReadyEvent = { type: 'ready', url, ui: null, pid: ports.pid };
  await ports.output.event(ready);
  if (config.readyFile !== null) {
    // The same line as `--json` begins with, so that one parser reads both.
    await ports.writeReadyFile(config.readyFile, `${JSON.stringify({ v: 1, ...ready })}\n`);
  }
}

async function emit(
  exchange: CapturedExchange,
  config: ListenConfig,
  ports: ListenPorts,
): Promise<void> {
  const { request, answered, description } = exchange;
  const savedTo = config.saveDir === null ? null : await save(exchange, config.saveDir, ports);
  await ports.output.event({ type: 'request', request, answered, ...description, savedTo });
}

/** The sender has its answer already, so a file that can't be written is a warning and not the end. */
async function save(
  exchange: CapturedExchange,
  dir: string,
  ports: ListenPorts,
): Promise<string | null> {
  try {
    return await ports.saveFixture(dir, fixtureOfCapture(exchange), captureFileName(exchange));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    ports.logger.error(`request ${exchange.request.id} could not be saved: ${reason}`);
    return null;
  }
}

function exitCodeOf(ending: Exclude<Ending, 'broken'>, config: ListenConfig): ExitCode {
  if (ending === 'reached' || config.count === null) return ExitCode.done;
  return ending === 'timeout' ? ExitCode.timeout : ExitCode.interrupted;
}
