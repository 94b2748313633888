import { type Command, Option } from 'commander';
import { collectText } from './option-parsers.ts';

/** Flags that every command has. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly pretty?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly showSecrets?: boolean;
  readonly config?: string;
}

export function addCommonOptions(command: Command): Command {
  return command
    .optionsGroup('Output:')
    .addOption(new Option('--json', 'one JSON object a line on stdout'))
    .addOption(
      new Option('--pretty', 'for people, even when stdout is no terminal').conflicts('json'),
    )
    .option('-q, --quiet', 'say less')
    .option('-v, --verbose', 'say more: headers, whole bodies, stacks')
    .option('--no-color', 'no colour')
    .option('--show-secrets', "don't mask authorization headers, cookies and keys")
    .addOption(
      new Option(
        '--config <file>',
        'configuration file (default: webhook-cli.yaml here or above)',
      ).env('WEBHOOK_CLI_CONFIG'),
    );
}

/** Flags that say which secret to sign or check with. */
export interface SecretFlags {
  readonly secret?: readonly string[];
  readonly secretFile?: readonly string[];
  readonly secretEnv?: readonly string[];
}

export function addSecretOptions(command: Command): Command {
  return command
    .optionsGroup('Secrets (default: the test secret of `webhook-cli secret PROVIDER`):')
    .addOption(
      new Option('--secret <text>', 'repeatable; stays in the shell history').argParser(
        collectText,
      ),
    )
    .addOption(
      new Option('--secret-file <file>', 'read it from a file; repeatable').argParser(collectText),
    )
    .addOption(
      new Option(
        '--secret-env <name>',
        'read it from an environment variable; repeatable',
      ).argParser(collectText),
    );
}
