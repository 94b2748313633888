import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { smtp2go } from '../../src/providers/smtp2go/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { BATCHES, SDK_VECTOR, SINGLE_EVENTS } from '../helpers/mailtrap-samples.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { SAMPLES } from '../helpers/smtp2go-samples.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

function view(body: string | Uint8Array, contentType: string | null): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  const headers: HeaderList = contentType === null ? [] : [['Content-Type', contentType]];
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

function formView(fields: Readonly<Record<string, string>>): RequestView {
  return view(new URLSearchParams(fields).toString(), FORM);
}

const EMAIL_FIELDS = {
  event: 'delivered',
  time: '2025-03-14T09:26:57Z',
  sendtime: '2025-03-14T09:26:53Z',
  sender: 'bounces@example.com',
  from: 'shop@example.com',
  rcpt: 'jane@example.net',
  auth: '203.0.113.25',
  email_id: '1tt1Jd-0003kQ-7c',
};

describe('smtp2go recognition', () => {
  for (const sample of SAMPLES) {
    for (const format of ['form', 'json'] as const) {
      it(`the page's ${format} sample of ${sample.event} is certain, with or without a content type, and described`, () => {
        const fields: Readonly<Record<string, string | readonly string[]>> = JSON.parse(
          sample.json,
        );
        const recipients = fields['rcpt'] ?? fields['destination_number'] ?? fields['recipients'];
        for (const type of [format === 'form' ? FORM : JSON_TYPE, null]) {
          const seen = view(sample[format], type);
          assert.equal(smtp2go.recognise(seen), Confidence.certain);
          assert.deepEqual(smtp2go.describe(seen), [
            {
              name: sample.event,
              wireName: fields['event'],
              id: fields['id'],
              recipient: [recipients].flat().join(', '),
            },
          ]);
        }
      });
    }
  }

  it('the older set of fields is recognised: from is an address, no id, an Exim id of 16 characters', () => {
    const seen = formView(EMAIL_FIELDS);
    assert.equal(smtp2go.recognise(seen), Confidence.certain);
    assert.deepEqual(smtp2go.describe(seen), [
      { name: 'delivered', wireName: 'delivered', id: null, recipient: 'jane@example.net' },
    ]);
  });

  it('the event names of a public SDK are read as the documented ones', () => {
    const table = {
      opened: 'open',
      clicked: 'click',
      spam_complaint: 'complaint',
      unsubscribed: 'unsubscribe',
      bounce: 'bounce',
      deferred: null,
    };
    for (const [event, name] of Object.entries(table)) {
      assert.equal(smtp2go.describe(formView({ ...EMAIL_FIELDS, event }))[0]?.name, name);
    }
  });

  it('a bounce is soft or hard by its field', () => {
    const named = (bounce: string) =>
      smtp2go.describe(formView({ ...EMAIL_FIELDS, event: 'bounce', bounce }))[0]?.name;
    assert.deepEqual([named('soft'), named('hard')], ['soft-bounce', 'bounce']);
  });

  it('a list of recipients may be one text with commas or semicolons', () => {
    for (const recipients of ['a@example.net,b@example.org', 'a@example.net; b@example.org']) {
      const seen = formView({ event: 'processed', email_id: '1tt1Jd-0003kQ-7c', recipients });
      assert.equal(smtp2go.recognise(seen), Confidence.certain);
      assert.equal(smtp2go.describe(seen)[0]?.recipient, 'a@example.net, b@example.org');
    }
  });

  it('a test post, whose email_id has another shape, is likely', () => {
    assert.equal(
      smtp2go.recognise(formView({ ...EMAIL_FIELDS, email_id: 'test' })),
      Confidence.likely,
    );
    const json = JSON.stringify({ event: 'open', rcpt: 'a@example.net', email_id: 'test' });
    assert.equal(smtp2go.recognise(view(json, JSON_TYPE)), Confidence.possible);
  });

  it('look-alikes of other providers are not taken', () => {
    const mailgunLegacy = {
      event: 'delivered',
      recipient: 'alice@example.net',
      domain: 'mg.example.com',
      'Message-Id': '<20160704091512.4410.52177.7A0C91E3@mg.example.com>',
      'message-headers': '[]',
      timestamp: '1467623712',
      token: 'a4ecc361b515cf2adf163cbbdf271a805a006d80d250ee0a19',
      signature: 'f04298b34902a74ffa25ed195f47ddd187f67e0df98a0c40069f9372dbc404d6',
    };
    const smtpeter = {
      id: 'k3v9qz7m2xw4ht8b',
      type: 'failure',
      timestamp: '2025-03-14 09:26:53',
      time: '1741944413',
      recipient: 'jane@example.net',
    };
    const brevo = {
      event: 'delivered',
      email: 'a@example.com',
      id: '7319462',
      'message-id': '<202511201015.48213907765@smtp-relay.mailin.fr>',
      subject: 'Your order 1042',
      ts_event: '1763633742',
    };
    for (const fields of [mailgunLegacy, smtpeter, brevo]) {
      assert.equal(smtp2go.recognise(formView(fields)), Confidence.none);
      assert.equal(smtp2go.recognise(view(JSON.stringify(fields), JSON_TYPE)), Confidence.none);
    }
    for (const { body, contentType } of [SDK_VECTOR, ...SINGLE_EVENTS, ...BATCHES]) {
      assert.equal(smtp2go.recognise(view(body, contentType)), Confidence.none);
    }
    assert.equal(smtp2go.recognise(formView({ event: 'sms_delivered' })), Confidence.none);
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom(FORM, JSON_TYPE, 'multipart/form-data; boundary=x', null);
    const oddFields = fc
      .json()
      .map((inner) => utf8Bytes(`{"event":"bounce","rcpt":${inner},"email_id":${inner}}`));
    const body = fc.oneof(fc.uint8Array(), fc.json().map(utf8Bytes), oddFields);
    const auth = fc.constantFrom('none', 'basic', 'query', 'path', 'odd');
    fc.assert(
      fc.property(type, body, fc.string(), auth, (contentType, bytes, value, kind) => {
        const { request } = view(bytes, contentType);
        const headers: HeaderList = [...request.headers, ['Authorization', value]];
        const seen = viewRequest({ ...request, path: value, headers });
        smtp2go.recognise(seen);
        smtp2go.describe(seen);
        smtp2go.signatureParts(seen);
        const options = { ...defaultOptions(smtp2go), auth: kind };
        const secrets = [{ kind: 'shared', value: 'x:%' }] as const;
        smtp2go.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
      }),
    );
  });
});
