import { type Command, Option } from 'commander';
import { type Disorder, NO_DISORDER } from '../delivery/disorder.ts';
import { parseDelayRange, parseDuplicate, parseShare } from './option-parsers.ts';

/** Flags for disorder on purpose that `send` and `replay` share. */
export interface DisorderFlags {
  readonly duplicate?: ReturnType<typeof parseDuplicate>;
  readonly drop?: number;
  readonly delay?: readonly [number, number];
}

export function addDisorderOptions(command: Command): Command {
  return command
    .optionsGroup('Disorder on purpose, the same for the same --seed:')
    .addOption(
      new Option(
        '--duplicate <n|share>',
        'deliver n further copies of each, or one of a share such as 5%',
      ).argParser(parseDuplicate),
    )
    .addOption(new Option('--drop <share>', 'leave out a share, such as 5%').argParser(parseShare))
    .addOption(
      new Option('--delay <range>', 'hold each back by a time of its own, such as 0..5s').argParser(
        parseDelayRange,
      ),
    );
}

/** Gaps and order are told in other ways by each command. */
export function disorderOf({ duplicate = 0, drop = 0, delay }: DisorderFlags): Disorder {
  const copies =
    typeof duplicate === 'number' ? { duplicate } : { duplicateShare: duplicate.share };
  return { ...NO_DISORDER, ...copies, dropShare: drop, delayMs: delay ?? null };
}
