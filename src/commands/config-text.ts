import { escapeVariables } from '../core/config-variables.ts';
import { yamlLine } from '../core/yaml-text.ts';
import type { ProviderName } from '../providers/names.ts';

const EXAMPLE_TARGET = 'http://127.0.0.1:3000/webhooks';

/** Where the configuration file gets a provider's secret from; `test` is the built-in test secret. */
export type SecretSource =
  | { readonly kind: 'test' }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string };

/** What a new configuration file says. */
export interface InitAnswers {
  /** `null` for the listener. */
  readonly target: string | null;
  readonly port: number;
  readonly providers: readonly { readonly name: ProviderName; readonly secret: SecretSource }[];
}

/** Text of a configuration file with short comments; reading it gives the answers back. */
export function configText({ target, port, providers }: InitAnswers): string {
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
  if (providers.length > 0) lines.push('', 'providers:');
  for (const { name, secret } of providers) lines.push(...providerLines(name, secret));
  return `${lines.join('\n')}\n`;
}

function providerLines(name: ProviderName, secret: SecretSource): readonly string[] {
  switch (secret.kind) {
    case 'test':
      return [
        `  ${name}: {} # no secret: the test secret that \`webhook-cli secret ${name}\` shows`,
      ];
    case 'env':
      return [`  ${name}:`, `    secret: \${${secret.name}}`];
    case 'file':
      return [`  ${name}:`, `    secret_file: ${quoted(secret.path)} # relative to this file`];
    default:
      return secret satisfies never;
  }
}

function quoted(text: string): string {
  return yamlLine(escapeVariables(text));
}
