import { withoutHeaders } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import {
  type Applies,
  type Meaning,
  type Probe,
  type ProbeContext,
  type ProbeResult,
  type Subject,
  skipped,
} from './probe.ts';
import { mustRefuse } from './verdicts.ts';

/** A request that is forged in one way, and otherwise in order. */
export interface Forgery {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  appliesTo?(subject: Subject): Applies;
  /** The forged request, or why there can be none. */
  forge(context: ProbeContext, label: string): WebhookRequest | string;
  judge?(answer: Parameters<typeof mustRefuse>[0], meaning: Meaning, subject: Subject): ProbeResult;
}

/** What a refusal should look like to the provider: the status that ends its retries, if there is one. */
export function refusalStatus({ profile }: Pick<Subject, 'profile'>): string {
  const [first] = profile.stop;
  return typeof first === 'number' ? String(first) : '400, 401 or 403';
}

export function refusal(subject: Subject, why: string, fix: string): Meaning {
  return { expected: `refuses it with ${refusalStatus(subject)}`, why, fix };
}

export function whenAuthenticated({ authenticated, provider }: Subject): Applies {
  if (authenticated) return 'yes';
  return { skip: `${provider.title} shows no proof of where a request comes from: see unsigned` };
}

/** Where a receiver can refuse what has no proof, be it a signature or credentials in the URL. */
export function whenGuarded({ authenticated, target, provider }: Subject): Applies {
  if (authenticated || target.credentials !== null) return 'yes';
  return { skip: `${provider.title} shows no proof of where a request comes from: see unsigned` };
}

/** A request without signature and credentials. */
export function bareRequest(context: ProbeContext, label: string): WebhookRequest {
  const request = context.build(label);
  return context.subject.authenticated
    ? request
    : { ...request, headers: withoutHeaders(request.headers, 'Authorization') };
}

export function signed(context: ProbeContext, label: string): WebhookRequest {
  return context.sign(context.build(label), label);
}

export function forgeryProbe(forgery: Forgery): Probe {
  const { id, title, why, fix } = forgery;
  const judge = forgery.judge ?? mustRefuse;
  return {
    id,
    title,
    group: 'bad',
    security: true,
    needsBaseline: true,
    appliesTo: (subject) => {
      const authenticated = whenAuthenticated(subject);
      return authenticated === 'yes' ? (forgery.appliesTo?.(subject) ?? 'yes') : authenticated;
    },
    run: async (context) => {
      const { subject } = context;
      const request = forgery.forge(context, id);
      if (typeof request === 'string') return skipped(request);
      return judge(await context.deliver(request), refusal(subject, why, fix), subject);
    },
  };
}
