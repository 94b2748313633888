import { readFileSync } from 'node:fs';

/** Processor time a process has used so far, in milliseconds; `undefined` where there is no /proc. */
export function cpuMs(pid) {
  const fields = procFile(pid, 'stat')?.split(') ')[1]?.split(' ');
  return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * 10;
}

/** A file about a process; `undefined` where there is none. */
export function procFile(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
