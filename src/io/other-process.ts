/** Whether a process of this machine is there, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // 0 is no signal: only asks
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
