import { isJsonList, isJsonObject, type JsonValue } from '../core/json.ts';
import { partName } from '../core/multipart.ts';
import type { Payload } from '../providers/types.ts';

/**
 * Fields of an event that a provider leaves out at times: optional by its documentation, missing in older payloads, or
 * missing in a capture. Others may well be optional too; of these it is known.
 */
const OPTIONAL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  mailgun: ['tags', 'campaigns', 'recipient-provider', 'primary-dkim'],
  mailtrap: ['category', 'custom_variables'],
  smtp2go: ['message', 'user-agent', 'read-secs'],
  smtpeter: ['tags', 'useragent', 'referer'],
  copernica: ['tags', 'useragent', 'referer'],
  sendgrid: ['category', 'sg_machine_open', 'sg_content_type', 'bounce_classification', 'pool'],
  resend: ['tags'],
  brevo: ['tag', 'X-Mailin-custom'],
  sparkpost: ['subaccount_id', 'campaign_id', 'template_id', 'template_version'],
};

/** An event lies at most two levels inside its envelope; deeper down the same names mean other things. */
const MAX_DEPTH = 2;

interface Lightened {
  readonly payload: Payload;
  /** Names of the fields that were left out. */
  readonly left: readonly string[];
}

export function hasOptionalFields(provider: string): boolean {
  return Object.hasOwn(OPTIONAL_FIELDS, provider);
}

/** The event without the fields that may be missing. */
export function withoutOptionalFields(payload: Payload, provider: string): Lightened {
  const optional = new Set(OPTIONAL_FIELDS[provider] ?? []);
  const left = new Set<string>();
  const keep = (name: string): boolean => {
    const plain = name.replace(/\[.*$/, ''); // tags[] of a form
    if (!optional.has(plain)) return true;
    left.add(plain);
    return false;
  };
  return { payload: leaveOut(payload, keep), left: [...left] };
}

function leaveOut(payload: Payload, keep: (name: string) => boolean): Payload {
  switch (payload.kind) {
    case 'json':
      return { ...payload, value: withoutMembers(payload.value, keep, 0) };
    case 'form':
      return { ...payload, fields: payload.fields.filter(([name]) => keep(name)) };
    case 'multipart':
      return { ...payload, parts: payload.parts.filter((part) => keep(partName(part) ?? '')) };
    default:
      return payload satisfies never;
  }
}

function withoutMembers(
  value: JsonValue,
  keep: (name: string) => boolean,
  depth: number,
): JsonValue {
  if (isJsonList(value)) return value.map((item) => withoutMembers(item, keep, depth));
  if (!isJsonObject(value) || depth > MAX_DEPTH) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => keep(name))
      .map(([name, item]) => [name, withoutMembers(item, keep, depth + 1)]),
  );
}
