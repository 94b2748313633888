import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { standardWebhooks } from '../../src/providers/standard-webhooks/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { SAMPLE_SECRET, SAMPLES } from '../helpers/standard-webhooks-samples.ts';

const JSON_TYPE = ['content-type', 'application/json'] as const;

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

function messageHeaders(prefix: string, signature: string): HeaderList {
  return [
    JSON_TYPE,
    [`${prefix}-id`, 'msg_1'],
    [`${prefix}-timestamp`, '1773482401'],
    [`${prefix}-signature`, signature],
  ];
}

describe('standard webhooks recognition', () => {
  for (const { event, id, timestamp, signature, body } of SAMPLES) {
    it(`the page sample of ${event} is certain by its headers, and described`, () => {
      const seen = view(body, [
        JSON_TYPE,
        ['Webhook-Id', id],
        ['Webhook-Timestamp', timestamp],
        ['Webhook-Signature', signature],
      ]);
      assert.equal(standardWebhooks.recognise(seen), Confidence.certain);
      const [summary, ...more] = standardWebhooks.describe(seen);
      assert.deepEqual(more, []);
      assert.equal(summary?.name, event);
      assert.equal(summary?.id, id);
      assert.equal(summary?.recipient, event === 'user-created' ? 'ada@example.com' : null);
      assert.equal(standardWebhooks.recognise(view(body)), Confidence.possible);
    });
  }

  it('headers of Svix are likely only, for many known senders use them', () => {
    const seen = view('anything', messageHeaders('svix', 'v1,abc'));
    assert.equal(standardWebhooks.recognise(seen), Confidence.likely);
  });

  it('any body is taken with the headers, whatever its type', () => {
    for (const signature of ['v1,abc', 'v1a,abc', 'v9,x v1,abc']) {
      const seen = view('<xml/>', messageHeaders('webhook', signature));
      assert.equal(standardWebhooks.recognise(seen), Confidence.certain, signature);
      assert.deepEqual(standardWebhooks.describe(seen), []);
    }
  });

  it('headers of the same name with other values are other schemes', () => {
    for (const signature of ['time=1230811200,sig1=60493ec9', 'a'.repeat(64), 't=1,v1=abc', '']) {
      const seen = view('anything', messageHeaders('webhook', signature));
      assert.equal(standardWebhooks.recognise(seen), Confidence.none, signature);
    }
    const alone: HeaderList = [JSON_TYPE, ['webhook-signature', 'v1,abc']];
    assert.equal(standardWebhooks.recognise(view('anything', alone)), Confidence.none);
  });

  it('look-alikes of other senders are not taken by their body', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const isOwn = provider === 'standard-webhooks';
      const expected = isOwn ? Confidence.possible : Confidence.none;
      assert.equal(standardWebhooks.recognise(view(body)), expected, body);
    }
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom('application/json', 'text/plain', '');
    const odd = fc
      .tuple(fc.json(), fc.json())
      .map(([time, data]) =>
        utf8Bytes(`{"type":"invoice.paid","timestamp":${time},"data":${data}}`),
      );
    const body = fc.oneof(fc.uint8Array(), fc.json().map(utf8Bytes), odd);
    const header = fc.oneof(fc.string(), fc.constantFrom('v1,', 'v1a,', 'v1a,AAAA v1,AAAA', '1'));
    fc.assert(
      fc.property(type, body, header, header, header, (contentType, bytes, id, time, signature) => {
        const headers: HeaderList = [
          ['Content-Type', contentType],
          ['webhook-id', id],
          ['webhook-timestamp', time],
          ['webhook-signature', signature],
        ];
        for (const seen of [view(bytes, headers), view(bytes, headers.slice(0, 1))]) {
          standardWebhooks.recognise(seen);
          standardWebhooks.describe(seen);
          standardWebhooks.signatureParts(seen);
          const secrets = [
            { kind: 'shared', value: SAMPLE_SECRET },
            { kind: 'shared', value: 'whpk_AAAA' },
            { kind: 'key-pair', publicKeyPem: 'x', privateKeyPem: null },
          ] as const;
          const options = defaultOptions(standardWebhooks);
          standardWebhooks.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
