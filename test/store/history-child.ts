import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { ArrivedRequest } from '../../src/core/ports.ts';
import type { OpenSqlDatabase } from '../../src/core/sql-database.ts';
import { bodyFiles } from '../../src/io/body-files.ts';
import { systemClock } from '../../src/io/clock.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { arrived, DRIVERS, opener, silentLogger } from './opened-history.ts';

// A process of its own: `node history-child.js <driver> <path> flood | write <count> | hold`.
// What is acknowledged goes to stdout, one `id number` a line.

const SENDERS = 8;

/** The request with this number; its body has a size of its own and can't be mistaken for another's. */
export function numberedRequest(number: number): ArrivedRequest {
  const size = number % 50 === 7 ? 1_200_000 : (number * 37) % 5_000;
  const seed = createHash('sha512').update(`${number}`).digest();
  const body = Buffer.alloc(size, seed);
  return arrived({ path: `/${number}`, headers: [['X-Number', `${number}`]], body });
}

async function hold(open: OpenSqlDatabase, path: string): Promise<void> {
  const database = await open(path);
  database.exec('BEGIN EXCLUSIVE');
  process.stdout.write('held\n');
  process.stdin.resume().on('end', () => database.close());
}

async function write(openDatabase: OpenSqlDatabase, path: string, total: number): Promise<void> {
  const history = await openHistory(path, {
    openDatabase,
    bodies: bodyFiles(join(dirname(path), 'bodies')),
    clock: systemClock,
    logger: silentLogger(),
  });
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < total) {
      const number = next++;
      const { id } = await history.append(numberedRequest(number));
      process.stdout.write(`${id} ${number}\n`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  await history.close();
}

if (import.meta.filename === process.argv[1]) {
  const [, , name, path = '', mode, count] = process.argv;
  const driver = DRIVERS.find((candidate) => candidate.name === name);
  if (driver === undefined) throw new Error(`no driver ${name}`);
  if (mode === 'hold') await hold(opener(driver), path);
  else
    await write(opener(driver), path, mode === 'flood' ? Number.POSITIVE_INFINITY : Number(count));
}
