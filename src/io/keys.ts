/**
 * Gives single key presses of the terminal, without Enter. Ctrl-C is still Ctrl-C.
 *
 * @returns a function that gives the terminal back
 */
export function watchKeys(onKey: (key: string) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const onData = (data: Buffer): void => {
    for (const key of data.toString('utf8')) {
      // In raw mode the terminal makes no signal of it.
      if (key === '\u0003') process.kill(process.pid, 'SIGINT');
      else onKey(key);
    }
  };
  stdin.setRawMode(true);
  stdin.on('data', onData).resume();
  return () => {
    stdin.off('data', onData).pause();
    stdin.setRawMode(false);
  };
}
