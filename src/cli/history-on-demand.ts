import type { Logger } from '../core/ports.ts';
import type { History } from '../store/types.ts';
import type { World } from './context.ts';
import { hasProjectHistory, openProjectHistory } from './project-history.ts';

/** The history of a project, opened when it is first asked for. */
export class HistoryOnDemand {
  readonly #world: World;
  readonly #logger: Logger;
  readonly #isReadOnly: boolean;
  #wasThere: Promise<boolean> | undefined;
  #opened: Promise<History> | undefined;

  constructor(world: World, logger: Logger, isReadOnly: boolean) {
    this.#world = world;
    this.#logger = logger;
    this.#isReadOnly = isReadOnly;
  }

  /** Whether there was one before this one was opened, which makes it. */
  isThere(): Promise<boolean> {
    this.#wasThere ??= hasProjectHistory(this.#world);
    return this.#wasThere;
  }

  /** One that could not be opened is not tried again. */
  open(): Promise<History> {
    const options = this.#isReadOnly ? { readOnly: true } : {};
    this.#opened ??= this.isThere().then(() =>
      openProjectHistory(this.#world, this.#logger, options),
    );
    return this.#opened;
  }

  /** What was opened. */
  get opened(): Promise<History> | undefined {
    return this.#opened;
  }

  async close(): Promise<void> {
    // One that could not be opened has told so already.
    await this.#opened?.then(
      (history) => history.close(),
      () => undefined,
    );
  }
}
