import { escapeVariables } from '../core/config-variables.ts';
import { yamlLine } from '../core/yaml-text.ts';

const EXAMPLE_TARGET = 'http://127.0.0.1:3000/webhooks';

/** Where the configuration file gets a provider's secret from; `test` is the built-in test secret. */
export type SecretSource =
  | { readonly kind: 'test' }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string };

/** A provider that the file defines, as YAML text from the first column on. */
export interface DeclaredText {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** The same without where its secret comes from. */
  readonly withoutSecret: string;
}

/** What a new configuration file says. */
export interface InitAnswers {
  /** `null` for the listener. */
  readonly target: string | null;
  readonly port: number;
  readonly providers: readonly { readonly name: string; readonly secret: SecretSource }[];
  /** Definitions to keep, whether they are among the providers or not. */
  readonly declared: readonly DeclaredText[];
}

/** Text of a configuration file with short comments; reading it gives the answers back. */
export function configText({ target, port, providers, declared }: InitAnswers): string {
  const lines = [
    '# Settings of webhook-cli for this folder and those below it. A flag beats an environment variable',
    `# (WEBHOOK_CLI_…), and that beats this file. \${NAME} takes the value of an environment variable.`,
    '',
    '# where `send` and `replay` deliver without --to',
    target === null ? `# target: ${EXAMPLE_TARGET}` : `target: ${quoted(target)}`,
    '',
    'listen:',
    `  port: ${port}`,
    '  # save: captures        # keep every request as a fixture file in this folder',
    '',
    '# replay:',
    '#   retry: mailtrap       # or provider, none, 40x5m …; see `webhook-cli schedule NAME`',
    '#   concurrency: 4',
  ];
  const definitions = new Map(declared.map((definition) => [definition.name, definition]));
  if (providers.length + declared.length > 0) lines.push('', 'providers:');
  for (const { name, secret } of providers) {
    lines.push(...providerLines(name, secret, definitions.get(name)));
    definitions.delete(name);
  }
  for (const { name, text } of definitions.values()) lines.push(`  ${name}:`, indented(text));
  return `${lines.join('\n')}\n`;
}

function providerLines(
  name: string,
  secret: SecretSource,
  definition: DeclaredText | undefined,
): readonly string[] {
  const rest = definition === undefined ? [] : [indented(definition.withoutSecret)];
  switch (secret.kind) {
    case 'test':
      if (definition !== undefined) return [`  ${name}:`, indented(definition.text)];
      return [
        `  ${name}: {} # no secret: the test secret that \`webhook-cli secret ${name}\` shows`,
      ];
    case 'env':
      return [`  ${name}:`, `    secret: \${${secret.name}}`, ...rest];
    case 'file':
      return [
        `  ${name}:`,
        `    secret_file: ${quoted(secret.path)} # relative to this file`,
        ...rest,
      ];
    default:
      return secret satisfies never;
  }
}

function indented(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '    ');
}

function quoted(text: string): string {
  return yamlLine(escapeVariables(text));
}
