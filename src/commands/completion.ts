import { bashCompletion } from './completion-bash.ts';
import { fishCompletion } from './completion-fish.ts';
import { powershellCompletion } from './completion-powershell.ts';
import type { CompletionData } from './completion-tree.ts';
import { zshCompletion } from './completion-zsh.ts';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** A script that teaches a shell to complete the program's command lines; it runs nothing when it completes. */
export function completionScript(shell: Shell, data: CompletionData): string {
  switch (shell) {
    case 'bash':
      return bashCompletion(data);
    case 'zsh':
      return zshCompletion(data);
    case 'fish':
      return fishCompletion(data);
    case 'powershell':
      return powershellCompletion(data);
    default:
      return shell satisfies never;
  }
}
