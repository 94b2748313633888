import type { ProviderOption, ProviderOptions } from '../types.ts';

const HOOK_OWNER = 'hook-owner';
export const EXAMPLE_OPTION = 'example';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: HOOK_OWNER,
    summary: 'who the hook belongs to; with a GitHub App events end in installation (not ping)',
    default: 'repository',
    choices: ['repository', 'app'],
  },
  {
    name: EXAMPLE_OPTION,
    summary: 'which one, of an event with several published examples; 1 is the first',
    default: '1',
  },
];

export function isAppHook(options: ProviderOptions): boolean {
  return options[HOOK_OWNER] === 'app';
}
