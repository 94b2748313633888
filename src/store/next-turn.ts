/** Lets the event loop go round once: pages of a long read and steps of a long write do it between them. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
