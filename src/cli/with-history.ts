import type { HistoryPorts } from '../commands/history.ts';
import type { CommonFlags } from './common-options.ts';
import type { World } from './context.ts';

/** Opens the history and the outlet for a command about captures. */
export async function withHistory(
  world: World,
  flags: CommonFlags & { readonly withBody?: boolean },
  work: (ports: HistoryPorts) => Promise<void>,
  options: { readonly readOnly: boolean } = { readOnly: true },
): Promise<void> {
  const [{ openOutlet }, { openProjectHistory }] = await Promise.all([
    import('./outlet.ts'),
    import('./project-history.ts'),
  ]);
  const { output, logger } = await openOutlet(flags, world, {
    jsonUnlessTty: false,
    withBody: flags.withBody === true,
  });
  const history = await openProjectHistory(world, logger, options);
  try {
    await work({ history, output, logger, stop: world.stop });
  } finally {
    await history.close();
  }
}
