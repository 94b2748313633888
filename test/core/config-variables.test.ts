import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { escapeVariables, withVariables } from '../../src/core/config-variables.ts';
import { formatPath } from '../../src/core/json-path.ts';
import type { LocatedNode } from '../../src/core/located-node.ts';

interface Replaced {
  readonly node: LocatedNode;
  readonly problems: readonly string[];
}

function replaced(text: string, env: Readonly<Record<string, string>>): Replaced {
  const problems: string[] = [];
  const node: LocatedNode = { kind: 'scalar', type: 'text', text, line: 1, column: 1 };
  const report = (_: unknown, path: readonly (string | number)[], message: string): void => {
    problems.push(`${formatPath(path)}: ${message}`);
  };
  return { node: withVariables({ node, path: ['target'], report }, env), problems };
}

describe('variables in a configuration', () => {
  const env = { HOST: 'example.test', _x1: `\${HOST}`, EMPTY: '' };
  const cases: readonly [string, string][] = [
    [`\${HOST}`, 'example.test'],
    [`http://\${HOST}:\${HOST}/`, 'http://example.test:example.test/'],
    [`\${_x1}`, `\${HOST}`], // a value is not looked into again
    [`a\${EMPTY}b`, 'ab'],
    [`$\${HOST}`, `\${HOST}`],
    [`$$\${HOST}`, `$\${HOST}`],
    ['$HOST $ {HOST} $5 }', '$HOST $ {HOST} $5 }'],
  ];
  for (const [text, expected] of cases) {
    it(`${text} becomes ${expected}`, () => {
      const { node, problems } = replaced(text, env);
      assert.deepEqual(problems, []);
      assert.equal(node.kind === 'scalar' ? node.text : '', expected);
    });
  }

  for (const text of ['${HOST', `\${}`, `\${HO ST}`, `\${1A}`, `\${HOST:-x}`, `\${toString}`]) {
    it(`${text} is reported, and nothing is read`, () => {
      const { node, problems } = replaced(text, env);
      assert.equal(problems.length, 1);
      assert.ok(node.kind === 'scalar' && node.type === 'null' && node.text === '');
    });
  }

  it('escaped text is read back as it was', () => {
    const pieces = fc.constantFrom('$', '{', '}', '${', '$${', 'HOST', 'a');
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join('');
        const { node, problems } = replaced(escapeVariables(text), env);
        assert.deepEqual(problems, []);
        assert.equal(node.kind === 'scalar' ? node.text : undefined, text);
      }),
    );
  });
});
