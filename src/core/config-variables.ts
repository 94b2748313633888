import type { LocatedNode } from './located-node.ts';
import { type Located, reportAt } from './located-reader.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLE = /\$\$\{|\$\{(?:([A-Za-z_][A-Za-z0-9_]*)\})?/g;

/** A node with `${NAME}` in every text replaced; a scalar whose variable is missing is reported and becomes nothing. */
export function withVariables(located: Located, env: Environment): LocatedNode {
  const { node, path, report } = located;
  if (node.kind === 'scalar') {
    if (node.type !== 'text') return node;
    const text = replaceVariables(located, node.text, env);
    return text === undefined ? { ...node, type: 'null', text: '' } : { ...node, text };
  }
  if (node.kind === 'list') {
    const items = node.items.map((item, index) =>
      withVariables({ node: item, path: [...path, index], report }, env),
    );
    return { ...node, items };
  }
  const members = node.members.map((member) => ({
    ...member,
    value: withVariables({ node: member.value, path: [...path, member.key], report }, env),
  }));
  return { ...node, members };
}

/** Text that the configuration file reads back as exactly `text`: `$${` stands for `${`. */
export function escapeVariables(text: string): string {
  return text.replaceAll('${', () => '$${'); // as a text, $$ would stand for one $
}

function replaceVariables(located: Located, text: string, env: Environment): string | undefined {
  let isComplete = true;
  const replaced = text.replace(VARIABLE, (written: string, name: string | undefined) => {
    if (written === '$${') return '${';
    const value = name === undefined || !Object.hasOwn(env, name) ? undefined : env[name];
    if (value !== undefined) return value;
    isComplete = false;
    const literal = 'for a literal ${ write $${';
    if (name === undefined)
      reportAt(located, `expected \${NAME} with a variable's name; ${literal}`);
    else reportAt(located, `there is no environment variable ${name}; set it, or ${literal}`);
    return '';
  });
  return isComplete ? replaced : undefined;
}
