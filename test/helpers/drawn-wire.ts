import fc from 'fast-check';

/** Lines and bits that a parser of HTTP/1 has to tell apart, good and bad. */
const BITS = [
  ...['GET', 'BREW', ' ', '  ', '\t', '/', '*', 'http://b/x', 'http://b#/x', 'a:80', 'x', '#'],
  ...['HTTP/1.1', 'HTTP/1.0', 'HTTP/1.2', '\r\n', '\r\n\r\n', '\n', '\r', '\0', '\x7f', '\xe9'],
  ...['Host: a', 'host : a', ' folded', ':', 'X: ', '3\r\nabc\r\n', '0\r\n\r\n', '0\r\n', 'abc'],
];

const startLine = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'M-SEARCH'),
    fc.constantFrom('/', '/x?y#z', '//', '*', 'http://b/x', 'https://u:p@[::1]:1?q'),
    fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'),
  )
  .map((parts) => `${parts.join(' ')}\r\n`);

const field = fc.constantFrom(
  ...['A: b', 'A:\tb \t', 'X:', 'X: \xe9', 'http://b', 'Trailer: T', 'X-\xe9: b'],
  ...['Connection: keep-alive', 'Connection: Upgrade', 'A: b\x01', 'no colon', 'a b: c'],
  ...['Content-Length: 3', 'content-length:03 ', 'Content-Length: 3,3', 'Content-Length: +3'],
  ...['Content-Length:', 'Content-Length: 0', 'Content-Length: 18446744073709551616'],
  ...['Transfer-Encoding: chunked', 'transfer-encoding:  Chunked ', 'Transfer-Encoding: gzip'],
  ...['Transfer-Encoding: chunked, chunked', 'Transfer-Encoding: ,chunked', 'TE: trailers'],
);

const chunk = fc.constantFrom(
  ...['3\r\nabc\r\n', 'A\r\n0123456789\r\n', '01\r\nx\r\n', '1;a=b\r\nx\r\n', '1;a;b;c=d\r\nx\r\n'],
  ...['1;a="b;\\""\r\nx\r\n', '1; a=b\r\nx\r\n', '1 ;a\r\nx\r\n', '1;\r\nx\r\n', '1;=\r\nx\r\n'],
  ...['1;a="\r\nx\r\n', '-1\r\nx\r\n', '2\r\nx\r\n', '\r\n', '0\r\n\r\n', '0\r\nT: v\r\n\r\n'],
);

const fields = fc
  .array(field, { maxLength: 4 })
  .map((lines) => ['Host: a', ...lines, '', ''].join('\r\n'));
const body = fc.oneof(
  fc.constant(''),
  fc.constant('abc'),
  fc.array(chunk, { maxLength: 5 }).map((chunks) => chunks.join('')),
  fc.array(chunk, { maxLength: 3 }).map((chunks) => `${chunks.join('')}0\r\n\r\n`),
);
const requests = fc
  .array(fc.tuple(startLine, fields, body), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.flat().join(''));

const flaw = fc.record({
  at: fc.nat(400),
  dropped: fc.nat(3),
  bit: fc.constantFrom(...BITS),
});

/** Latin1 text of a few requests on one connection, some of them spoilt somewhere. */
export const drawnWire: fc.Arbitrary<string> = fc
  .tuple(requests, fc.array(flaw, { maxLength: 2 }))
  .map(([text, flaws]) =>
    flaws.reduce((spoilt, { at, dropped, bit }) => {
      const place = at % (spoilt.length + 1);
      return spoilt.slice(0, place) + bit + spoilt.slice(place + dropped);
    }, text),
  );
