import type { ListenerLimits } from '../../src/core/ports.ts';

/** Bytes that no good sender sends, and what `docs/limits.md` says about them. */
export interface HostileRequest {
  readonly name: string;
  readonly bytes: string | Uint8Array;
  /** Statuses in their order, 100 left out; none when the connection is closed without a word. */
  readonly answers: readonly number[];
  /** Paths of the requests that are taken. */
  readonly taken: readonly string[];
  /** What the last answer says. */
  readonly says?: RegExp;
  /** The sender closes its half after the bytes. */
  readonly ends?: boolean;
  readonly limits?: Partial<ListenerLimits>;
}

type Row = readonly [
  name: string,
  bytes: string | Uint8Array,
  says?: RegExp | undefined,
  more?: Partial<HostileRequest>,
];

const SLOW = { limits: { requestTimeoutMs: 150 } } as const;
const CLOSE = 'Host: a\r\nConnection: close';

const get = (line: string, headers = CLOSE): string => `${line}\r\n${headers}\r\n\r\n`;
const post = (headers: string, body = ''): string =>
  `POST /x HTTP/1.1\r\n${CLOSE}\r\n${headers}\r\n\r\n${body}`;
const chunked = (body: string): string => post('Transfer-Encoding: chunked', body);

function table(status: number, rows: readonly Row[]): readonly HostileRequest[] {
  return rows.map(([name, bytes, says, more]) => ({
    name,
    bytes,
    answers: [status],
    taken: status === 200 ? ['/x'] : [],
    ...(says === undefined ? {} : { says }),
    ...more,
  }));
}

const LENGTHS = table(400, [
  ['a length and a coding', post('Content-Length: 5\r\nTransfer-Encoding: chunked', '0\r\n\r\n')],
  ['a coding and a length', post('Transfer-Encoding: chunked\r\nContent-Length: 5', '0\r\n\r\n')],
  ['two different lengths', post('Content-Length: 2\r\nContent-Length: 3', 'abc')],
  ['the same length twice', post('Content-Length: 2\r\nContent-Length: 2', 'ab')],
  ['a list of lengths', post('Content-Length: 2, 2', 'ab')],
  ['a length with a plus', post('Content-Length: +2', 'ab')],
  ['a negative length', post('Content-Length: -2', 'ab')],
  ['a length with a blank inside', post('Content-Length: 1 0', '0123456789')],
  ['a hexadecimal length', post('Content-Length: 0x2', 'ab')],
  ['a length with an exponent', post('Content-Length: 1e1', '0123456789')],
  ['a length with a fraction', post('Content-Length: 2.0', 'ab')],
  ['a length of other digits', post('Content-Length: \xef\xbc\x92', 'ab')],
  ['an empty length', post('Content-Length:', 'ab')],
  ['a length beyond 64 bits', post('Content-Length: 99999999999999999999999', 'ab')],
]);

const CODINGS = [
  ...table(501, [
    ['the coding xchunked', post('Transfer-Encoding: xchunked', '0\r\n\r\n')],
    [
      'a coding behind a blank that HTTP does not know',
      post('Transfer-Encoding: \xa0chunked', '0\r\n\r\n'),
    ],
    ['the coding identity', post('Transfer-Encoding: identity', '')],
    ['gzip and chunked', post('Transfer-Encoding: gzip, chunked', '0\r\n\r\n'), /Content-Encoding/],
    ['a coding in quotes', post('Transfer-Encoding: "chunked"', '0\r\n\r\n')],
    ['a coding with a parameter', post('Transfer-Encoding: chunked;q=1', '0\r\n\r\n')],
  ]),
  ...table(400, [
    ['chunked before identity', post('Transfer-Encoding: chunked, identity', '0\r\n\r\n')],
    ['chunked twice', post('Transfer-Encoding: chunked, chunked', '0\r\n\r\n')],
    [
      'two codings in two headers',
      post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', '0\r\n\r\n'),
    ],
    ['an empty coding', post('Transfer-Encoding:', '0\r\n\r\n'), /empty/i],
    ['a coding after a vertical tab', post('Transfer-Encoding: \x0bchunked', '0\r\n\r\n')],
    ['a coding before the colon’s blank', post('Transfer-Encoding : chunked', '0\r\n\r\n')],
    ['a coding on a folded line', post('Transfer-Encoding:\r\n chunked', '0\r\n\r\n')],
    [
      'a coding in HTTP/1.0',
      'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /HTTP\/1\.0 has no Transfer-Encoding/,
    ],
  ]),
  ...table(200, [
    ['a coding after a tab', post('Transfer-Encoding:\tCHUNKED', '0\r\n\r\n')],
    [
      'a header that only looks like a coding',
      post('Transfer_Encoding: chunked\r\nContent-Length: 5', '0\r\n\r\n'),
    ],
  ]),
];

const HEADERS = table(400, [
  ['a folded header', post('X-A: a\r\n b')],
  ['a header folded with a tab', post('X-A: a\r\n\tb')],
  ['a blank before the first header', 'POST / HTTP/1.1\r\n Host: a\r\n\r\n'],
  ['a blank before the colon', post('X-A : b')],
  ['a blank in a name', post('X A: b')],
  ['a header without a colon', post('XA')],
  ['a header without a name', post(': b')],
  ['NUL in a value', post('X-A: a\0b')],
  ['NUL in a name', post('X\0A: b')],
  ['a bare CR in a value', post('X-A: a\rX-B: b')],
  ['a bare LF in a value', post('X-A: a\nX-B: b')],
  ['a terminal escape in a value', post('X-A: \x1b[2J')],
  ['DEL in a value', post('X-A: a\x7f')],
  ['a letter beyond ASCII in a name', post('X-\xe9: b')],
  ['line ends of LF alone', 'POST / HTTP/1.1\nHost: a\nContent-Length: 2\n\nab'],
  ['a last line end of LF alone', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\nab'],
]);

const CHUNKS = [
  ...table(400, [
    ['a negative chunk', chunked('-1\r\na\r\n0\r\n\r\n')],
    ['a chunk size of 0x1', chunked('0x1\r\na\r\n0\r\n\r\n')],
    ['a chunk size beyond 64 bits', chunked('fffffffffffffffff\r\na\r\n')],
    ['a chunk without a size', chunked('\r\na\r\n0\r\n\r\n')],
    ['a chunk with an extension and no size', chunked(';a=b\r\na\r\n0\r\n\r\n')],
    ['a chunk size after a blank', chunked(' 1\r\na\r\n0\r\n\r\n')],
    ['a chunk size before a blank', chunked('1 \r\na\r\n0\r\n\r\n')],
    ['a chunk extension without a name', chunked('1;=a\r\na\r\n0\r\n\r\n')],
    ['an open quote in a chunk extension', chunked('1;a="b\r\na\r\n0\r\n\r\n')],
    ['NUL in a chunk extension', chunked('1;a=\0\r\na\r\n0\r\n\r\n')],
    ['a bare LF in a chunk extension', chunked('1;a\na\r\n0\r\n\r\n')],
    ['chunk lines that end in LF', chunked('1\na\n0\n\n')],
    ['a chunk that ends in LF', chunked('1\r\na\n0\r\n\r\n')],
    ['a chunk longer than it says', chunked('1\r\nabc\r\n0\r\n\r\n')],
    ['a request after the last chunk’s line', chunked('0\r\nGET /y HTTP/1.1\r\n\r\n')],
    ['a trailer that is no header', chunked('0\r\nbad trailer\r\n\r\n')],
    ['a length in the trailers', chunked('0\r\nContent-Length: 5\r\n\r\n')],
    ['a coding in the trailers', chunked('0\r\nTransfer-Encoding: chunked\r\n\r\n')],
    ['a folded trailer', chunked('0\r\nX-A: a\r\n b\r\n\r\n')],
    [
      'a body in chunks without its end',
      chunked('1\r\na\r\n'),
      /stopped before it was whole/,
      { ends: true },
    ],
    [
      'chunks without the final line end',
      chunked('1\r\na\r\n0\r\n'),
      /stopped before it was whole/,
      { ends: true },
    ],
  ]),
  ...table(413, [
    ['a chunk extension of 20 kB', chunked(`1;${'x'.repeat(20_000)}\r\na\r\n0\r\n\r\n`), /16 KiB/],
    ['chunks beyond the limit', chunked(`3e9\r\n${'a'.repeat(1001)}\r\n0\r\n\r\n`), /--max-body/],
  ]),
  ...table(431, [
    ['trailers of 9 kB', chunked(`0\r\nX: ${'x'.repeat(9_000)}\r\n\r\n`), /--max-headers/],
  ]),
  ...table(200, [
    ['a quoted chunk extension', chunked('1;a="b;\\"";c\r\na\r\n0\r\n\r\n')],
    ['a chunk size with many zeros', chunked('000000000000000000001\r\na\r\n0\r\n\r\n')],
    ['a Host in the trailers, which is left out', chunked('0\r\nHost: b\r\n\r\n')],
  ]),
];

const SIZES = [
  ...table(413, [
    ['a body that says it is too large', post('Content-Length: 1001'), /--max-body/],
    ['a length of 2^53 + 1', post('Content-Length: 9007199254740993', 'ab'), /--max-body/],
  ]),
  ...table(431, [
    ['a URL of 5 kB', get(`GET /${'a'.repeat(5_000)} HTTP/1.1`), /--max-headers/],
    ['a header of 5 kB', post(`X: ${'a'.repeat(5_000)}`)],
    ['a header name of 5 kB', post(`${'X'.repeat(5_000)}: a`)],
    ['a header that never ends', `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}`],
    ['1,000 headers', post(Array.from({ length: 1_000 }, (_, at) => `h${at}: a`).join('\r\n'))],
    ['1,100 headers of one byte each', post(Array(1_100).fill('a:').join('\r\n'))],
  ]),
  ...table(400, [['a method of 5 kB', get(`${'A'.repeat(5_000)} / HTTP/1.1`)]]),
];

const LINES = [
  ...table(400, [
    ['a method in small letters', get('post / HTTP/1.1')],
    ['an unknown method', get('BREW / HTTP/1.1')],
    ['a blank in the method', get('PO ST / HTTP/1.1')],
    ['a control character in the method', get('PO\x01ST / HTTP/1.1')],
    ['no method', get(' / HTTP/1.1')],
    ['HTTP/1.2', get('GET / HTTP/1.2')],
    ['HTTP/3', get('GET / HTTP/3')],
    ['HTTP/1.10', get('GET / HTTP/1.10')],
    ['http/1.1', get('GET / http/1.1')],
    ['something behind the version', get('GET / HTTP/1.1 x')],
    ['tabs in the request line', get('GET\t/\tHTTP/1.1')],
    ['two blanks before the target', get('GET  /x HTTP/1.1')],
    ['two blanks before the version', get('GET /x  HTTP/1.1')],
    ['a bare LF before the request', `\n${get('GET /x HTTP/1.1')}`],
    ['a bare CR before the request', `\r${get('GET /x HTTP/1.1')}`],
    ['a URL without a host', get('GET http:///x HTTP/1.1')],
    ['a URL with a fragment in its host', get('GET http://b#/x HTTP/1.1')],
    ['an authority as target', get('GET a:80 HTTP/1.1')],
    ['a target without a slash', get('GET x HTTP/1.1')],
    ['a terminal escape in the path', get('GET /\x1b[2J HTTP/1.1')],
    ['NUL in the path', get('GET /a\0b HTTP/1.1')],
    ['a byte beyond ASCII in the path', get('GET /\xc3\xa9 HTTP/1.1')],
    ['no Host', get('GET / HTTP/1.1', 'X-A: b'), /wants a Host/],
    ['two Hosts', get('GET / HTTP/1.1', 'Host: a\r\nHost: a'), /more than one Host/],
    ['two Hosts in HTTP/1.0', get('GET / HTTP/1.0', 'Host: a\r\nHost: b')],
    ['a Host with a path', get('GET / HTTP/1.1', 'Host: a/b'), /names no host/],
    ['a Host with a user', get('GET / HTTP/1.1', 'Host: a@b')],
    ['a list of Hosts', get('GET / HTTP/1.1', 'Host: a, b')],
    ['a list of Hosts without a blank', get('GET / HTTP/1.1', 'Host: a,b')],
    ['* as target of a GET', get('GET * HTTP/1.1')],
    ['a URL of another scheme', get('GET ftp://b/x HTTP/1.1')],
    [
      '9,000 empty Hosts',
      `GET / HTTP/1.1\r\n${'host:\r\n'.repeat(9_000)}\r\n`,
      /more than one Host/,
      { limits: { maxHeaderBytes: 65_536 } },
    ],
    ['a port that is no number', get('GET / HTTP/1.1', 'Host: a:80x')],
  ]),
  ...table(505, [
    ['HTTP/0.9', get('GET / HTTP/0.9')],
    ['HTTP/0.9 as it was', 'GET /\r\n\r\n'],
    ['HTTP/2.0', get('GET / HTTP/2.0')],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', /--tls/],
  ]),
  ...table(405, [
    ['CONNECT', get('CONNECT b:443 HTTP/1.1', 'Host: b:443')],
    ['CONNECT with a path', get('CONNECT /x HTTP/1.1')],
  ]),
  ...table(200, [
    ['TRACE, which is not echoed', get('TRACE /x HTTP/1.1'), /^ok$/],
    ['an expectation nobody knows', post('Expect: tea\r\nContent-Length: 1', 'x')],
    ['an upgrade to WebSocket', post('Connection: Upgrade\r\nUpgrade: websocket')],
    ['an upgrade to h2c', post('Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c')],
    ['a path with dots', get('GET /../../x HTTP/1.1'), undefined, { taken: ['/../../x'] }],
    ['a path of two slashes', get('GET //b/x HTTP/1.1'), undefined, { taken: ['//b/x'] }],
    ['* as target', get('OPTIONS * HTTP/1.1'), undefined, { taken: ['*'] }],
    ['another host’s URL', get('GET http://b/x HTTP/1.1'), undefined, { taken: ['http://b/x'] }],
    ['a thousand empty lines first', `${'\r\n'.repeat(1_000)}${get('GET /x HTTP/1.1')}`],
  ]),
];

const STRANGERS = table(400, [
  ['TLS on a port without', Buffer.from('16030100c8010000c40303', 'hex'), /http:\/\/.*--tls/],
  ['zero bytes', '\0\0\0\0\0\0'],
  ['a byte order mark', `\xef\xbb\xbf${get('GET / HTTP/1.1')}`],
  ['SSH', 'SSH-2.0-x\r\n'],
  ['SMTP', 'EHLO x\r\n'],
  ['SOCKS', '\x05\x01\x00'],
  ['an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ['the PROXY protocol', `PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n${get('GET / HTTP/1.1')}`],
]);

const KEPT = 'POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab';
const PIPELINED: readonly HostileRequest[] = [
  ...table(400, [
    ['garbage behind a good request', `${KEPT}BREW!\r\n\r\n`],
    ['zero bytes behind a good request', `${KEPT}\0\0\0\0`],
    ['a smuggled length behind a good request', KEPT + post('Content-Length: 1, 2', 'ab')],
  ]).map((row) => ({ ...row, answers: [200, 400], taken: ['/x'] })),
  ...table(200, [
    ['a request in the place of a body', `${get('GET /x HTTP/1.1')}${get('GET /y HTTP/1.1')}`],
    [
      'a hundred requests at once',
      'GET /x HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(99) + get('GET /x HTTP/1.1'),
      undefined,
      { answers: Array(100).fill(200), taken: Array(100).fill('/x') },
    ],
  ]),
];

const ENDLESS: readonly HostileRequest[] = table(408, [
  ['half a request line', 'POST', /--request-timeout/, SLOW],
  ['a line of HTTP/0.9', 'GET /\r\n', undefined, SLOW],
  ['half a head', 'POST / HTTP/1.1\r\nHost: a\r\n', undefined, SLOW],
  ['half a body', post('Content-Length: 5', 'ab'), undefined, SLOW],
  ['half a chunk', chunked('5\r\nab'), undefined, SLOW],
  ['a chunk of 2^64 - 1 bytes', chunked('ffffffffffffffff\r\na'), undefined, SLOW],
  ['a body without its last chunk', chunked('1\r\na\r\n'), undefined, SLOW],
  ['a body that is never sent', post('Expect: 100-continue\r\nContent-Length: 5'), undefined, SLOW],
  ['nothing at all', '', undefined, { ...SLOW, answers: [] }],
]);

const CUT: readonly HostileRequest[] = table(400, [
  ['half a head', 'POST / HTTP/1.1\r\nHost: a\r\n', /stopped before it was whole/, { ends: true }],
  ['half a body', post('Content-Length: 5', 'ab'), /stopped before/, { ends: true }],
]).map((row) => ({ ...row, name: `${row.name} and the end of the connection` }));

export const HOSTILE_REQUESTS: readonly HostileRequest[] = [
  ...LENGTHS,
  ...CODINGS,
  ...HEADERS,
  ...CHUNKS,
  ...SIZES,
  ...LINES,
  ...STRANGERS,
  ...PIPELINED,
  ...ENDLESS,
  ...CUT,
];
