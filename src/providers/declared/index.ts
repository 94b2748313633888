import type { Fixture } from '../../core/fixture.ts';
import type { ProviderDefinition } from '../../core/provider-definition.ts';
import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';
import type { BatchRule, Provider } from '../types.ts';
import { eventDefinition } from './build-event.ts';
import { compileEvent } from './compile-event.ts';
import { describer } from './describe.ts';
import { encoder } from './encode.ts';
import { schemeFacts, unknownFacts } from './facts.ts';
import type { SignatureModule } from './module.ts';
import { optionsOf } from './options.ts';
import { recogniser } from './recognise.ts';
import { schemeOf } from './scheme.ts';
import { secretFacts } from './secret.ts';

export { asSignatureModule, type SignatureModule } from './module.ts';

/** What a definition refers to. */
export interface DeclaredParts {
  /** The fixture of each event by the event's name; an event without one is not offered. */
  readonly fixtures: ReadonlyMap<string, Fixture>;
  /** Of `signature.module`, else `null`. */
  readonly module: SignatureModule | null;
}

/** What is wrong with the fixture of an event. */
export interface EventFlaw {
  /** Name of the event. */
  readonly event: string;
  /** To follow the name of the file. */
  readonly message: string;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Makes a provider of a definition, and tells which of its fixtures are of no use; those events are left out. */
export function declaredProvider(
  definition: ProviderDefinition,
  { fixtures, module }: DeclaredParts,
): { readonly provider: Provider; readonly flaws: readonly EventFlaw[] } {
  const flaws: EventFlaw[] = [];
  const events = definition.events.flatMap((event) => {
    const fixture = fixtures.get(event.name);
    if (fixture === undefined) return [];
    const compiled = compileEvent(event, fixture, definition);
    if (!('error' in compiled)) return [compiled];
    flaws.push({ event: event.name, message: compiled.error });
    return [];
  });
  const provider: Provider = {
    name: definition.name,
    title: definition.title,
    docsUrl: definition.docsUrl || 'defined in webhook-cli.yaml',
    sources: ['the definition in webhook-cli.yaml'],
    scheme: schemeFacts(definition),
    secret: secretFacts(definition),
    options: optionsOf(definition),
    unknowns: unknownFacts(definition),
    events: events.map((event) => eventDefinition(event, definition)),
    retry: [retryProfile(definition)],
    batch: batchRule(definition),
    recognise: recogniser(definition),
    describe: describer(definition),
    encode: encoder(definition, events),
    ...schemeOf(definition, module),
  };
  return { provider, flaws };
}

function retryProfile({ name, retry }: ProviderDefinition): RetryProfile {
  const delaysMs = retry?.delaysMs ?? [];
  const count = delaysMs.length === 1 ? '1 retry' : `${delaysMs.length} retries`;
  return {
    ...PLAIN_RULES,
    timeoutMs: DEFAULT_TIMEOUT_MS,
    success: ANY_2XX,
    stop: [],
    ...retry,
    name,
    summary: delaysMs.length === 0 ? 'one attempt, no retry' : `${count}, as defined`,
    delaysMs,
    afterLast: 'given up',
    evidence: retry === null ? 'chosen here' : 'webhook-cli.yaml',
  };
}

function batchRule({ batch }: ProviderDefinition): BatchRule | null {
  return batch === null ? null : { max: batch.max, windowMs: batch.windowMs };
}
