import type { BodyWriter, StoredBody } from '../../core/body-files.ts';
import { freeBytes } from '../free-bytes.ts';

/** Where a body comes from. */
export interface Pausable {
  pause(): unknown;
  resume(): unknown;
}

/** A body on its way to a file. Its source is paused while something is written, so that memory stays flat. */
export class SpilledBody {
  readonly #source: Pausable;
  readonly #failed: (error: unknown) => void;
  readonly #writer: Promise<BodyWriter>;
  #written: Promise<void> = Promise.resolve();
  #isOver = false;

  /** @param failed - called once when the file can't be written; nothing is left of it then */
  constructor(
    source: Pausable,
    openFile: () => Promise<BodyWriter>,
    failed: (error: unknown) => void,
  ) {
    this.#source = source;
    this.#failed = failed;
    this.#writer = openFile();
  }

  take(chunks: readonly Uint8Array[]): void {
    this.#source.pause();
    this.#next(async (writer) => {
      for (const chunk of chunks) {
        await writer.write(chunk);
        freeBytes(chunk);
      }
      this.#source.resume();
    });
  }

  finish(done: (file: StoredBody) => void): void {
    this.#next(async (writer) => {
      const file = await writer.finish();
      this.#isOver = true;
      done(file);
    });
  }

  /** Removes what is there, soon. */
  abort(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#source.resume();
    const remove = async (): Promise<void> => {
      await this.#written;
      await (await this.#writer).abort();
    };
    void remove().catch(() => undefined); // pruning removes what could not be removed now
  }

  #next(work: (writer: BodyWriter) => Promise<void>): void {
    this.#written = this.#written.then(async () => {
      if (this.#isOver) return;
      try {
        await work(await this.#writer);
      } catch (error) {
        if (!this.#isOver) this.#failed(error); // which aborts
      }
    });
  }
}
