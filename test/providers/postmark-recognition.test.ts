import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { postmark } from '../../src/providers/postmark/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { SAMPLES } from '../helpers/postmark-samples.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

const IDS: Readonly<Record<string, string>> = {
  delivered: '883953f4-6105-42a2-a16a-77a8eac79483:Delivery:2026-01-01T00:00:02.9070259Z',
  bounce: '4323372036854',
  complaint: '42',
  open: '883953f4-6105-42a2-a16a-77a8eac79483:Open:2026-01-01T00:01:00.9070259Z',
  click: '883953f4-6105-42a2-a16a-77a8eac79483:Click:2026-01-01T00:01:10.9070259Z',
  suppression: '883953f4-6105-42a2-a16a-77a8eac79483:SubscriptionChange:2026-01-01T02:00:00Z',
  resubscribe: 'jane@example.com:SubscriptionChange:2026-01-02T02:00:00Z',
  inbound: '73e6d360-66eb-11e1-8e72-a8904824019b',
};

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

/** A sample as a server without `RecordType` posted it. */
function withoutRecordType(body: string): string {
  const { RecordType: _left, ...rest }: Record<string, unknown> = JSON.parse(body);
  return JSON.stringify(rest);
}

describe('postmark recognition', () => {
  for (const { event, body } of SAMPLES) {
    it(`the page sample of ${event} is certain by its body alone, and described`, () => {
      const seen = view(body);
      assert.equal(postmark.recognise(seen), Confidence.certain);
      const [summary, ...more] = postmark.describe(seen);
      assert.deepEqual(more, []);
      const inbound = '451d9b70cf9364d23ff6f9d51d870251+ticket42@inbound.postmarkapp.com';
      assert.equal(summary?.name, event);
      assert.equal(summary?.id, IDS[event]);
      assert.equal(summary?.recipient, event === 'inbound' ? inbound : 'jane@example.com');
    });
  }

  it('bodies without RecordType, as old servers post them, are told by their fields', () => {
    for (const { event, body } of SAMPLES) {
      const seen = view(withoutRecordType(body));
      const isChange = event === 'suppression' || event === 'resubscribe';
      const expected = event === 'inbound' ? Confidence.certain : Confidence.likely;
      assert.equal(postmark.recognise(seen), isChange ? Confidence.none : expected, event);
      assert.equal(postmark.describe(seen)[0]?.name, isChange ? undefined : event);
    }
  });

  it('the User-Agent makes any body certain; unknown record types have no name', () => {
    const agent: HeaderList = [JSON_TYPE, ['user-agent', 'Postmark']];
    assert.equal(postmark.recognise(view('anything', agent)), Confidence.certain);
    assert.equal(postmark.recognise(view('anything')), Confidence.none);
    assert.equal(postmark.recognise(view('{"RecordType":"Bounce"}')), Confidence.likely);
    const unknown = view('{"RecordType":"Teleport","MessageID":"m"}', agent);
    assert.equal(postmark.recognise(view('{"RecordType":"Teleport"}')), Confidence.none);
    assert.deepEqual(postmark.describe(unknown), [
      { name: null, wireName: 'Teleport', id: null, recipient: null },
    ]);
    assert.deepEqual(postmark.describe(view('anything', agent)), []);
  });

  it('a bounce of an unknown type is a bounce without a name', () => {
    const seen = view('{"RecordType":"Bounce","ID":7,"Type":"Implosion","Email":"a@example.com"}');
    assert.deepEqual(postmark.describe(seen), [
      { name: null, wireName: 'Bounce', id: '7', recipient: 'a@example.com' },
    ]);
  });

  it('look-alikes of other senders are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const expected = provider === 'postmark' ? Confidence.certain : Confidence.none;
      assert.equal(postmark.recognise(view(body)), expected, body);
    }
    assert.equal(postmark.recognise(view('{"ID":1,"Type":"Blocked"}')), Confidence.none);
    assert.equal(
      postmark.recognise(view('{"ID":1,"Type":"Order","TypeCode":77}')),
      Confidence.none,
    );
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', '');
    const kind = fc.constantFrom('Bounce', 'Open', 'Delivery', 'SubscriptionChange', 'x');
    const odd = fc
      .tuple(kind, fc.json(), fc.json())
      .map(([name, left, right]) =>
        utf8Bytes(`{"RecordType":"${name}","ID":${left},"MessageID":${right},"Type":${left}}`),
      );
    const bare = fc
      .tuple(fc.json(), fc.json())
      .map(([left, right]) => utf8Bytes(`{"FromFull":${left},"ToFull":${right},"ID":${right}}`));
    const body = fc.oneof(fc.uint8Array(), fc.json().map(utf8Bytes), odd, bare);
    fc.assert(
      fc.property(type, body, fc.string(), (contentType, bytes, authorization) => {
        const headers: HeaderList = [
          ['Content-Type', contentType],
          ['Authorization', authorization],
        ];
        for (const seen of [view(bytes, headers), view(bytes, headers.slice(0, 1))]) {
          postmark.recognise(seen);
          postmark.describe(seen);
          postmark.signatureParts(seen);
          const secrets = [{ kind: 'shared', value: 'x:y' }] as const;
          const options = defaultOptions(postmark);
          postmark.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
