import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { mailjet } from '../../src/providers/mailjet/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { EVENT_SAMPLES, GROUP_SAMPLE, INBOUND_SAMPLE } from '../helpers/mailjet-samples.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

describe('mailjet recognition', () => {
  for (const { event, generation, body } of EVENT_SAMPLES) {
    it(`the page sample of ${generation} ${event} is certain, and described with all digits of its id`, () => {
      const seen = view(body);
      assert.equal(mailjet.recognise(seen), Confidence.certain);
      const shown: { event: string; time: number; email: string; url?: string } = JSON.parse(body);
      const url = shown.url === undefined ? '' : `:${shown.url}`;
      assert.deepEqual(mailjet.describe(seen), [
        {
          name: event,
          wireName: shown.event,
          id: `288230402910847361:${shown.event}:${shown.time}:${shown.email}${url}`,
          recipient: shown.email,
        },
      ]);
    });
  }

  it('a group is described event by event; ids that differ beyond 2^53 stay apart', () => {
    const seen = view(GROUP_SAMPLE);
    assert.equal(mailjet.recognise(seen), Confidence.certain);
    const summaries = mailjet.describe(seen);
    assert.deepEqual(
      summaries.map(({ name, id }) => [name, id?.split(':', 1)[0]]),
      [
        ['delivered', '288230402910847361'],
        ['open', '288230402910847362'],
      ],
    );
    assert.equal(Number('288230402910847361'), Number('288230402910847362'));
  });

  it('the inbound sample is certain, and described by its Message-ID', () => {
    const seen = view(INBOUND_SAMPLE);
    assert.equal(mailjet.recognise(seen), Confidence.certain);
    assert.deepEqual(mailjet.describe(seen), [
      {
        name: 'inbound',
        wireName: 'parseroute',
        id: '<CAF3k9Q2x@mail.example.org>',
        recipient: 'support@inbound.example.com',
      },
    ]);
    const bare = '{"Sender":"a@example.org","Recipient":"b@example.com","Headers":{}}';
    assert.equal(mailjet.recognise(view(bare)), Confidence.possible);
    assert.equal(mailjet.describe(view(bare))[0]?.id, null);
  });

  it('older captures without Message_GUID and the rest are likely', () => {
    const old =
      '{"event":"open","time":1433103519,"MessageID":19421777396190490,"email":"a@example.com"}';
    assert.equal(mailjet.recognise(view(old)), Confidence.likely);
    assert.equal(
      mailjet.describe(view(old))[0]?.id,
      '19421777396190490:open:1433103519:a@example.com',
    );
  });

  it('a soft bounce whose cause moved one column left, and an unknown event, are described', () => {
    const odd = view(
      '[{"event":"bounce","MessageID":1,"hard_bounce":false,"error_related_to":"policy issue","error":""},{"event":"new","MessageID":2}]',
    );
    assert.deepEqual(
      mailjet.describe(odd).map(({ name, wireName }) => [name, wireName]),
      [
        ['soft-bounce', 'bounce'],
        [null, 'new'],
      ],
    );
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const expected = provider === 'mailjet' ? Confidence.certain : Confidence.none;
      assert.equal(mailjet.recognise(view(body)), expected, provider);
      assert.equal(mailjet.recognise(view(`[${body}]`)), expected, provider);
    }
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    );
    const odd = fc
      .json()
      .map(
        (inner) =>
          `[${inner},{"event":"bounce","error":${inner},"MessageID":${inner},"email":${inner}},{"Sender":1,"Recipient":${inner},"Headers":${inner}}]`,
      );
    const deep = fc.nat(2000).map((depth) => '['.repeat(depth) + ']'.repeat(depth));
    const body = fc.oneof(
      fc.uint8Array(),
      fc.json().map(utf8Bytes),
      odd.map(utf8Bytes),
      deep.map(utf8Bytes),
    );
    const secrets = [{ kind: 'shared', value: 'x:y' }] as const;
    const options = defaultOptions(mailjet);
    fc.assert(
      fc.property(type, body, fc.string(), (contentType, bytes, text) => {
        const headers: HeaderList = [
          ['Content-Type', contentType],
          ['Authorization', text],
        ];
        for (const seen of [view(bytes, headers), view(bytes, headers.slice(0, 1))]) {
          mailjet.recognise(seen);
          mailjet.describe(seen);
          mailjet.signatureParts(seen);
          mailjet.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
