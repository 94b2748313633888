// One case of bench/delivery.js in a process of its own; prints one JSON object.
import { Pool } from 'undici';
import { dueAgain, dueInRealTime, dueInVirtualTime, plan } from './delivery-due.js';
import {
  capture,
  connections,
  folder,
  load,
  parts,
  recordedAt,
  requests,
  timed,
  url,
  WARM_UP,
} from './delivery-parts.js';
import { mailgunBody } from './mailgun-requests.js';

const [, , name] = process.argv;

async function bareLoop() {
  const pool = new Pool(new URL(url).origin, { connections });
  const body = mailgunBody(1);
  const headers = ['Content-Type', 'application/json', 'User-Agent', 'bench'];
  let left = 0;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const response = await pool.request({ method: 'POST', path: '/', headers, body });
      for await (const _chunk of response.body);
    }
  };
  const round = async (count) => {
    left = count;
    const startedMs = performance.now();
    await Promise.all(Array.from({ length: connections }, worker));
    return (count * 1000) / (performance.now() - startedMs);
  };
  await round(WARM_UP);
  const result = await timed(async () => ({ perSecond: await round(requests) }));
  await pool.destroy();
  return result;
}

/** Unique bodies, from memory: the engine, with or without signing. */
async function memory(signed) {
  const { history, settings, ports, mailgun } = await parts();
  const [{ runDeliveries }, { replayDeliveries }] = await Promise.all([
    load('delivery/engine.js'),
    load('commands/replay-delivery.js'),
  ]);
  const make = replayDeliveries({ ...settings, verbatim: !signed }, ports);
  const bodies = Array.from({ length: 2_000 }, (_, number) => recordedAt(number));
  const source = async function* (count) {
    for (let number = 1; number <= count; number += 1) {
      const request = bodies[number % bodies.length];
      const recorded = {
        ok: true,
        source: 'bench',
        request,
        provider: signed ? mailgun : null,
        options: {},
        ownProfile: () => settings.retry.profile,
      };
      yield await make(recorded, { number, source: 'bench', begunAtMs: null }, Date.now());
    }
  };
  await runDeliveries(source(WARM_UP), { ...settings, run: 'warm' }, ports);
  const result = await timed(async () => {
    const { summary } = await runDeliveries(source(requests), { ...settings, run: 'bench' }, ports);
    return summary;
  });
  await history.close();
  await ports.sender.close();
  return result;
}

/** What `replay` does with captures of the history: read again, signed, every attempt on record. */
async function journal(options) {
  const { history, settings, ports } = await parts(options);
  const [{ runReplay }, { NO_DISORDER }, { sourceLoader }, { replaySources }] = await Promise.all([
    load('commands/replay.js'),
    load('delivery/disorder.js'),
    load('commands/source-loader.js'),
    load('commands/replay-sources.js'),
  ]);
  await capture(history, requests);
  const fixtures = async function* () {};
  let summary;
  const output = {
    event: (event) => {
      if (event.type === 'summary') summary = event;
    },
  };
  const config = {
    ...settings,
    dryRun: false,
    cwd: folder,
    optionNames: [],
    disorder: NO_DISORDER,
  };
  const all = {
    ...ports,
    output,
    runs: async () => history.runs,
    load: async () => sourceLoader({ fixtures, line: async () => undefined, history }),
  };
  const selection = { failed: false, filter: null };
  const sources = (words) =>
    replaySources(words, selection, { fixtures, history: async () => history });
  await runReplay(config, sources([`1..${WARM_UP}`]), all);
  let planned;
  const watch = () => {
    planned = process.cpuUsage();
  };
  await runReplay(config, sources([`1..${requests}`]), { ...all, watch });
  const { user, system } = process.cpuUsage(planned);
  const result = { ...summary, cpuUs: (user + system) / requests };
  await history.close();
  await ports.sender.close();
  return result;
}

const CASES = {
  pool: bareLoop,
  unsigned: () => memory(false),
  signed: () => memory(true),
  journal: () => journal(),
  synced: () => journal({ survives: 'power-cut' }),
  plan,
  real: dueInRealTime,
  retries: dueAgain,
  virtual: dueInVirtualTime,
};
process.stdout.write(JSON.stringify(await CASES[name]()));
