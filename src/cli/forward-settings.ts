import type { ForwardRoute, ForwardSettings } from '../commands/forward.ts';
import { UsageError } from '../core/errors.ts';
import { parseExpression } from '../core/expression.ts';
import { asksAbout, asksAboutSignature } from '../core/expression-fields.ts';
import type { HeaderList } from '../core/headers.ts';
import { isRebuiltHeader, parseTarget } from '../delivery/target.ts';
import type { ListenFlags } from './listen-options.ts';

const FORWARD_TIMEOUT_MS = 30_000;

/** Flags that say how requests are sent on, by the names of their values. */
const FORWARD_FLAGS = {
  ackFirst: '--ack-first',
  forwardTimeout: '--forward-timeout',
  forwardHeader: '--forward-header',
  forwardHost: '--forward-host',
} as const satisfies Partial<Record<keyof ListenFlags, string>>;

/** Flags that say how to connect: to targets, and to what `--confirm-subscriptions` visits. */
const TRANSPORT_FLAGS = {
  insecure: '--insecure',
  cacert: '--cacert',
  cert: '--cert',
  key: '--key',
  servername: '--servername',
  http2: '--http2',
} as const satisfies Partial<Record<keyof ListenFlags, string>>;

/** A host name or an address (IPv6 in brackets), with a port or without. */
const HOST = /^(?:\[[\da-f:.]+\]|[^\s/?#@\\:[\]<>"^`{|}\0-\x20\x7f-\uffff]+)(?::\d{1,5})?$/i;

/**
 * Settles where requests are sent on to, and how.
 *
 * @throws {UsageError} when a flag says what HTTP does not allow, or has nothing to be about
 */
export function resolveForward(flags: ListenFlags): ForwardSettings | null {
  const routes = [
    ...(flags.route ?? []).map((text) => answerableRoute(text, flags.ackFirst === true)),
    ...(flags.forwardTo ?? []).map((url) => ({ when: null, target: parseTarget(url) })),
  ];
  if (routes.length === 0) {
    refuseIdle(flags);
    return null;
  }
  return {
    routes,
    ackFirst: flags.ackFirst === true,
    timeoutMs: flags.forwardTimeout ?? FORWARD_TIMEOUT_MS,
    headers: checkedHeaders(flags.forwardHeader ?? []),
    host: flags.forwardHost === undefined ? null : checkedHost(flags.forwardHost),
  };
}

function refuseIdle(flags: ListenFlags): void {
  const visits = flags.confirmSubscriptions === true;
  const idle = Object.entries(visits ? FORWARD_FLAGS : { ...FORWARD_FLAGS, ...TRANSPORT_FLAGS });
  const given: Readonly<Partial<Record<string, unknown>>> = { ...flags };
  const [first] = idle.filter(([name]) => given[name] !== undefined && given[name] !== false);
  if (first !== undefined) throw new UsageError(`${first[1]} needs a --forward-to or --route`);
}

/** The URL begins at the first `=http://` or `=https://` that has an expression before it: others are in quotes. */
function parseRoute(text: string): ForwardRoute {
  const places = [...text.matchAll(/=(?=https?:\/\/.)/g)].map(({ index }) => index);
  let problem: unknown;
  for (const place of places) {
    try {
      const when = parseExpression(text.slice(0, place));
      return { when, target: parseTarget(text.slice(place + 1)) };
    } catch (error) {
      problem ??= error;
    }
  }
  throw (
    problem ??
    new UsageError(`--route "${text}" is not EXPR=URL`, {
      hint: "write it like 'provider=mailgun=http://127.0.0.1:3000/webhooks'",
    })
  );
}

/** A route is chosen before there is an answer, and with `--ack-first` perhaps long after the signature was checked. */
function answerableRoute(text: string, ackFirst: boolean): ForwardRoute {
  const route = parseRoute(text);
  if (route.when !== null && asksAbout(route.when, 'status')) {
    throw new UsageError(
      `--route "${text}" asks for a status, and there is none before the answer`,
    );
  }
  if (ackFirst && route.when !== null && asksAboutSignature(route.when)) {
    throw new UsageError(
      `--route "${text}" asks for a signature, which --ack-first does not keep`,
      {
        hint: 'leave out --ack-first, so that signatures are checked before requests are sent on',
      },
    );
  }
  return route;
}

function checkedHeaders(headers: HeaderList): HeaderList {
  for (const [name] of headers) {
    if (!isRebuiltHeader(name)) continue;
    const isHost = name.toLowerCase() === 'host';
    throw new UsageError(`--forward-header can't set ${name}: it is made anew for each request`, {
      hint: isHost ? 'that is what --forward-host is for' : 'leave it out',
    });
  }
  return headers;
}

function checkedHost(text: string): string {
  if (HOST.test(text)) return text;
  throw new UsageError(`--forward-host ${JSON.stringify(text)} is no host`, {
    hint: 'write a name such as hooks.example.com or 127.0.0.1:3000, or keep',
  });
}
