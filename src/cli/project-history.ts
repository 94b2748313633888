import { statSync } from 'node:fs';
import type { CaptureStore } from '../capture/types.ts';
import type { BodyWriter } from '../core/body-files.ts';
import { InputError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import { member } from '../core/shape.ts';
import { bodyFiles } from '../io/body-files.ts';
import { systemClock } from '../io/clock.ts';
import { isAlive } from '../io/other-process.ts';
import { existingProjectFolder, projectFolder } from '../io/project-folder.ts';
import { openSqlite } from '../io/sqlite.ts';
import { type HistoryOptions, openHistory } from '../store/open-history.ts';
import type { History } from '../store/types.ts';
import type { World } from './context.ts';

/** The history as the listener's store. */
export async function openCaptureStore(world: World, logger: Logger): Promise<CaptureStore> {
  const history = await openProjectHistory(world, logger);
  const process = { pid: world.pid, isAlive };
  return { ...history, pendingForwards: () => history.pendingForwards(process) };
}

/** The history of the project folder; made when it is to be written. */
export async function openProjectHistory(
  world: World,
  logger: Logger,
  options: HistoryOptions = {},
): Promise<History> {
  const folder =
    options.readOnly === true ? await existingFolder(world.cwd) : await projectFolder(world.cwd);
  const ports = {
    openDatabase: openSqlite,
    bodies: bodyFiles(bodiesIn(folder)),
    clock: systemClock,
    logger,
  };
  return await openHistory(`${folder}/history.db`, ports, options);
}

/** Begins a file for a body too large for a row. */
export async function openProjectBody(world: World): Promise<BodyWriter> {
  return await bodyFiles(bodiesIn(await projectFolder(world.cwd))).open();
}

function bodiesIn(folder: string): string {
  return `${folder}/bodies`;
}

/** Whether there is a history: asked before one is opened to be written, and so made, for what it is to hold already. */
export async function hasProjectHistory(world: World): Promise<boolean> {
  const folder = await existingProjectFolder(world.cwd);
  if (folder === undefined) return false;
  try {
    statSync(`${folder}/history.db`);
    return true;
  } catch (error) {
    return member(error, 'code') !== 'ENOENT'; // what is in its way is told when it is opened
  }
}

export function nothingCaptured(): InputError {
  return new InputError('nothing has been captured in this folder or above it yet', {
    hint: 'webhook-cli listen captures requests into .webhook-cli/history.db',
  });
}

/** Reading makes nothing: where nothing was captured there is nothing to read. */
async function existingFolder(cwd: string): Promise<string> {
  const folder = await existingProjectFolder(cwd);
  if (folder === undefined) throw nothingCaptured();
  return folder;
}
