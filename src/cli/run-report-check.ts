import { EnvironmentError, UsageError } from '../core/errors.ts';
import type { RunReportFormat } from '../render/run-report.ts';
import type { World } from './context.ts';
import type { ReportFile } from './run-report-file.ts';

/** How a report of each format begins. */
const BEGINNINGS: Readonly<Record<RunReportFormat, string>> = {
  json: '{\n  "v": 1,\n  "type": "report",',
  junit: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="webhook-cli',
  html: '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"',
};
const LONGEST_BEGINNING = 200;

/**
 * Checks before anything is sent that reports can be written: a run whose report is lost can't be had again.
 *
 * @throws {UsageError} for two reports in one file, a report on stdout, and a file that holds something else
 * @throws {EnvironmentError} for what the file system would refuse
 */
export async function checkReports(files: readonly ReportFile[], world: World): Promise<void> {
  if (files.length === 0) return;
  const { resolve } = await import('node:path');
  const seen = new Set<string>();
  for (const { format, file } of files) {
    const flag = `--report ${format}=${file}`;
    if (file === '-') {
      throw new UsageError(`${flag}: stdout carries the results of the run`, {
        hint: 'name a file; --json prints the same objects on stdout',
      });
    }
    const path = resolve(world.cwd, file);
    if (seen.has(path)) {
      throw new UsageError(`${flag}: another report goes to that file`, {
        hint: 'give each report a file of its own',
      });
    }
    seen.add(path);
    await checkFile(path, format, flag);
  }
}

async function checkFile(path: string, format: RunReportFormat, flag: string): Promise<void> {
  const { stat } = await import('node:fs/promises');
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) {
    throw new EnvironmentError(`${flag}: it is a folder`, { hint: 'name a file in it' });
  }
  if (found !== undefined && !(found.isFile() && (await isReport(path, format)))) {
    throw new UsageError(`${flag}: the file is there, and is no such report`, {
      hint: 'name another file, or remove it: only a report of the same format is overwritten',
    });
  }
  await checkFolder(path, flag);
}

/** An empty file counts: some tools make one to have its name. */
async function isReport(path: string, format: RunReportFormat): Promise<boolean> {
  const { open } = await import('node:fs/promises');
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_BEGINNING));
    const text = buffer.toString('utf8', 0, bytesRead);
    return text === '' || text.startsWith(BEGINNINGS[format]);
  } finally {
    await file.close();
  }
}

/** Missing folders are made when the report is written, below the nearest that there is. */
async function checkFolder(path: string, flag: string): Promise<void> {
  const [{ access, constants, stat }, { dirname }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  let folder = dirname(path);
  let found = await stat(folder).catch(() => undefined);
  while (found === undefined && dirname(folder) !== folder) {
    folder = dirname(folder);
    found = await stat(folder).catch(() => undefined);
  }
  if (found?.isDirectory() !== true) {
    throw new EnvironmentError(`${flag}: ${folder} is no folder`);
  }
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw new EnvironmentError(`${flag}: no permission to write in ${folder}`, { cause });
  });
}
