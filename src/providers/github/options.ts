import type { ProviderOption, ProviderOptions } from '../types.ts';

const HOOK_OWNER = 'hook-owner';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: HOOK_OWNER,
    summary: 'who the hook belongs to; with a GitHub App events end in installation (not ping)',
    default: 'repository',
    choices: ['repository', 'app'],
  },
];

export function isAppHook(options: ProviderOptions): boolean {
  return options[HOOK_OWNER] === 'app';
}
