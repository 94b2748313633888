import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { ProviderEvent } from '../../src/core/events.ts';
import type { EventFacts } from '../../src/core/provider-facts.ts';
import { renderOptions } from '../../src/render/options.ts';
import { prettyEvent } from '../../src/render/pretty.ts';
import { FORTY_RETRIES, providerFacts } from '../helpers/render-events.ts';

const BOUNCE: EventFacts = {
  name: 'bounce',
  wireName: 'failed',
  aliases: ['permanent_fail'],
  summary: 'the address does not exist',
  generation: 'current',
  formats: ['json'],
  retry: 'mailtrap',
};
const FACTS = {
  ...providerFacts('x'),
  name: 'mailtrap',
  title: 'Mailtrap',
  scheme: 'hmac-sha256',
  events: [BOUNCE, { ...BOUNCE, name: 'open', wireName: 'opened', generation: 'legacy' }],
  retry: [FORTY_RETRIES],
} as const;

function pretty(change: Partial<ProviderEvent>): string[] {
  const event: ProviderEvent = {
    type: 'provider',
    facts: FACTS,
    detail: 'row',
    sample: null,
    ...change,
  };
  return String(prettyEvent(event, renderOptions())).split('\n').slice(0, -1);
}

test('a provider is one row of a list', () => {
  assert.deepEqual(pretty({}), [
    'mailtrap           Mailtrap                  1 event   hmac-sha256',
  ]);
});

test('a provider with all its facts', () => {
  assert.deepEqual(pretty({ detail: 'full' }), [
    'mailtrap — Mailtrap',
    'x',
    '',
    'signature',
    '  hmac-sha256',
    '  x',
    '  covers: x; 5m old at most',
    '  secret: x',
    '',
    'events',
    '  name           on the wire  formats  when',
    '  bounce         failed       json     the address does not exist',
    '  open (legacy)  opened       json     the address does not exist',
    '',
    'delivery',
    '  up to 500 events a request, collected for 30s',
    '  retry mailtrap: 40 retries, timeout 30s, success 200',
    '    waits 40 x 5m (3h20m)',
    '    after the last: given up',
    '',
    'options',
    '  x=x  x (x)',
    '',
    'not known for sure',
    '  x: x (change with x)',
    '',
    'sources',
    '  x',
    '',
  ]);
});

test('an event with a sample of it, its body in full', () => {
  const body = utf8Bytes(`{"event":"failed","note":"${'x'.repeat(100)}"}`);
  const sample = {
    event: BOUNCE,
    format: 'json',
    headers: [['Content-Type', 'application/json']],
    body,
  } as const;
  assert.deepEqual(pretty({ detail: 'event', sample }), [
    'mailtrap/bounce — the address does not exist',
    'also: failed, permanent_fail; formats: json; retry: mailtrap',
    '',
    'Content-Type: application/json',
    '',
    '{',
    '  "event": "failed",',
    `  "note": "${'x'.repeat(100)}"`,
    '}',
    '',
  ]);
});
