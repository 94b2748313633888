import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hexText, utf8Bytes } from '../../src/core/bytes.ts';
import { SecretError } from '../../src/core/errors.ts';
import { type HmacAlgorithm, hmac, hmacHex } from '../../src/signing/hmac.ts';

interface HmacCase {
  readonly title: string;
  readonly key: Uint8Array | string;
  readonly data: Uint8Array | string;
  readonly tags: Partial<Record<HmacAlgorithm, string>>;
}

const LONG_KEY_DATA =
  'This is a test using a larger than block-size key and a larger than block-size data. ' +
  'The key needs to be hashed before being used by the HMAC algorithm.';

const CASES: readonly HmacCase[] = [
  {
    title: 'RFC 4231 case 1, RFC 2202 case 1',
    key: new Uint8Array(20).fill(0x0b),
    data: 'Hi There',
    tags: {
      sha1: 'b617318655057264e28bc0b6fb378c8ef146be00',
      sha256: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
      sha384:
        'afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6',
      sha512:
        '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
    },
  },
  {
    title: 'RFC 4231 case 2, RFC 2202 case 2 (a key of text)',
    key: 'Jefe',
    data: 'what do ya want for nothing?',
    tags: {
      sha1: 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
      sha256: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      sha384:
        'af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649',
      sha512:
        '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    },
  },
  {
    title: 'RFC 4231 case 3, RFC 2202 case 3 (bytes that are not UTF-8)',
    key: new Uint8Array(20).fill(0xaa),
    data: new Uint8Array(50).fill(0xdd),
    tags: {
      sha1: '125d7342b9ac11cd91a39af48aa17b4f63f175d3',
      sha256: '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
      sha384:
        '88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27',
      sha512:
        'fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb',
    },
  },
  {
    title: 'RFC 4231 case 6 (a key longer than the block)',
    key: new Uint8Array(131).fill(0xaa),
    data: 'Test Using Larger Than Block-Size Key - Hash Key First',
    tags: {
      sha256: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
      sha384:
        '4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952',
      sha512:
        '80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598',
    },
  },
  {
    title: 'RFC 4231 case 7 (key and data longer than the block)',
    key: new Uint8Array(131).fill(0xaa),
    data: LONG_KEY_DATA,
    tags: {
      sha256: '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
      sha384:
        '6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e',
      sha512:
        'e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58',
    },
  },
  {
    title: 'RFC 2202 case 6 (a key longer than the block)',
    key: new Uint8Array(80).fill(0xaa),
    data: 'Test Using Larger Than Block-Size Key - Hash Key First',
    tags: { sha1: 'aa4ae5e15272d00e95705637ce8a3b55ed402112' },
  },
  {
    title: 'RFC 2202 case 7 (key and data longer than the block)',
    key: new Uint8Array(80).fill(0xaa),
    data: 'Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data',
    tags: { sha1: 'e8e99d0f45237d786d6bbaa7965c7808bbff1a91' },
  },
];

for (const { title, key, data, tags } of CASES) {
  test(`hmac: ${title} gives the published tags`, () => {
    // The cast restores the keys the record was written with; Object.entries widens them to string.
    for (const [algorithm, tag] of Object.entries(tags) as [HmacAlgorithm, string][]) {
      assert.equal(hmacHex(algorithm, key, data), tag, algorithm);
      assert.equal(hexText(hmac(algorithm, key, data)), tag, algorithm);
    }
  });
}

test('hmac: a key of text and any parts, short or long, give the tag that the key as bytes gives', () => {
  const part = fc.oneof(fc.string({ unit: 'binary', maxLength: 90 }), fc.uint8Array());
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 150 }),
      fc.array(part, { maxLength: 4 }),
      fc.nat({ max: 5_000 }),
      (key, parts, padding) => {
        const data = [...parts, 'x'.repeat(padding)];
        assert.equal(hmacHex('sha256', key, ...data), hmacHex('sha256', utf8Bytes(key), ...data));
      },
    ),
  );
});

// Fixtures of Symfony's Mailgun bridge: HMAC-SHA256 over timestamp and token with nothing between.
const TIMESTAMP_TOKEN_KEY = 'key-0p6mqbf74lb20gzq9f4dhpn9rg3zyk26';
const TIMESTAMP_TOKEN_CASES = [
  [
    '1661621710',
    '885894756b6c371a377f5f9516d60a4db497ad27d4931ed215',
    '606307bb55b72686b1b2a2c8c37ae6e6ec89496592bac4a4eee5a346337d04a5',
  ],
  [
    '1661621787',
    'd1931d9645b65e60f6fddf94448e982ff8db9256144a7fcb15',
    '1aed11dcc25700d6b75f9a6d568343ea02ecdd3fc89cc3209e2883a19e5cdd50',
  ],
  [
    '1661590666',
    'fff0ebc59c0516f4ce0823212a2f45e5c67814420b99fe558b',
    'a0cd251821d8fd56a2130b541becc8e441023574e602fe9829a9ab9fbfdea33f',
  ],
  [
    '1661621468',
    '335da63647194414fe8bbb7c67b3b0585e426bcd10b258dcf4',
    'e3c1ce2c6c7a678823e610537eeef59426df9b1b8ed4a49a91e144e71aa64fa9',
  ],
] as const;

for (const [timestamp, token, signature] of TIMESTAMP_TOKEN_CASES) {
  test(`hmac: timestamp ${timestamp} and token give the signature in the public fixture`, () => {
    assert.equal(hmacHex('sha256', TIMESTAMP_TOKEN_KEY, timestamp, token), signature);
  });
}

test('hmac: one timestamp and token signed with an account key and a parent key give two signatures', () => {
  const data = ['1771320772', '4b7e0c92d1a85f36e7c4019b2d68f5a3107ce9b4d2835f6a1c'] as const;
  assert.equal(
    hmacHex('sha256', '3f1c9a7be5d24680a1b2c3d4e5f60718', ...data),
    'cad1e40f6f756b3df7418f67ce0eb5b96e765129605f278fc9687e41d79d3d4a',
  );
  assert.equal(
    hmacHex('sha256', '9d8e7f6a5b4c3d2e1f00112233445566', ...data),
    '2fad7bfd7e6f521764c0514b7ce671598e349d8168af4dead2998b46aaeaac5b',
  );
});

test('hmac: a secret of hexadecimal digits is used as text, as the vector of all Mailtrap SDKs wants', () => {
  const body = utf8Bytes(
    '{"event":"delivery","sending_stream":"transactional","category":"welcome","message_id":"a8b1d8f6-1f8d-4a3c-9b2e-1a2b3c4d5e6f","email":"recipient@example.com","event_id":"f1e2d3c4-b5a6-7890-1234-567890abcdef","timestamp":1716070000}',
  );
  assert.equal(body.length, 231);
  assert.equal(
    hmacHex('sha256', '8d9a3c0e7f5b2d4a6c1e9f8b3a7d5c2e', body),
    '6d262e2611cd09be1f948382b5c611d63b0e585c4c9c5e40139d6ac3876d5433',
  );
});

test('hmac: an empty key is refused, be it text or bytes', () => {
  assert.throws(() => hmac('sha256', '', 'data'), SecretError);
  assert.throws(() => hmacHex('sha1', new Uint8Array(0), 'data'), SecretError);
});

test('hmac: where the data is cut into parts makes no difference', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array(), { maxLength: 5 }), (parts) => {
      const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
      assert.equal(hmacHex('sha256', 'k', ...parts), hmacHex('sha256', 'k', whole));
    }),
  );
});

test('hmac: text, as key or data, is the same as its UTF-8 bytes', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), text, (key, data) => {
      assert.equal(
        hmacHex('sha512', key, data),
        hmacHex('sha512', utf8Bytes(key), utf8Bytes(data)),
      );
    }),
  );
});

test('hmac: one flipped bit in the data changes the tag', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (data, at) => {
      const bit = at % (data.length * 8);
      const flipped = data.map((byte, index) =>
        index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
      );
      assert.notEqual(hmacHex('sha256', 'k', data), hmacHex('sha256', 'k', flipped));
    }),
  );
});
