import { type HeaderList, withHeader, withoutHeaders } from '../core/headers.ts';
import { seededRandom } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import { pathFor, withoutRebuiltHeaders } from '../delivery/target.ts';
import { buildEvent, DEFAULT_MESSAGE_AGE_MS, encodeEvents } from '../providers/generate.ts';
import type { BodyFormat, EventDefinition, Provider, Secret } from '../providers/types.ts';
import { basicAuthorization } from '../signing/basic-auth.ts';
import type { BuildChanges, SignChanges, Subject } from './probe.ts';

/** What of a subject a request is made from. */
export type RequestFacts = Pick<
  Subject,
  | 'provider'
  | 'options'
  | 'target'
  | 'format'
  | 'recipient'
  | 'messageSubject'
  | 'headers'
  | 'secret'
  | 'seed'
>;

/**
 * One request with events of one format, not signed. Ids come from the seed and `label` alone; each event of a batch is
 * about a message of its own.
 */
export function buildRequest(
  facts: RequestFacts,
  label: string,
  events: readonly EventDefinition[],
  nowMs: number,
  changes: BuildChanges = {},
): WebhookRequest {
  const seed = `${facts.seed}/${label}`;
  const { provider, options } = facts;
  const format = formatOf(events, facts.format);
  const payloads = events.map((event, index) => {
    const payload = buildEvent(event, `${index}/${event.name}`, {
      seed: `${seed}/${index}`,
      nowMs,
      acceptedAtMs: nowMs - DEFAULT_MESSAGE_AGE_MS,
      recipient: changes.recipient ?? facts.recipient,
      subject: changes.messageSubject ?? facts.messageSubject,
      format,
      options,
    });
    return changes.edit === undefined ? payload : changes.edit(payload, index);
  });
  // What the encoder draws belongs to the request, not to the message that several events are about.
  const encodeSeed = `${seed}/${events.map(({ name }) => name).join('+')}`;
  const encoded = encodeEvents(provider, payloads, { seed: encodeSeed, format, options });
  return {
    ...encoded,
    path: pathFor(facts.target, '/'),
    headers: addressed(encoded.headers, facts),
  };
}

/** The format asked for where the event has it: some of a provider's events come in one format only. */
function formatOf(events: readonly EventDefinition[], asked: BodyFormat | null): BodyFormat {
  const [first] = events;
  if (asked !== null && events.every(({ formats }) => formats.includes(asked))) return asked;
  return first?.formats[0] ?? 'json';
}

function addressed(headers: HeaderList, { target, headers: extra }: RequestFacts): HeaderList {
  const kept = withoutHeaders(withoutRebuiltHeaders(headers), ...extra.map(([name]) => name));
  const all = [...kept, ...extra];
  return target.credentials === null
    ? all
    : withHeader(all, 'Authorization', basicAuthorization(target.credentials));
}

/** The request signed; as it is when there is nothing to sign with. One label, the same nonce. */
export function signRequest(
  facts: RequestFacts,
  request: WebhookRequest,
  label: string,
  nowMs: number,
  changes: SignChanges = {},
): WebhookRequest {
  const { provider, options, target, seed } = facts;
  const secret = changes.secret ?? facts.secret;
  if (secret === null) return request;
  const path = changes.path ?? request.path;
  const signed = provider.sign(
    { ...request, path },
    {
      secret,
      url: `${originFor(target.origin, changes.host)}${path}`,
      nowMs,
      random: seededRandom(`${seed}/${label}/sign`),
      options,
    },
  );
  return changes.path === undefined ? signed : { ...signed, path: request.path };
}

function originFor(origin: string, host: string | undefined): string {
  return host === undefined ? origin : `${new URL(origin).protocol}//${host}`;
}

/** What the signed form of a request shows about the scheme, with the options as they are. */
interface SchemeInUse {
  readonly authenticated: boolean;
  readonly hasNonce: boolean;
  readonly signatureHeader: string | null;
}

export function schemeInUse(
  facts: RequestFacts,
  event: EventDefinition,
  nowMs: number,
): SchemeInUse {
  const unsigned = buildRequest(facts, 'scheme', [event], nowMs);
  const signed = signRequest(facts, unsigned, 'scheme', nowMs);
  const { signature } = facts.provider.signatureParts(viewRequest(signed));
  return {
    authenticated: !sameRequest(unsigned, signed),
    hasNonce: replayKey(facts.provider, signed, facts, nowMs) !== undefined,
    signatureHeader: signature?.in === 'header' ? signature.name : null,
  };
}

function replayKey(
  provider: Provider,
  signed: WebhookRequest,
  { secret, target, options }: RequestFacts,
  nowMs: number,
): string | undefined {
  const secrets: readonly Secret[] = secret === null ? [] : [secret];
  const url = `${target.origin}${signed.path}`;
  // Verifying covers what the transport adds, which is not in the list yet.
  const headers = withHeader(
    withHeader(signed.headers, 'Host', new URL(url).host),
    'Content-Length',
    String(signed.body.length),
  );
  const verdict = provider.verify(viewRequest({ ...signed, headers }), {
    secrets,
    url,
    nowMs,
    options,
  });
  return verdict.status === 'ok' ? verdict.replayKey : undefined;
}

function sameRequest(left: WebhookRequest, right: WebhookRequest): boolean {
  return (
    left.path === right.path &&
    Buffer.compare(left.body, right.body) === 0 &&
    left.headers.length === right.headers.length &&
    left.headers.every(([name, value], index) => {
      const other = right.headers[index];
      return other?.[0] === name && other[1] === value;
    })
  );
}
