import type { HeaderList } from '../core/headers.ts';
import { bareRequest, forgeryProbe, refusal, whenGuarded } from './forgery-probe.ts';
import { type Probe, skipped } from './probe.ts';
import { mustRefuse } from './verdicts.ts';

/** Where proxies say whom a request comes from, with an address that is often trusted: one of the own network. */
const INNER_ADDRESS = '10.0.0.1';
const FROM_INSIDE: HeaderList = [
  ['X-Forwarded-For', INNER_ADDRESS],
  ['X-Real-IP', INNER_ADDRESS],
  ['X-Client-IP', INNER_ADDRESS],
  ['True-Client-IP', INNER_ADDRESS],
  ['Forwarded', `for=${INNER_ADDRESS};proto=https`],
];

const FORWARDED_FOR: Probe = {
  id: 'forwarded-for',
  group: 'bad',
  title: 'unsigned, and said to come from the own network',
  security: true,
  needsBaseline: true,
  appliesTo: whenGuarded,
  run: async (context) => {
    const bare = bareRequest(context, 'forwarded-for');
    const meaning = refusal(
      context.subject,
      'X-Forwarded-For and its like are written by whoever sends the request: an address in them is no proof.',
      'Check the signature wherever a request comes from. Where addresses matter trust the last proxy alone: app.set("trust proxy", 1) in Express, trustProxy: 1 in Fastify, never true.',
    );
    const plain = mustRefuse(await context.deliver(bare), meaning);
    if (plain.result !== 'pass') return skipped('it makes no difference here: see unsigned');
    const request = { ...bare, headers: [...bare.headers, ...FROM_INSIDE] };
    return mustRefuse(await context.deliver(request), meaning);
  },
};

/** As the host of the other endpoint; nothing is sent there. */
const OTHER_HOST = 'webhook-cli-elsewhere.example';
const TO_ANOTHER: HeaderList = [
  ['X-Forwarded-Host', OTHER_HOST],
  ['X-Original-Host', OTHER_HOST],
  ['Forwarded', `host=${OTHER_HOST}`],
];

const FORWARDED_HOST = forgeryProbe({
  id: 'forwarded-host',
  title: 'a genuine request to another host, which X-Forwarded-Host names',
  why: 'Whoever sends a request writes X-Forwarded-Host. A check that takes the host from there accepts what was signed for any other.',
  fix: 'Keep the public host in your configuration and check with that; trust forwarded headers from your own proxy alone.',
  appliesTo: (subject) =>
    subject.provider.scheme.covers.url
      ? 'yes'
      : { skip: `${subject.provider.title} does not sign the URL` },
  forge: (context, label) => {
    const request = context.sign(context.build(label), label, { host: OTHER_HOST });
    return { ...request, headers: [...request.headers, ...TO_ANOTHER] };
  },
});

/** Requests that pretend to have come through a trusted proxy. */
export const FORWARDED_PROBES: readonly Probe[] = [FORWARDED_FOR, FORWARDED_HOST];
