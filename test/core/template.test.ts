import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONTENT_SCOPE, FORMAT_SCOPE, SET_SCOPE } from '../../src/core/definition-reader.ts';
import type { TemplatePart } from '../../src/core/template.ts';
import { parseTemplate } from '../../src/core/template-parse.ts';

function partsOf(source: string): readonly TemplatePart[] {
  const parsed = parseTemplate(source, CONTENT_SCOPE);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
  return parsed.template.parts;
}

describe('a template', () => {
  it('is texts, placeholders with filters, and optional parts', () => {
    assert.deepEqual(partsOf('v0:{timestamp}[id:{query:data.id|lower};]'), [
      { kind: 'text', text: 'v0:' },
      { kind: 'value', value: { from: 'timestamp' }, filters: [] },
      {
        kind: 'optional',
        parts: [
          { kind: 'text', text: 'id:' },
          {
            kind: 'value',
            value: { from: 'parameter', name: 'data.id' },
            filters: [{ kind: 'lower' }],
          },
          { kind: 'text', text: ';' },
        ],
      },
    ]);
  });

  it('takes the short names for the long ones', () => {
    assert.deepEqual(
      partsOf('{ts}{h:X-Id}{q:a}{f:b}'),
      partsOf('{timestamp}{header:X-Id}{query:a}{field:b}'),
    );
    assert.deepEqual(partsOf('{sha256:body}{crc32:body}'), partsOf('{body:sha256}{body:crc32}'));
  });

  it('knows a path in JSON, brackets and quotes in it too', () => {
    assert.deepEqual(partsOf('{json:a[0]["b.c"]}'), [
      { kind: 'value', value: { from: 'json', path: ['a', 0, 'b.c'] }, filters: [] },
    ]);
  });

  it('has its own marks after a backslash, and line ends', () => {
    assert.deepEqual(partsOf('\\{\\[\\]\\}\\\\a\\nb'), [{ kind: 'text', text: '{[]}\\a\nb' }]);
  });

  const wrong = [
    ['{timestmp}', /unknown placeholder \{timestmp\}; did you mean \{timestamp\}\?/],
    ['{heder:X-Id}', /did you mean \{header:Name\}\?/],
    ['{header:}', /a name is missing after header:/],
    ['{header}', /a name is missing after header:/],
    ['{json:a..b}', /this is no path/],
    ['{body:sha3}', /can be hashed with sha256, sha1/],
    ['{body:sha256:base32}', /written as hex, HEX, base64, base64url/],
    ['{body:crc32:hex}', /decimal number/],
    ['{body|lower}', /takes no filter/],
    ['{method|title}', /filters are lower, upper, trim and decode/],
    ['{signature}', /can't be used here; expected one of \{body\}/],
    ['{uuid}', /can't be used here/],
    ['{body', /"\{" without "\}"/],
    ['body}', /"\}" without "\{"/],
    ['[{body}', /"\[" without "\]"/],
    ['{body}]', /"\]" without "\["/],
    ['[a[{body}]]', /within another one/],
    ['[abc]', /optional part without a placeholder/],
    ['a\\b', /a backslash stands before/],
    ['ends in \\', /a backslash stands before/],
  ] as const;
  for (const [source, message] of wrong) {
    it(`${source} is refused, and says why`, () => {
      const parsed = parseTemplate(source, CONTENT_SCOPE);
      assert.equal(parsed.ok, false);
      assert.match(parsed.ok ? '' : parsed.message, message);
    });
  }

  it('never shows what does not look like a placeholder: it may be a secret', () => {
    const parsed = parseTemplate('{s3cr&t/+value==}', CONTENT_SCOPE);
    assert.equal(parsed.ok, false);
    assert.equal(parsed.ok ? '' : parsed.message.includes('s3cr'), false);
  });

  it('may draw values only where they are set, and none that tells of an event', () => {
    assert.equal(parseTemplate('{random.hex(8)}', SET_SCOPE).ok, true);
    const parsed = parseTemplate('{recipient}', SET_SCOPE);
    assert.match(parsed.ok ? '' : parsed.message, /can stand in a fixture only/);
  });

  it('has no optional parts where it is written and read back', () => {
    const parsed = parseTemplate('[{signature}]', FORMAT_SCOPE);
    assert.match(parsed.ok ? '' : parsed.message, /no optional parts here; write \\\[/);
  });
});
