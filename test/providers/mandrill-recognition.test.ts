import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { mandrill } from '../../src/providers/mandrill/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { MAILGUN_SAMPLES, viewOf } from '../helpers/mailgun-samples.ts';
import { PUBLIC_VECTOR, SAMPLES } from '../helpers/mandrill-samples.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { SAMPLES as SMTP2GO_SAMPLES } from '../helpers/smtp2go-samples.ts';

const FORM: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];

function view(body: string | Uint8Array, headers: HeaderList = FORM, method = 'POST'): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method, path: '/', headers, body: bytes });
}

function formOf(text: string): string {
  return new URLSearchParams({ mandrill_events: text }).toString();
}

describe('mandrill recognition', () => {
  for (const { event, text } of SAMPLES) {
    it(`the page sample of ${event} is certain by its body alone, and described`, () => {
      const seen = view(formOf(text));
      assert.equal(mandrill.recognise(seen), Confidence.certain);
      const [shown]: { event?: string; type?: string }[] = JSON.parse(text);
      const summaries = mandrill.describe(seen);
      assert.deepEqual(
        summaries.map(({ name, wireName, recipient }) => ({ name, wireName, recipient })),
        [
          {
            name: event,
            wireName: shown?.event ?? shown?.type,
            recipient: /"email":"([^"]+)"/.exec(text)?.[1],
          },
        ],
      );
    });
  }

  it('redeliveries are told by message, kind, time and link; list changes by address, inbound mail by its id', () => {
    const idOf = (name: string): unknown => {
      const text = SAMPLES.find(({ event }) => event === name)?.text ?? '';
      return mandrill.describe(view(formOf(text)))[0]?.id;
    };
    const message = '6f1c2a9b4e7d40538a1b9c0d2e3f4a5b';
    assert.equal(idOf('processed'), `${message}:send:1763633743`);
    assert.equal(idOf('click'), `${message}:click:1763634382:https://www.example.org/orders/1042`);
    assert.equal(idOf('blacklist-change'), 'nobody@example.com:blacklist-change:1763633747');
    assert.equal(idOf('inbound'), '<CAF3k9Q2x@mail.example.org>:support@inbound.example.com');
  });

  it('a batch is described event by event, and a capture of 2013 without a top _id by that of its message', () => {
    const seen = view(PUBLIC_VECTOR.body);
    assert.deepEqual(
      mandrill.describe(seen).map(({ name }) => name),
      ['processed', 'deferred', 'bounce', 'soft-bounce'],
    );
    const old = view(
      formOf('[{"event":"click","msg":{"_id":"m","email":"a@example.com"},"ts":1}]'),
    );
    assert.equal(mandrill.describe(old)[0]?.id, 'm:click:1');
  });

  it('the checks of a URL are described as such; events it does not know have no name', () => {
    const agent: HeaderList = [['User-Agent', 'Mandrill-Webhook/1.0']];
    const head = view('', agent, 'HEAD');
    assert.equal(mandrill.recognise(head), Confidence.certain);
    assert.deepEqual(mandrill.describe(head), [
      { name: 'url-check', wireName: 'HEAD', id: null, recipient: null },
    ]);
    const post = view('mandrill_events=%5B%5D');
    assert.equal(mandrill.describe(post)[0]?.name, 'url-check-post');
    const odd = '[{"event":"sms_sent"},{"type":"blacklist"},{"type":"x","action":"add"},{},7]';
    assert.deepEqual(
      mandrill.describe(view(formOf(odd))).map(({ name, wireName }) => [name, wireName]),
      [
        [null, 'sms_sent'],
        [null, 'blacklist'],
        [null, 'x'],
      ],
    );
  });

  it('header, User-Agent and field make a request certain; a field that is no list is likely', () => {
    assert.equal(mandrill.recognise(view('x=1')), Confidence.none);
    assert.equal(
      mandrill.recognise(view('x=1', [['x-mandrill-signature', 's']])),
      Confidence.certain,
    );
    assert.equal(
      mandrill.recognise(view('x=1', [['user-agent', 'Mandrill-Webhook/1.0']])),
      Confidence.certain,
    );
    assert.equal(mandrill.recognise(view('mandrill_events=x')), Confidence.likely);
    assert.equal(mandrill.recognise(view('', [], 'HEAD')), Confidence.none);
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const seen = view(body, [['Content-Type', 'application/json']]);
      assert.equal(mandrill.recognise(seen), Confidence.none, provider);
      assert.deepEqual(mandrill.describe(seen), [], provider);
    }
    const forms = [
      ...SMTP2GO_SAMPLES.map(({ form }) => view(form)),
      ...MAILGUN_SAMPLES.map(({ format, body }) => viewOf(format, body)),
    ];
    for (const seen of forms) {
      assert.equal(mandrill.recognise(seen), Confidence.none);
      assert.deepEqual(mandrill.describe(seen), []);
    }
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    );
    const odd = fc
      .json()
      .map((inner) =>
        formOf(
          `[${inner},{"event":"inbound","msg":${inner}},{"type":"blacklist","reject":${inner}}]`,
        ),
      );
    const field = fc.string().map(formOf);
    const body = fc.oneof(
      fc.uint8Array(),
      fc.json().map(utf8Bytes),
      odd.map(utf8Bytes),
      field.map(utf8Bytes),
    );
    const method = fc.constantFrom('POST', 'HEAD', '');
    fc.assert(
      fc.property(type, body, fc.string(), method, (contentType, bytes, text, verb) => {
        const headers: HeaderList = [
          ['Content-Type', contentType],
          ['X-Mandrill-Signature', text],
        ];
        for (const list of [headers, headers.slice(0, 1)]) {
          const seen = view(bytes, list, verb);
          mandrill.recognise(seen);
          mandrill.describe(seen);
          mandrill.signatureParts(seen);
          const secrets = [{ kind: 'shared', value: 'x' }] as const;
          const options = defaultOptions(mandrill);
          mandrill.verify(seen, { secrets, url: text, nowMs: 0, options });
        }
      }),
    );
  });
});
