import { createDescriber } from '../capture/describe.ts';
import { EarlyDescriptions } from '../capture/early-descriptions.ts';
import { type CapturedExchange, CapturePipeline } from '../capture/pipeline.ts';
import { arrivingSubject } from '../capture/subject.ts';
import { ExitCode } from '../core/errors.ts';
import type { ReadyEvent } from '../core/events.ts';
import { type ExpressionSubject, matchesExpression } from '../core/expression-match.ts';
import type { RunningListener } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import { type RequestView, viewRequest } from '../core/request-view.ts';
import { answerer, asksBeforeAnswer, withBody } from './listen-answer.ts';
import type { ListenConfig, ListenPorts } from './listen-config.ts';
import { execFor } from './listen-exec.ts';
import { startForwarding } from './listen-forward.ts';
import { startHandshakes } from './listen-handshake.ts';
import { describeSettings, fixedProvider } from './listen-providers.ts';
import { keepRecent } from './listen-retention.ts';
import { captureSaver } from './listen-save.ts';
import { refuseOwnAddress } from './own-address.ts';

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
  const store = await ports.openStore();
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
  let isReached = false;

  const fixed = fixedProvider(config, ports.providers);
  const settings = describeSettings(config, ports.providers);
  const handshakes = startHandshakes(
    config,
    ports,
    fixed === null ? ports.providers : [fixed],
    settings.optionsFor,
    hurry.signal,
  );
  const describe = createDescriber(settings, {
    ...ports,
    ...(store.occurrences === undefined ? {} : { past: store.occurrences }),
  });
  const early = asksBeforeAnswer(config) ? new EarlyDescriptions(describe) : null;
  const arriving = (request: CapturedRequest): ExpressionSubject =>
    arrivingSubject(request, fixed, ports.providers, early?.verificationOf(request));
  const forwarding =
    config.forward === null
      ? null
      : await startForwarding(config.forward, config, ports, store, arriving, hurry.signal);
  const save = captureSaver(config, ports, store, settings.optionsFor);
  const decide = answerer(config, ports, handshakes, forwarding, arriving, hurry.signal);
  const answer = withBody(store, config, decide);
  const pipeline = new CapturePipeline({
    store,
    clock,
    logger,
    answer: early === null ? answer : (request) => early.make(request).then(() => answer(request)),
    describe: early === null ? describe : (request) => early.take(request),
    emit: async (exchange) => {
      store.describe(exchange.request.id, { ...exchange.description, answered: exchange.answered });
      handshakes.described(exchange);
      const subject = subjectOf(exchange);
      const isUnwanted = config.filter !== null && !matchesExpression(config.filter, subject);
      // What came at the same time as the last one asked for is in the store, and no more than that.
      if (isUnwanted || isReached) {
        forwarding?.passedOver(exchange.request.id);
        return;
      }
      const { request, answered, description } = exchange;
      const savedTo = await save(exchange);
      await ports.output.event({ type: 'request', request, answered, ...description, savedTo });
      await forwarding?.shown(exchange.request.id);
      if (config.exec?.decidesAnswer === false) {
        const signal = hurry.signal;
        await execFor(await store.whole(exchange.request), subject, config.exec, {
          ...ports,
          run: ports.runCommand,
          signal,
        });
      }
      emitted += 1;
      const found = config.until !== null && matchesExpression(config.until, subject);
      if (found || emitted === config.count) {
        isReached = true;
        end('reached');
      }
    },
    failed: (error) => {
      failure = error;
      end('broken');
    },
    limit: config.filter === null ? config.count : null,
    hurry: hurry.signal,
  });

  const listener = await ports.listener
    .listen(config, (request) => pipeline.receive(request))
    .catch(async (error: unknown) => {
      await forwarding?.close();
      await store.close();
      throw error;
    });
  const stopped = (): void => end('stopped');
  const { prune } = store;
  const retention =
    config.keep === null || prune === undefined
      ? null
      : keepRecent(config.keep, { prune }, ports, ended.signal);
  try {
    const targets = config.forward?.routes.map(({ target }) => target) ?? [];
    refuseOwnAddress(targets, config.host, listener.port);
    await announce(listener, config, ports);
    if (ports.stop.aborted) stopped();
    ports.stop.addEventListener('abort', stopped);
    if (config.timeoutMs !== null) {
      const atMs = clock.nowMs() + config.timeoutMs;
      void clock.sleepUntil(atMs, ended.signal).then(() => {
        if (!ended.signal.aborted) end('timeout');
      });
    }
    const how = await ending;
    if (how === 'reached') {
      await pipeline.close();
      await forwarding?.settle();
      await handshakes.close();
      await listener.close(hurry.signal);
    }
    if (how === 'broken') throw failure;
    return exitCodeOf(how, config);
  } finally {
    ended.abort();
    hurry.abort();
    ports.stop.removeEventListener('abort', stopped);
    await listener.close();
    await pipeline.close();
    await handshakes.close();
    await forwarding?.close();
    await retention;
    await store.close();
  }
}

/** An exchange as an expression sees it; the body is parsed only when it is asked about. */
function subjectOf({ request, answered, description }: CapturedExchange): ExpressionSubject {
  const { provider, events, verification } = description;
  let view: RequestView | undefined;
  return {
    get view() {
      view ??= viewRequest(request);
      return view;
    },
    provider,
    events,
    verification,
    status: answered.status,
    remoteAddress: request.remoteAddress,
  };
}

async function announce(
  { url, port }: RunningListener,
  config: ListenConfig,
  ports: ListenPorts,
): Promise<void> {
  const ready: ReadyEvent = { type: 'ready', url, ui: null, pid: ports.pid };
  const { basic, tokens } = config.access;
  const isOpen = basic === null && tokens.length === 0;
  const access = { basic: basic !== null, tokens: tokens.map(({ name }) => name) };
  await ports.output.event(isOpen ? ready : { ...ready, access });
  const { readyFile, portFile } = config;
  if (portFile !== null) await ports.writeSignalFile(portFile, `${port}\n`);
  if (readyFile !== null) {
    // The same line as `--json` begins with, so that one parser reads both.
    await ports.writeSignalFile(readyFile, `${JSON.stringify({ v: 1, ...ready })}\n`);
  }
}

function exitCodeOf(ending: Exclude<Ending, 'broken'>, config: ListenConfig): ExitCode {
  const openEnded = config.count === null && config.until === null;
  if (ending === 'reached' || openEnded) return ExitCode.done;
  return ending === 'timeout' ? ExitCode.timeout : ExitCode.interrupted;
}
