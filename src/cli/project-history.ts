import type { Logger } from '../core/ports.ts';
import { bodyFiles } from '../io/body-files.ts';
import { systemClock } from '../io/clock.ts';
import { projectFolder } from '../io/project-folder.ts';
import { openSqlite } from '../io/sqlite.ts';
import { openHistory } from '../store/open-history.ts';
import type { History } from '../store/types.ts';
import type { World } from './context.ts';

/** The history of the project folder; made when it is to be written. */
export async function openProjectHistory(
  world: World,
  logger: Logger,
  options: { readonly readOnly?: boolean } = {},
): Promise<History> {
  const folder = await projectFolder(world.cwd);
  const ports = {
    openDatabase: openSqlite,
    bodies: bodyFiles(`${folder}/bodies`),
    clock: systemClock,
    logger,
  };
  return await openHistory(`${folder}/history.db`, ports, options);
}
