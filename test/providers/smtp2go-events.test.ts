import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { parseForm } from '../../src/core/form.ts';
import { headerValue } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { smtp2go } from '../../src/providers/smtp2go/index.ts';
import {
  type BodyFormat,
  type BuildContext,
  Confidence,
  type EncodeContext,
  type EventDefinition,
  type Payload,
  type ProviderOptions,
} from '../../src/providers/types.ts';
import {
  buildContext,
  buildUnsigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
} from '../helpers/provider-cases.ts';
import { SAMPLES, type Smtp2goSample } from '../helpers/smtp2go-samples.ts';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Fields whose values are drawn at random; `message` for the queue id in a 250 reply. */
const DRAWN = ['Message-Id', 'auth', 'email_id', 'id', 'message-id', 'message_id', 'sendtime'];

function event(name: string): EventDefinition {
  return findEvent(smtp2go, name);
}

function parsed(sample: Smtp2goSample): Fields {
  const fields: Fields = JSON.parse(sample.json);
  return fields;
}

function built(name: string, settings: CaseSettings = {}): Fields {
  const request = buildUnsigned(smtp2go, event(name), { ...settings, format: 'json' });
  const fields: Fields = JSON.parse(utf8Text(request.body));
  return fields;
}

function withOptions(options: ProviderOptions): ProviderOptions {
  return { ...defaultOptions(smtp2go), ...options };
}

/** The settings under which the page's sample of an event would have been made. */
function sampleContext(sample: Smtp2goSample, format: BodyFormat): BuildContext {
  const fields = parsed(sample);
  const at = String(fields['time'] ?? fields['received_timestamp']);
  const accepted = String(fields['submitted_timestamp'] ?? '2025-03-14T09:26:53Z');
  const options = withOptions({
    headers: 'X-Order-Id: 1042',
    recipients: 'jane@example.net, joe@example.org',
  });
  const context = buildContext(smtp2go, event(sample.event), { format, options });
  return {
    ...context,
    nowMs: Date.parse(at) + 660,
    message: {
      ...context.message,
      recipient: String(fields['rcpt'] ?? fields['destination_number']),
      subject: 'Your receipt #1042',
      acceptedAtMs: Date.parse(accepted),
    },
  };
}

function encodeContext(context: BuildContext): EncodeContext {
  return { format: context.format, random: context.random, options: context.options };
}

/** Puts the sample's values in place of the drawn ones; everything else stays as built. */
function withDrawn(payload: Payload, sample: Fields): Payload {
  const drawn = sample['event'] === 'delivered' ? [...DRAWN, 'message'] : DRAWN;
  const sampleValue = (name: string): string | undefined => {
    const value = drawn.includes(name) ? sample[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  if (payload.kind === 'form') {
    return {
      kind: 'form',
      fields: payload.fields.map(([name, value]) => [name, sampleValue(name) ?? value]),
    };
  }
  assert.ok(payload.kind === 'json');
  const entries = Object.entries(payload.value ?? {});
  return {
    kind: 'json',
    value: Object.fromEntries(entries.map(([name, value]) => [name, sampleValue(name) ?? value])),
  };
}

describe('smtp2go events', () => {
  for (const sample of SAMPLES) {
    for (const format of ['form', 'json'] as const) {
      it(`${sample.event}: the page's ${format} sample is rebuilt byte for byte but for its drawn values`, () => {
        const context = sampleContext(sample, format);
        const payload = withDrawn(event(sample.event).build(context), parsed(sample));
        const { headers, body } = smtp2go.encode([payload], encodeContext(context));
        assert.equal(utf8Text(body), sample[format]);
        const type = format === 'form' ? 'x-www-form-urlencoded' : 'json';
        assert.deepEqual(headers, [['Content-Type', `application/${type}`]]);
      });
    }
  }

  it('the first six characters of email_id are the second of acceptance in base62: 1tt1Jd is 2025-03-14T09:26:53Z', () => {
    const context = sampleContext(SAMPLES[0] ?? assert.fail(), 'json');
    const payload = event('processed').build(context);
    assert.ok(payload.kind === 'json');
    const { email_id: id }: { email_id: string } = JSON.parse(JSON.stringify(payload.value));
    assert.match(id, /^1tt1Jd-[0-9A-Za-z]{11}-[0-9A-Za-z]{4}$/);
  });

  it('ids and times have the captured shapes and agree with each other', () => {
    const fields = built('delivered');
    const text = (name: string): string => String(fields[name]);
    assert.match(text('id'), /^[0-9a-f]{32}$/);
    assert.match(text('auth'), /^api-[0-9A-F]{12}$/);
    assert.equal(text('message-id'), `<E${text('email_id')}@message-id.smtpcorp.com>`);
    assert.equal(text('Message-Id'), text('message-id'));
    assert.equal(text('Subject'), text('subject'));
    assert.match(text('sendtime'), /^2026-11-21T06:50:00\.123\d{3}\+00:00$/);
    assert.equal(text('time'), '2026-11-21T06:50:00Z');
    assert.match(text('message'), /^250 2\.0\.0 Ok: 2780 bytes queued as [0-9A-Za-z]{13}$/);
    assert.equal(built('open')['opened-at'], '2026-11-21T06:50:00Z');
    assert.equal(built('click')['clicked-at'], '2026-11-21T06:50:00Z');
  });

  it('events of one message share its ids and have event ids of their own', () => {
    const one = built('delivered', { seed: 'a' });
    const other = built('open', { seed: 'a', nowMs: NOW_MS });
    for (const name of ['email_id', 'message-id', 'auth']) assert.equal(one[name], other[name]);
    assert.notEqual(built('delivered', { seed: 'b' })['id'], one['id']);
    assert.deepEqual(built('delivered', { seed: 'a' }), one);
  });

  for (const definition of smtp2go.events) {
    for (const format of definition.formats) {
      it(`${definition.name} as ${format}: names in ASCII order, recognised as certain and described as itself`, () => {
        const request = buildUnsigned(smtp2go, definition, { format });
        const view = viewRequest(request);
        const names =
          format === 'form'
            ? parseForm(request.body).map(([name]) => name)
            : Object.keys(JSON.parse(utf8Text(request.body)));
        assert.deepEqual(names, names.toSorted());
        assert.equal(smtp2go.recognise(view), Confidence.certain);
        const sms = definition.name.startsWith('sms-');
        assert.deepEqual(smtp2go.describe(view), [
          {
            name: definition.name,
            wireName: definition.wireName,
            id: built(definition.name)['id'],
            recipient: sms ? '+12025550141' : 'alice@example.net',
          },
        ]);
      });
    }
  }

  it('processed names its recipients, by default the one, and has no rcpt; all others have rcpt', () => {
    assert.deepEqual(built('processed')['recipients'], ['alice@example.net']);
    assert.equal('rcpt' in built('processed'), false);
    const options = withOptions({ recipients: 'a@example.net,b@example.org ,' });
    const two = buildUnsigned(smtp2go, event('processed'), { options });
    const listed = parseForm(two.body).filter(([name]) => name === 'recipients');
    assert.deepEqual(listed, [
      ['recipients', 'a@example.net'],
      ['recipients', 'b@example.org'],
    ]);
    assert.equal(smtp2go.describe(viewRequest(two))[0]?.recipient, 'a@example.net, b@example.org');
  });

  it('custom headers keep their case and stand where ASCII order puts them', () => {
    const options = withOptions({
      headers: 'X-Order-Id: 1042; x-type: text/html; charset=utf-8; X-Url: https://a.example/;b',
    });
    const fields = built('open', { options });
    assert.equal(fields['X-Order-Id'], '1042');
    assert.equal(fields['x-type'], 'text/html; charset=utf-8');
    assert.equal(fields['X-Url'], 'https://a.example/;b');
    assert.deepEqual(Object.keys(fields), Object.keys(fields).toSorted());
    assert.equal('X-Order-Id' in built('sms-failed', { options }), false);
  });

  it('custom headers that are none, or have the name of a field, are refused', () => {
    for (const headers of ['1042', 'X-A: 1; Subject: other', 'X-A: 1; X-A: 2']) {
      assert.throws(() => built('open', { options: withOptions({ headers }) }), {
        code: 'WHK_USAGE',
      });
    }
  });

  it('a User-Agent is sent only when the option names one', () => {
    const agent = (request: WebhookRequest) => headerValue(request.headers, 'user-agent');
    assert.equal(agent(buildUnsigned(smtp2go, event('open'))), undefined);
    const options = withOptions({ 'user-agent': 'hooks/1' });
    assert.equal(agent(buildUnsigned(smtp2go, event('open'), { options })), 'hooks/1');
  });

  it('an SMS goes to the recipient when that is a number', () => {
    const fields = built('sms-submitted', { recipient: '+441632960961' });
    assert.equal(fields['destination_number'], '+441632960961');
    assert.equal(fields['event'], 'sms_submitted');
  });

  it('a request has exactly one event, as a form or as JSON', () => {
    const context = buildContext(smtp2go, event('open'));
    const payload = event('open').build(context);
    const encode = (payloads: readonly Payload[]) => () =>
      smtp2go.encode(payloads, encodeContext(context));
    assert.throws(encode([]), { code: 'WHK_USAGE' });
    assert.throws(encode([payload, payload]), { code: 'WHK_USAGE' });
    assert.throws(encode([{ kind: 'multipart', parts: [] }]), { code: 'WHK_USAGE' });
    assert.equal(smtp2go.batch, null);
  });

  it('events are found by wire, alias and canonical names', () => {
    const table = {
      accepted: 'processed',
      queued: 'processed',
      delivery: 'delivered',
      opened: 'open',
      clicked: 'click',
      bounce: 'bounce',
      'hard-bounce': 'bounce',
      'soft-bounce': 'soft-bounce',
      spam: 'complaint',
      spam_complaint: 'complaint',
      unsubscribed: 'unsubscribe',
      rejected: 'reject',
      dropped: 'reject',
      sms_delivered: 'sms-delivered',
    };
    for (const [typed, name] of Object.entries(table)) assert.equal(event(typed).name, name, typed);
    assert.equal(smtp2go.events.length, 15);
  });
});
