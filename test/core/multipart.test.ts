import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { latin1Bytes, latin1Text, utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import {
  boundaryOf,
  encodeMultipart,
  filePart,
  type Part,
  parseMultipart,
  partName,
  textPart,
} from '../../src/core/multipart.ts';

const BOUNDARY = '0c9e4b7a-31d2-4f58-9a6c-e5d07b8f2143';

// The escapes of HTML forms stand for the character itself, so such a name can't be told from an escaped one.
const name = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('\\', '"', ';', '\r', '\n', '%', 'a'), maxLength: 6 }),
  )
  .filter((text) => !/%(?:22|0D|0A)/.test(text));
const bytes = fc.uint8Array({ maxLength: 60 });

test("parts of the mailgun page's legacy bounce are encoded byte for byte", () => {
  const mime = [
    'Received: by luna.mailgun.net with HTTP; Mon, 04 Jul 2016 09:15:12 +0000',
    'Message-Id: <20160704091512.4410.52177.7A0C91E3@mg.example.com>',
    'From: Example Shop <shop@mg.example.com>',
    'To: Alice <alice@example.net>',
    'Subject: Your order has shipped',
    'Mime-Version: 1.0',
    'Content-Type: text/plain; charset="ascii"',
    '',
    'Hi Alice,',
    'your order is on its way.',
    '',
  ].join('\r\n');
  const body = encodeMultipart(
    [
      textPart('body-plain', ''),
      textPart('code', '550'),
      filePart({
        name: 'attachment-1',
        filename: 'message.mime',
        contentType: 'application/octet-stream',
        body: utf8Bytes(mime),
        contentLength: true,
      }),
    ],
    BOUNDARY,
  );
  assert.equal(
    utf8Text(body),
    [
      `--${BOUNDARY}`,
      'Content-Disposition: form-data; name="body-plain"',
      '',
      '',
      `--${BOUNDARY}`,
      'Content-Disposition: form-data; name="code"',
      '',
      '550',
      `--${BOUNDARY}`,
      'Content-Disposition: form-data; name="attachment-1"; filename="message.mime"',
      'Content-Type: application/octet-stream',
      'Content-Length: 347',
      '',
      mime,
      `--${BOUNDARY}--`,
      '',
    ].join('\r\n'),
  );
});

test('file names go out as raw UTF-8 and come back decoded', () => {
  const part = filePart({
    name: 'attachment-1',
    filename: 'attached_файл.txt',
    contentType: 'text/plain',
    body: utf8Bytes('x'),
  });
  const body = encodeMultipart([part], 'b');
  assert.match(
    utf8Text(body),
    /filename="attached_файл\.txt"\r\nContent-Type: text\/plain\r\n\r\nx/,
  );
  const [parsed] = parseMultipart(body, 'b') ?? [];
  assert.equal(parsed?.filename, 'attached_файл.txt');
  assert.equal(parsed?.name, 'attachment-1');
});

test('parse after encode is identity for random names and binary bodies', () => {
  const part: fc.Arbitrary<Part> = fc.oneof(
    fc.tuple(name, fc.string({ unit: 'binary' })).map(([label, value]) => textPart(label, value)),
    fc
      .record({ name, filename: name, body: bytes, contentLength: fc.boolean() })
      .map((file) => filePart({ ...file, contentType: 'application/octet-stream' })),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const body = encodeMultipart(parts, BOUNDARY);
      const parsed = parseMultipart(body, BOUNDARY);
      assert.deepEqual(
        parsed?.map(({ headers, body: content }) => [headers, latin1Text(content)]),
        parts.map(({ headers, body: content }) => [headers, latin1Text(content)]),
      );
      for (const { range, body: content } of parsed ?? []) {
        assert.equal(latin1Text(body.subarray(range.start, range.end)), latin1Text(content));
      }
    }),
  );
});

test('names and file names survive encoding', () => {
  fc.assert(
    fc.property(name, name, (label, filename) => {
      const file = filePart({ name: label, filename, contentType: 'a/b', body: utf8Bytes('') });
      const [parsed] = parseMultipart(encodeMultipart([file], BOUNDARY), BOUNDARY) ?? [];
      assert.deepEqual([parsed?.name, parsed?.filename], [label, filename]);
      assert.equal(partName(file), label);
    }),
  );
});

test('what a browser-style FormData writes is read back', async () => {
  await fc.assert(
    fc.asyncProperty(name, name, bytes, async (label, filename, content) => {
      // FormData turns every line end in a name into CRLF, leaves an empty file name out, and writes a backslash bare.
      fc.pre(!/[\r\n]/.test(label) && filename !== '' && !/\\/.test(label + filename));
      const form = new FormData();
      form.append(label, 'text');
      form.append(label, new Blob([content as Uint8Array<ArrayBuffer>]), filename); // fast-check types it loosely
      const response = new Response(form);
      const boundary = boundaryOf(response.headers.get('content-type') ?? undefined) ?? '';
      const parsed = parseMultipart(new Uint8Array(await response.arrayBuffer()), boundary);
      assert.deepEqual(
        parsed?.map((part) => [part.name, part.filename, latin1Text(part.body)]),
        [
          [label, undefined, 'text'],
          [label, filename, latin1Text(content)],
        ],
      );
    }),
    { numRuns: 50 },
  );
});

test('what we write is read by an independent parser', async () => {
  const body = encodeMultipart(
    [
      textPart('Überschrift', 'naïve'),
      filePart({
        name: 'f',
        filename: 'a b.bin',
        contentType: 'x/y',
        body: Uint8Array.of(0, 13, 10, 255),
      }),
    ],
    BOUNDARY,
  );
  const form = await new Response(body as Uint8Array<ArrayBuffer>, {
    headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
  }).formData();
  const file = form.get('f');
  assert.equal(form.get('Überschrift'), 'naïve');
  assert.ok(file instanceof File);
  assert.equal(file.name, 'a b.bin');
  assert.deepEqual([...new Uint8Array(await file.arrayBuffer())], [0, 13, 10, 255]);
});

test('a preamble, an epilogue, LF line ends and blanks after the boundary are no obstacle', () => {
  const body = latin1Bytes(
    'preamble --b\n--b  \nContent-Disposition: form-data;\n name=a\nX: y\n\n1\r\n--b\n\nno headers\n--bx\n--b--\nepilogue\n--b\n',
  );
  const parsed = parseMultipart(body, 'b');
  assert.deepEqual(
    parsed?.map((part) => [part.name, part.headers.length, latin1Text(part.body)]),
    [
      ['a', 2, '1\r'],
      [undefined, 0, 'no headers\n--bx'],
    ],
  );
});

test('a part may end right after its headers, and a body may have no parts', () => {
  const body = latin1Bytes('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n--b--');
  assert.deepEqual(
    parseMultipart(body, 'b')?.map((part) => [part.name, part.range]),
    [['a', { start: 49, end: 49 }]],
  );
  assert.deepEqual(parseMultipart(latin1Bytes('--b--\r\n'), 'b'), []);
});

test('a CRLF body may hold lines that look like delimiters', () => {
  const value = 'a\n--b\r\n\r\n--b\n--bc\r\n--b x';
  const parsed = parseMultipart(encodeMultipart([textPart('n', value)], 'b'), 'b');
  assert.deepEqual(
    parsed?.map((part) => utf8Text(part.body)),
    [value],
  );
});

test('malformed bodies are undefined', () => {
  const malformed = [
    '',
    'no delimiter',
    '--other\r\n\r\nx\r\n--other--',
    '--b\r\nA: b\r\n\r\nno end',
    '--b\r\nA: b\r\n\r\nx\r\n--b\r\n',
    '--b\r\nno colon\r\n\r\nx\r\n--b--',
    '--b\r\nA: b\r\n--b--',
  ];
  for (const text of malformed)
    assert.equal(parseMultipart(latin1Bytes(text), 'b'), undefined, text);
});

test('more than 1000 parts, or 64 KiB of headers in one, are refused', () => {
  const many = (count: number): Uint8Array =>
    encodeMultipart(new Array<Part>(count).fill(textPart('a', '')), 'b');
  assert.equal(parseMultipart(many(1000), 'b')?.length, 1000);
  assert.equal(parseMultipart(many(1001), 'b'), undefined);
  const long = latin1Bytes(`--b\r\nA: ${'x'.repeat(65_536)}\r\n\r\n\r\n--b--`);
  assert.equal(parseMultipart(long, 'b'), undefined);
});

test('names are read quoted, bare, escaped, extended and with Windows paths', () => {
  const disposition = (value: string): readonly (string | undefined)[] => {
    const body = `--b\r\nContent-Disposition: form-data; ${value}\r\n\r\n\r\n--b--`;
    const [part] = parseMultipart(utf8Bytes(body), 'b') ?? [];
    return [part?.name, part?.filename];
  };
  assert.deepEqual(disposition('name=a; filename=b.txt; name=c'), ['a', 'b.txt']);
  assert.deepEqual(disposition('NAME="a;b"; filename="q\\"q%22%0D%0A"'), ['a;b', 'q"q"\r\n']);
  assert.deepEqual(disposition('name="a"; filename="C:\\new\\x.txt"'), ['a', 'C:\\new\\x.txt']);
  assert.deepEqual(disposition('name=a; filename="x"; filename*=UTF-8\'\'%e2%82%ac%20rates'), [
    'a',
    '€ rates',
  ]);
  assert.deepEqual(disposition("name=a; filename*=iso-8859-1'en'%A3"), ['a', '£']);
  assert.deepEqual(disposition('name="\\"; filename="C:\\"'), ['\\', 'C:\\']);
  assert.deepEqual(disposition('name="\u00e9"'), ['é', undefined]);
});

test('a boundary is found quoted and bare, in multipart types only', () => {
  assert.equal(boundaryOf('multipart/form-data; boundary=xYzZY'), 'xYzZY');
  assert.equal(boundaryOf('Multipart/Form-Data; charset=utf-8; Boundary="a b;c"; x=y'), 'a b;c');
  assert.equal(boundaryOf('multipart/form-data; note="boundary=no"; boundary=yes'), 'yes');
  assert.equal(boundaryOf('multipart/form-data'), undefined);
  assert.equal(boundaryOf('multipart/form-data; boundary='), undefined);
  const longest = 'b'.repeat(70);
  assert.equal(boundaryOf(`multipart/form-data; boundary=${longest}`), longest);
  assert.equal(boundaryOf(`multipart/form-data; boundary=${longest}b`), undefined);
  assert.equal(boundaryOf('text/plain; boundary=b'), undefined);
  assert.equal(boundaryOf(undefined), undefined);
});

test('a line end in a part header is refused', () => {
  const part: Part = { headers: [['A', 'b\r\nC: d']], body: utf8Bytes('') };
  assert.throws(() => encodeMultipart([part], 'b'), TypeError);
});
