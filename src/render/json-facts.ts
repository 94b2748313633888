import type { ProviderEvent, ScheduleEvent, SecretEvent } from '../core/events.ts';
import type { PrintedEvent } from '../core/printed-event.ts';
import type { EventFacts, EventSample } from '../core/provider-facts.ts';
import { bodyFields } from './json-text.ts';
import { isoTime, plannedTimes, profileFields } from './json-times.ts';
import { requestValue } from './printed.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `--print`: the request itself, exact. */
export function printedFields({ form, url, request, atMs }: PrintedEvent): Fields {
  return { form, at: isoTime(atMs), ...requestValue(url, request) };
}

/** What is known about a provider; a row has the facts as well, so that one parser reads both. */
export function providerFields({ facts, sample }: ProviderEvent): Fields {
  return {
    name: facts.name,
    title: facts.title,
    group: facts.group,
    docs_url: facts.docsUrl,
    scheme: facts.scheme,
    scheme_summary: facts.schemeSummary,
    covers: facts.covers,
    tolerance_ms: facts.toleranceMs,
    secret_shape: facts.secretShape,
    events: facts.events.map(eventFields),
    retry: profileFields(facts.retry[0]),
    retry_profiles: facts.retry.map(profileFields),
    batch: facts.batch === null ? null : { max: facts.batch.max, window_ms: facts.batch.windowMs },
    options: facts.options,
    unknowns: facts.unknowns,
    sources: facts.sources,
    ...(sample === null ? {} : { sample: sampleFields(sample) }),
  };
}

function eventFields(event: EventFacts): Fields {
  return {
    name: event.name,
    wire_name: event.wireName,
    formats: event.formats,
    aliases: event.aliases,
    summary: event.summary,
    generation: event.generation,
    retry: event.retry,
  };
}

function sampleFields({ event, format, headers, body }: EventSample): Fields {
  return { event: event.name, format, headers, ...bodyFields(body) };
}

export function scheduleFields(event: ScheduleEvent): Fields {
  const { profile } = event;
  return {
    profile: profileFields(profile),
    summary: profile.summary,
    after_last: profile.afterLast,
    evidence: profile.evidence,
    attempts: plannedTimes(event),
  };
}

/** What a receiver needs; `null` where it does not apply. */
export function secretFields(event: SecretEvent): Fields {
  return {
    provider: event.provider,
    scheme: event.scheme,
    secret: event.secret,
    public_key: event.publicKeyPem,
    certificate: event.certificatePem,
    public_key_base64: event.publicKeyBase64,
    dns_txt: event.publicKeyTxt,
    environment_name: event.environmentName,
    origin: event.origin,
  };
}
