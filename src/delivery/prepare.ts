import { type HeaderList, withoutHeaders } from '../core/headers.ts';
import type { Random } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { Provider, ProviderOptions, Secret } from '../providers/types.ts';
import type { SigningDecision } from './signing-decision.ts';
import { type TamperPart, tamperRequest } from './tamper.ts';
import { addressedTo, type Target } from './target.ts';
import type { PlannedDelivery, PreparedAttempt } from './types.ts';

export interface PreparationSettings {
  readonly target: Target;
  readonly provider: Provider | null;
  readonly decision: SigningDecision;
  readonly secret: Secret | null;
  readonly options: ProviderOptions;
  readonly random: Random;
  /** Added to the time that is signed: `--skew -10m` makes an old signature. */
  readonly skewMs: number;
  readonly tamper: TamperPart | null;
  /** Extra headers of `-H`; they replace headers of the same name. */
  readonly headers: HeaderList;
  /** When the delivery began, if that was before this process or this reading of its request; else absent or `null`. */
  readonly begunAtMs?: number | null;
}

/**
 * Returns a function that makes the request for each attempt. A scheme whose signature stays the same on a retry is
 * signed once; one with a short time window is signed for each attempt. The same seed, start and attempt give the same
 * request, so that a delivery can be gone on with from its record.
 */
export function preparation(
  recorded: WebhookRequest,
  settings: PreparationSettings,
): PlannedDelivery['prepare'] {
  let last: { readonly attempt: PreparedAttempt; readonly signed: WebhookRequest } | undefined;
  const first = (atMs: number): NonNullable<typeof last> =>
    prepareOnce(addressedTo(recorded, settings.target), settings, atMs, settings.random);
  if (settings.begunAtMs !== undefined && settings.begunAtMs !== null) {
    last = first(settings.begunAtMs);
  }
  return (attempt, nowMs, retryHeaders = []) => {
    if (last === undefined) {
      last = first(nowMs);
    } else if (settings.provider?.scheme.freshOnRetry === true) {
      // Signing what was signed before keeps the ids that a retry must not change.
      const random = settings.random.fork(`attempt/${attempt}`);
      last = prepareOnce(last.signed, settings, nowMs, random);
    }
    const told = withExtraHeaders(last.attempt, retryHeaders);
    return withExtraHeaders(told, settings.headers);
  };
}

function prepareOnce(
  unsigned: WebhookRequest,
  settings: PreparationSettings,
  nowMs: number,
  random: Random,
): { readonly attempt: PreparedAttempt; readonly signed: WebhookRequest } {
  const { target, decision, tamper } = settings;
  const url = `${target.origin}${unsigned.path}`;
  const signed = signIfDecided(unsigned, url, settings, nowMs, random);
  const tampered =
    tamper === null || tamper === 'secret' || settings.provider === null
      ? signed
      : tamperRequest(settings.provider, signed, tamper);
  const request = tampered ?? signed;
  return {
    signed,
    attempt: {
      url: `${target.origin}${request.path}`,
      request,
      signed: decision.signed,
      signedNote: untouchedNote(settings, tampered, signed === unsigned) ?? decision.note,
    },
  };
}

/** What is to be said when tampering changed nothing; another secret makes no difference where none is used. */
function untouchedNote(
  { tamper, decision }: PreparationSettings,
  tampered: WebhookRequest | null,
  isUnsigned: boolean,
): string | null {
  if (tampered === null) return `nothing to tamper with: no signed ${tamper}`;
  const isKept = decision.signed === 'verbatim';
  return tamper === 'secret' && isUnsigned && !isKept
    ? 'nothing to tamper with: no secret is used'
    : null;
}

function signIfDecided(
  request: WebhookRequest,
  url: string,
  { provider, decision, secret, options, skewMs }: PreparationSettings,
  nowMs: number,
  random: Random,
): WebhookRequest {
  if (provider === null || secret === null || decision.signed !== 'fresh') return request;
  return provider.sign(request, { secret, url, nowMs: nowMs + skewMs, random, options });
}

function withExtraHeaders(made: PreparedAttempt, extra: HeaderList): PreparedAttempt {
  if (extra.length === 0) return made;
  const { request } = made;
  const kept = withoutHeaders(request.headers, ...extra.map(([name]) => name));
  return { ...made, request: { ...request, headers: [...kept, ...extra] } };
}
