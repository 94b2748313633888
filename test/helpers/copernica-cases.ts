import { latin1Bytes, utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderPair } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import type { Secret } from '../../src/providers/types.ts';
import { generateRsaKeyPair } from '../../src/signing/public-key.ts';

/** Public half of the "Test" key of draft-cavage-http-signatures, appendix C. */
export const PAGE_PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----
`;

/** When the vectors were signed. */
export const PAGE_NOW_MS = Date.UTC(2025, 2, 14, 9, 26, 54);

export const PAGE_KEY: Secret = {
  kind: 'key-pair',
  publicKeyPem: PAGE_PUBLIC_KEY,
  privateKeyPem: null,
};

/** Small, for speed: it is made anew for each test run and signs nothing else. */
export const OWN_KEY = { kind: 'key-pair', ...generateRsaKeyPair(1024) } as const;
export const OTHER_KEY = { kind: 'key-pair', ...generateRsaKeyPair(1024) } as const;

/** A request as the provider page prints it: LF line ends, no line end after the body. */
export function parsePrinted(text: string): WebhookRequest {
  const [head = '', body = ''] = text.split('\n\n', 2);
  const [requestLine = '', ...lines] = head.split('\n');
  const [method = '', path = ''] = requestLine.split(' ');
  const headers = lines.map((line): HeaderPair => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  return { method, path, headers, body: latin1Bytes(body) };
}

/** A body alone, as if its signature headers had been lost. */
export function formRequest(body: string): WebhookRequest {
  return bareRequest('application/x-www-form-urlencoded', body);
}

export function jsonRequest(body: string): WebhookRequest {
  return bareRequest('application/json', body);
}

function bareRequest(contentType: string, body: string): WebhookRequest {
  return {
    method: 'POST',
    path: '/hooks',
    headers: [['Content-Type', contentType]],
    body: utf8Bytes(body),
  };
}

/** SMTPeter, full header list, lower case. */
export const VECTOR_A = `POST /hooks/smtpeter.php?tenant=7 HTTP/1.1
Host: hooks.example.com
Date: Fri, 14 Mar 2025 09:26:54 GMT
X-Copernica-ID: environment-1234
Digest: sha-256=Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs=
Content-Type: application/x-www-form-urlencoded
Content-Length: 264
X-Nonce: q7d1zk
Signature: keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="(request-target) host date content-length content-type x-copernica-id digest x-nonce",signature="rh69Ng3XTGcfbhC5BR4b1/3ou7v9DgJbwAQg0yUwtBtvdIoe0ScR/v0FFhU39XekMYnruM2Qd9w8uEN7yfM6fZQCbOVdr/TkHJ5zAYVNa8LTn0ccrMdRr4GfTE9iE/DsLWVNV9Vc27r13+6n+5V+983Gqu2BmX4LibdrrxGO0pE="

id=k3v9qz7m2xw4ht8b&type=failure&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&action=failed&state=rcptto&code=550&extended=5.1.1&description=550+5.1.1+%3Cjane%40example.net%3E%3A+user+unknown&tags%5B%5D=welcome&tags%5B%5D=batch-42`;

export const VECTOR_A_STRING = `(request-target): post /hooks/smtpeter.php?tenant=7
host: hooks.example.com
date: Fri, 14 Mar 2025 09:26:54 GMT
content-length: 264
content-type: application/x-www-form-urlencoded
x-copernica-id: environment-1234
digest: sha-256=Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs=
x-nonce: q7d1zk`;

/** The same in the documentation's spelling. */
export const VECTOR_B = `POST /hooks/smtpeter.php?tenant=7 HTTP/1.1
Host: hooks.example.com
Date: Fri, 14 Mar 2025 09:26:54 GMT
X-Copernica-ID: environment-1234
Digest: SHA-256=Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs=
Content-Type: application/x-www-form-urlencoded
Content-Length: 264
X-Nonce: q7d1zk
Signature: keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="(request-target) Host Date Content-length Content-type X-Copernica-ID Digest X-nonce",signature="f/+uRhWt9ZUDR/cSEuYKzT4DCdRm8LJUMIUUVTk2VtyV3GYAW5Y75DvbNFoa0h6/cYWn2zJIkQpIhIHmJDl32WiMBZb0X68bmblKGdzNd9tMcJ3maH9XIT2y+hGmEXJBYn/PrNng0gfOnBi7cO0GnWf1HHC9r3Tl1JKMh1eRV8U="

id=k3v9qz7m2xw4ht8b&type=failure&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&action=failed&state=rcptto&code=550&extended=5.1.1&description=550+5.1.1+%3Cjane%40example.net%3E%3A+user+unknown&tags%5B%5D=welcome&tags%5B%5D=batch-42`;

/** "Vector A's with `digest: SHA-256=` instead of `digest: sha-256=`". */
export const VECTOR_B_STRING = VECTOR_A_STRING.replace('digest: sha-256=', 'digest: SHA-256=');

/** Copernica, full header list, lower case. */
export const VECTOR_C = `POST /hooks/copernica HTTP/1.1
Host: hooks.example.com
Date: Fri, 14 Mar 2025 09:26:54 GMT
X-Copernica-ID: account-1234
Digest: sha-256=i/XXO9j6mlWBenPnmwpVWkQ0P480dxYZ0sU76YmnVhk=
Content-Type: application/x-www-form-urlencoded
Content-Length: 307
X-Nonce: m3x9ab
Signature: keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="(request-target) host date content-length content-type x-copernica-id digest x-nonce",signature="iuP7QPNmBtPf8jsiuH+QbTsBfLUo+4EWAFy2cWQAfe22mO3zP+b4k3SVb3AXi1HJ2eD/Qvkol8uBPDrWeaLDTRmW4vU8fILBs1BsrdeGfuSR/vFMzz50vYLzw//2k4gOe3edZcgKO/8tUcJPLN+azX9zYWvoYyR9dIe13unc6rA="

type=update&parameters%5BEmail%5D=jane%40example.net&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&profile=123456&database=17&created=2024-11-02+08%3A00%3A00&modified=2025-03-14+09%3A26%3A53&fields%5BName%5D=Jane+Roe&fields%5BEmail%5D=jane%40example.net&interests%5B%5D=newsletter&interests%5B%5D=offers`;

export const VECTOR_C_STRING = `(request-target): post /hooks/copernica
host: hooks.example.com
date: Fri, 14 Mar 2025 09:26:54 GMT
content-length: 307
content-type: application/x-www-form-urlencoded
x-copernica-id: account-1234
digest: sha-256=i/XXO9j6mlWBenPnmwpVWkQ0P480dxYZ0sU76YmnVhk=
x-nonce: m3x9ab`;

/** SMTPeter, minimal header list. */
export const VECTOR_D = `POST /hooks/smtpeter.php?tenant=7 HTTP/1.1
Host: hooks.example.com
Date: Fri, 14 Mar 2025 09:26:54 GMT
X-Copernica-ID: environment-1234
Digest: sha-256=Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs=
Content-Type: application/x-www-form-urlencoded
Content-Length: 264
X-Nonce: q7d1zk
Signature: keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="(request-target) host date x-copernica-id digest x-nonce",signature="svHPZry5llnMRd6xbDrGuweNluzFrK4BFvnkZbBByCVGRl5Rvpi1BV9S8SMzDNBclCZvl6DmATU9vR6+oKgL2dNHR7sSvvDO2L2wz3ukFTS6dWWn0FEvkZeO+w0J73qLLbZeDRmGQ+WzupB3ExGq7ZXc8y97xhscmMSpKNUFRcU="

id=k3v9qz7m2xw4ht8b&type=failure&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&action=failed&state=rcptto&code=550&extended=5.1.1&description=550+5.1.1+%3Cjane%40example.net%3E%3A+user+unknown&tags%5B%5D=welcome&tags%5B%5D=batch-42`;

export const VECTOR_D_STRING = `(request-target): post /hooks/smtpeter.php?tenant=7
host: hooks.example.com
date: Fri, 14 Mar 2025 09:26:54 GMT
x-copernica-id: environment-1234
digest: sha-256=Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs=
x-nonce: q7d1zk`;
