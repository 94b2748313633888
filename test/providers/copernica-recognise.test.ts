import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { copernica } from '../../src/providers/copernica/index.ts';
import { recogniseProvider } from '../../src/providers/recognise.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { formRequest, jsonRequest } from '../helpers/copernica-cases.ts';
import {
  COPERNICA_JSON_UPDATE,
  COPERNICA_SAMPLES,
  SMTPETER_JSON_FAILURE,
  SMTPETER_SAMPLES,
} from '../helpers/copernica-samples.ts';

const { none, possible, likely, certain } = Confidence;
const KEY_ID = 'keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",signature="AAAA"';

/** How sure SMTPeter and Copernica are of a request, in this order. */
function both(request: WebhookRequest, ...headers: [string, string][]): [Confidence, Confidence] {
  const view = viewRequest({ ...request, headers: [...request.headers, ...headers] });
  return [smtpeter.recognise(view), copernica.recognise(view)];
}

test('copernica: the id in X-Copernica-ID decides, whatever the body', () => {
  const request = formRequest('a=b');
  for (const id of ['environment-1234', 'environment_1', 'ENVIRONMENT-x', ' environment-2 ']) {
    assert.deepEqual(both(request, ['x-copernica-id', id]), [certain, none]);
  }
  for (const id of ['account-1234', 'account_12345', 'Account_1234']) {
    assert.deepEqual(both(request, ['X-Copernica-ID', id]), [none, certain]);
  }
  for (const sample of Object.values(COPERNICA_SAMPLES)) {
    assert.deepEqual(both(formRequest(sample), ['X-Copernica-ID', 'account-1']), [none, certain]);
  }
});

test('copernica: a key id under copernica.com without an id leaves it to the body', () => {
  const signature = ['Signature', KEY_ID] as [string, string];
  assert.deepEqual(both(formRequest(SMTPETER_SAMPLES.complaint), signature), [likely, none]);
  assert.deepEqual(both(formRequest(COPERNICA_SAMPLES.update), signature), [none, likely]);
  assert.deepEqual(both(formRequest(SMTPETER_SAMPLES.open), signature), [likely, likely]);
  assert.deepEqual(both(formRequest('a=b'), signature), [none, none]);
  assert.deepEqual(both(formRequest(SMTPETER_SAMPLES.open), ['X-Copernica-ID', '1234']), [
    likely,
    likely,
  ]);
});

test('copernica: a body alone is told apart by the fields only one product has', () => {
  for (const name of ['delivered', 'complaint'] as const) {
    assert.deepEqual(both(formRequest(SMTPETER_SAMPLES[name])), [likely, none], name);
  }
  for (const name of [
    'create',
    'create-subprofile',
    'update',
    'update-subprofile',
    'delete',
    'delete-subprofile',
    'unsubscribe',
  ] as const) {
    assert.deepEqual(both(formRequest(COPERNICA_SAMPLES[name])), [none, likely], name);
  }
  assert.deepEqual(both(jsonRequest(COPERNICA_JSON_UPDATE)), [none, likely]);
  for (const name of ['delivered', 'open', 'click', 'bounce', 'failure'] as const) {
    assert.deepEqual(both(formRequest(COPERNICA_SAMPLES[name])), [possible, none], name);
  }
  assert.deepEqual(both(jsonRequest(SMTPETER_JSON_FAILURE)), [possible, none]);
});

test('copernica: look-alikes of other senders are nobody here', () => {
  const forms = [
    'event=delivered&recipient=a%40example.net&timestamp=1741944413&token=x&signature=y',
    'event=bounce&email_id=1tt1Jd&id=3e8&time=2025-03-14T09%3A26%3A53Z&rcpt=a%40example.net',
    'type=open&time=1741944413',
    'payload=%7B%7D',
  ];
  const jsons = [
    '{"type":"update","id":"1","timestamp":"2025-03-14 09:26:53"}',
    '{"type":"email.bounced","created_at":"2025-03-14T09:26:53Z","data":{"email_id":"1"}}',
    '{"id":"evt_1","object":"event","type":"customer.updated","created":1741944413}',
    '{"events":[{"event":"open","message_id":"1","email":"a@example.net","timestamp":1}]}',
    '{"type":"delivery","id":"1"}',
    '[]',
    '"open"',
  ];
  for (const body of forms) assert.deepEqual(both(formRequest(body)), [none, none], body);
  for (const body of jsons) assert.deepEqual(both(jsonRequest(body)), [none, none], body);
  const foreign = ['Signature', 'keyId="https://example.org/actor#main",signature="AAAA"'];
  assert.deepEqual(both(formRequest('a=b'), foreign as [string, string]), [none, none]);
});

test('copernica: of two likely ones the earlier in the list is taken', () => {
  const view = viewRequest(formRequest(COPERNICA_SAMPLES.click));
  assert.equal(recogniseProvider(view, [smtpeter, copernica]), smtpeter);
  const update = viewRequest(formRequest(COPERNICA_SAMPLES.update));
  assert.equal(recogniseProvider(update, [smtpeter, copernica]), copernica);
});
