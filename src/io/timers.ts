/** Node's timers hold no more, and fire at once instead. A wait of 24 days is as good as one without end. */
export const MAX_TIMER_MS = 2 ** 31 - 1;
