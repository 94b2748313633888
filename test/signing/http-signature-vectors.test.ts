import assert from 'node:assert/strict';
import { createVerify } from 'node:crypto';
import { test } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { digestMatches } from '../../src/signing/digest.ts';
import {
  formatSignatureHeader,
  parseSignatureHeader,
  signingString,
  verifyRsaSha256,
} from '../../src/signing/http-signature.ts';
import { readPublicKey } from '../../src/signing/public-key.ts';

// The "Test" key of draft-cavage-http-signatures, appendix C, as PEM and as the TXT record printed with the vectors.
const PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----`;
const TXT =
  'v=DKIM1;k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJwoYi+1hqp1fIekaxsyQIDAQAB';

interface Vector {
  readonly title: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: string;
  /** Value of the `Signature` header. */
  readonly header: string;
  readonly text: string;
  readonly bytes?: number;
}

const DRAFT_HEADERS: HeaderList = [
  ['Host', 'example.com'],
  ['Date', 'Sun, 05 Jan 2014 21:31:40 GMT'],
  ['Content-Type', 'application/json'],
  ['Digest', 'SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE='],
  ['Content-Length', '18'],
];
const FAILURE_BODY =
  'id=k3v9qz7m2xw4ht8b&type=failure&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&action=failed&state=rcptto&code=550&extended=5.1.1&description=550+5.1.1+%3Cjane%40example.net%3E%3A+user+unknown&tags%5B%5D=welcome&tags%5B%5D=batch-42';
const FAILURE_HEADERS: HeaderList = [
  ['Host', 'hooks.example.com'],
  ['Date', 'Fri, 14 Mar 2025 09:26:54 GMT'],
  ['X-Copernica-ID', 'environment-1234'],
  ['Digest', 'sha-256=Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs='],
  ['Content-Type', 'application/x-www-form-urlencoded'],
  ['Content-Length', '264'],
  ['X-Nonce', 'q7d1zk'],
];
const FAILURE_TEXT = `(request-target): post /hooks/smtpeter.php?tenant=7
host: hooks.example.com
date: Fri, 14 Mar 2025 09:26:54 GMT
content-length: 264
content-type: application/x-www-form-urlencoded
x-copernica-id: environment-1234
digest: sha-256=Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs=
x-nonce: q7d1zk`;

const VECTORS: readonly Vector[] = [
  {
    title: 'draft C.2, basic',
    path: '/foo?param=value&pet=dog',
    headers: DRAFT_HEADERS,
    body: '{"hello": "world"}',
    header:
      'keyId="Test",algorithm="rsa-sha256",headers="(request-target) host date",signature="qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7ndmw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0="',
    text: `(request-target): post /foo?param=value&pet=dog
host: example.com
date: Sun, 05 Jan 2014 21:31:40 GMT`,
  },
  {
    title: 'draft C.3, all headers',
    path: '/foo?param=value&pet=dog',
    headers: DRAFT_HEADERS,
    body: '{"hello": "world"}',
    header:
      'keyId="Test",algorithm="rsa-sha256",headers="(request-target) host date content-type digest content-length",signature="vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s1dE="',
    text: `(request-target): post /foo?param=value&pet=dog
host: example.com
date: Sun, 05 Jan 2014 21:31:40 GMT
content-type: application/json
digest: SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=
content-length: 18`,
  },
  {
    title: 'A, failure event with the full list in lower case',
    path: '/hooks/smtpeter.php?tenant=7',
    headers: FAILURE_HEADERS,
    body: FAILURE_BODY,
    header:
      'keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="(request-target) host date content-length content-type x-copernica-id digest x-nonce",signature="rh69Ng3XTGcfbhC5BR4b1/3ou7v9DgJbwAQg0yUwtBtvdIoe0ScR/v0FFhU39XekMYnruM2Qd9w8uEN7yfM6fZQCbOVdr/TkHJ5zAYVNa8LTn0ccrMdRr4GfTE9iE/DsLWVNV9Vc27r13+6n+5V+983Gqu2BmX4LibdrrxGO0pE="',
    text: FAILURE_TEXT,
    bytes: 289,
  },
  {
    title: 'B, failure event in the documented upper-case spelling',
    path: '/hooks/smtpeter.php?tenant=7',
    headers: FAILURE_HEADERS.map(([name, value]) => [name, value.replace('sha-256=', 'SHA-256=')]),
    body: FAILURE_BODY,
    header:
      'keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="(request-target) Host Date Content-length Content-type X-Copernica-ID Digest X-nonce",signature="f/+uRhWt9ZUDR/cSEuYKzT4DCdRm8LJUMIUUVTk2VtyV3GYAW5Y75DvbNFoa0h6/cYWn2zJIkQpIhIHmJDl32WiMBZb0X68bmblKGdzNd9tMcJ3maH9XIT2y+hGmEXJBYn/PrNng0gfOnBi7cO0GnWf1HHC9r3Tl1JKMh1eRV8U="',
    text: FAILURE_TEXT.replace('sha-256=', 'SHA-256='),
    bytes: 289,
  },
  {
    title: 'C, profile update with the full list in lower case',
    path: '/hooks/copernica',
    headers: [
      ['Host', 'hooks.example.com'],
      ['Date', 'Fri, 14 Mar 2025 09:26:54 GMT'],
      ['X-Copernica-ID', 'account-1234'],
      ['Digest', 'sha-256=i/XXO9j6mlWBenPnmwpVWkQ0P480dxYZ0sU76YmnVhk='],
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Content-Length', '307'],
      ['X-Nonce', 'm3x9ab'],
    ],
    body: 'type=update&parameters%5BEmail%5D=jane%40example.net&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&profile=123456&database=17&created=2024-11-02+08%3A00%3A00&modified=2025-03-14+09%3A26%3A53&fields%5BName%5D=Jane+Roe&fields%5BEmail%5D=jane%40example.net&interests%5B%5D=newsletter&interests%5B%5D=offers',
    header:
      'keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="(request-target) host date content-length content-type x-copernica-id digest x-nonce",signature="iuP7QPNmBtPf8jsiuH+QbTsBfLUo+4EWAFy2cWQAfe22mO3zP+b4k3SVb3AXi1HJ2eD/Qvkol8uBPDrWeaLDTRmW4vU8fILBs1BsrdeGfuSR/vFMzz50vYLzw//2k4gOe3edZcgKO/8tUcJPLN+azX9zYWvoYyR9dIe13unc6rA="',
    text: `(request-target): post /hooks/copernica
host: hooks.example.com
date: Fri, 14 Mar 2025 09:26:54 GMT
content-length: 307
content-type: application/x-www-form-urlencoded
x-copernica-id: account-1234
digest: sha-256=i/XXO9j6mlWBenPnmwpVWkQ0P480dxYZ0sU76YmnVhk=
x-nonce: m3x9ab`,
    bytes: 273,
  },
  {
    title: 'D, failure event with the minimal list',
    path: '/hooks/smtpeter.php?tenant=7',
    headers: FAILURE_HEADERS,
    body: FAILURE_BODY,
    header:
      'keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="(request-target) host date x-copernica-id digest x-nonce",signature="svHPZry5llnMRd6xbDrGuweNluzFrK4BFvnkZbBByCVGRl5Rvpi1BV9S8SMzDNBclCZvl6DmATU9vR6+oKgL2dNHR7sSvvDO2L2wz3ukFTS6dWWn0FEvkZeO+w0J73qLLbZeDRmGQ+WzupB3ExGq7ZXc8y97xhscmMSpKNUFRcU="',
    text: `(request-target): post /hooks/smtpeter.php?tenant=7
host: hooks.example.com
date: Fri, 14 Mar 2025 09:26:54 GMT
x-copernica-id: environment-1234
digest: sha-256=Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs=
x-nonce: q7d1zk`,
    bytes: 221,
  },
];

for (const { title, path, headers, body, header, text, bytes } of VECTORS) {
  test(`vector ${title}: signing string, digest and signature are as printed`, () => {
    const parsed = parseSignatureHeader(header);
    assert.ok(!('error' in parsed));
    assert.equal(parsed.algorithm, 'rsa-sha256');
    assert.equal(signingString({ method: 'POST', path, headers }, parsed.headers), text);
    if (bytes !== undefined) assert.equal(utf8Bytes(text).length, bytes);

    const digest = headers.find(([name]) => name === 'Digest')?.[1] ?? '';
    const length = headers.find(([name]) => name === 'Content-Length')?.[1];
    assert.equal(digestMatches(digest, utf8Bytes(body)), 'match');
    assert.equal(String(utf8Bytes(body).length), length);

    assert.equal(verifyRsaSha256(PUBLIC_KEY, text, parsed.signature), true);
    assert.equal(verifyRsaSha256(readPublicKey(TXT), text, parsed.signature), true);
    assert.equal(verifyRsaSha256(PUBLIC_KEY, `${text}\n`, parsed.signature), false);
    const independent = createVerify('RSA-SHA256').update(text, 'utf8');
    assert.equal(independent.verify(PUBLIC_KEY, parsed.signature, 'base64'), true);

    assert.equal(formatSignatureHeader(parsed), header);
  });
}
