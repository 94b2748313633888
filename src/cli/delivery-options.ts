import { type Command, Option } from 'commander';
import type { DeliverySettings } from '../commands/delivery-settings.ts';
import type { ProjectConfig } from '../core/config.ts';
import { CONFIG_VARIABLES } from '../core/config-source.ts';
import type { HeaderPair } from '../core/headers.ts';
import { TAMPER_PARTS, type TamperPart } from '../delivery/tamper.ts';
import { parseTarget } from '../delivery/target.ts';
import {
  collectHeader,
  collectNamed,
  parseCount,
  parseDuration,
  parseNow,
  parsePositiveDuration,
  parseRate,
  parseScale,
} from './option-parsers.ts';
import { addTransportOptions, type TransportFlags } from './transport-options.ts';

const DEFAULT_TARGET = 'http://127.0.0.1:4665/';

/** Flags that `send` and `replay` share. */
export interface DeliveryFlags extends TransportFlags {
  readonly to?: string;
  readonly retry?: string;
  readonly timeScale?: number;
  readonly timeout?: number;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly header?: readonly HeaderPair[];
  readonly option?: Readonly<Record<string, string>>;
  readonly skew?: number;
  readonly tamper?: TamperPart;
  readonly seed?: string;
  readonly now?: number;
}

/** @param retry - profile that is the default, and the environment variable for another one where the file can give one */
export function addDeliveryOptions(
  command: Command,
  retry: { readonly byDefault: string; readonly variable?: string },
): Command {
  const retryOption = new Option(
    '--retry <profile>',
    `none, provider, a profile such as mailtrap or mailgun:route, or a list such as 40x5m (default: ${retry.byDefault})`,
  );
  if (retry.variable !== undefined) retryOption.env(retry.variable);
  command
    .optionsGroup('Target:')
    .addOption(new Option('--to <url>', 'where to send').env(CONFIG_VARIABLES.target))
    .addOption(
      new Option('-H, --header <header>', "add a header, 'Name: value'; repeatable").argParser(
        collectHeader,
      ),
    );
  return addTransportOptions(command)
    .optionsGroup('Retries and pace:')
    .addOption(retryOption)
    .addOption(
      new Option('--time-scale <n>', 'divide waits: 300 makes 5 minutes one second').argParser(
        parseScale,
      ),
    )
    .addOption(
      new Option('--timeout <duration>', "bound on one attempt (default: the profile's)")
        .env(CONFIG_VARIABLES.replay.timeout)
        .argParser(parsePositiveDuration),
    )
    .addOption(
      new Option('--concurrency <n>', 'attempts at once (default: 1)')
        .env(CONFIG_VARIABLES.replay.concurrency)
        .argParser(parseCount),
    )
    .addOption(
      new Option('--rate <n/s>', 'starts a second, evenly spaced')
        .env(CONFIG_VARIABLES.replay.rate)
        .argParser(parseRate),
    )
    .optionsGroup('Signing:')
    .addOption(
      new Option(
        '--option <name=value>',
        "set one of the provider's options; repeatable",
      ).argParser(collectNamed),
    )
    .addOption(
      new Option(
        '--skew <duration>',
        'sign with the clock off by this much: -10m is an old signature',
      ).argParser(parseDuration),
    )
    .addOption(
      new Option('--tamper <part>', 'break the request after signing').choices(TAMPER_PARTS),
    )
    .addOption(new Option('--seed <text>', 'same ids and choices every time'))
    .addOption(new Option('--now <time>', 'time to build and sign with').argParser(parseNow));
}

/** Settles flags against environment (commander has done that), config and defaults. */
export function resolveDelivery(
  flags: DeliveryFlags,
  config: ProjectConfig,
  seed: string,
): DeliverySettings {
  return {
    target: parseTarget(flags.to ?? config.target ?? DEFAULT_TARGET),
    timeScale: flags.timeScale ?? 1,
    timeoutMs: flags.timeout ?? config.replay.timeoutMs,
    concurrency: flags.concurrency ?? config.replay.concurrency ?? 1,
    ratePerSecond: flags.rate ?? config.replay.ratePerSecond,
    headers: flags.header ?? [],
    skewMs: flags.skew ?? 0,
    tamper: flags.tamper ?? null,
    seed: flags.seed ?? seed,
    fixedNowMs: flags.now ?? null,
  };
}
