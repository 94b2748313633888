import type { CapturedRequest } from '../core/request.ts';
import type { PlannedAnswer } from './answer.ts';

/** An answered request that is still to be shown. */
export interface Answered {
  readonly request: CapturedRequest;
  readonly planned: PlannedAnswer;
}

/** Reads captures again, those with ids from `firstId` to `lastId`; ones that are gone are left out. */
export type Recall = (firstId: string, lastId: string) => AsyncIterable<CapturedRequest>;

/** Requests that came one after the other and had the same answer: all of them but their ids is in the store. */
interface Run {
  readonly firstId: number;
  lastId: number;
  readonly planned: PlannedAnswer;
}

/** A run that is being read. */
interface Recalled {
  readonly planned: PlannedAnswer;
  readonly requests: AsyncIterator<CapturedRequest>;
  left: number;
}

/** Larger answers of targets stay with their requests: they are kept nowhere else. */
const MAX_SHARED_ANSWER_BYTES = 1024;
/** Taken places are cut off in one go. */
const CUT_AFTER = 1_024;

/**
 * What is answered and still to be shown, in order. The first ones are at hand; when too many wait, of the others only
 * the ids are kept, and they are read from the store when it is their turn.
 */
export class Backlog {
  readonly #recall: Recall | undefined;
  readonly #maxKept: number;
  readonly #maxKeptBytes: number;
  /** Places before `#first` are taken and hold nothing, so that no body is kept for them. */
  readonly #items: (Answered | Run | undefined)[] = [];
  #first = 0;
  #kept = 0;
  #keptBytes = 0;
  #size = 0;
  #recalled: Recalled | undefined;

  /** @param recall - without it every request stays at hand */
  constructor(recall: Recall | undefined, maxKept: number, maxKeptBytes: number) {
    this.#recall = recall;
    this.#maxKept = maxKept;
    this.#maxKeptBytes = maxKeptBytes;
  }

  /** Requests that wait. */
  get size(): number {
    return this.#size;
  }

  /** @returns whether the request is kept at hand */
  push(answered: Answered): boolean {
    const { request, planned } = answered;
    this.#size += 1;
    const bytes = request.body.length;
    const isRoom = this.#kept < this.#maxKept && this.#keptBytes + bytes <= this.#maxKeptBytes;
    if (isRoom || this.#recall === undefined || !isShared(planned)) {
      this.#kept += 1;
      this.#keptBytes += bytes;
      this.#items.push(answered);
      return true;
    }
    const id = Number(request.id);
    const last = this.#items.length > this.#first ? this.#items.at(-1) : undefined;
    if (last !== undefined && 'lastId' in last && last.lastId + 1 === id && isSame(last, planned)) {
      last.lastId = id;
    } else {
      this.#items.push({ firstId: id, lastId: id, planned });
    }
    return false;
  }

  /**
   * The next one; `undefined` when nothing waits. What is at hand comes at once, what is read again as a promise.
   *
   * @throws what the recall throws; those that were to be read are passed over then
   */
  next(): Next | Promise<Next> {
    if (this.#recalled !== undefined) return this.#nextRecalled(this.#recalled);
    const item = this.#items[this.#first];
    if (item === undefined) return undefined;
    this.#items[this.#first] = undefined;
    this.#first += 1;
    if (this.#first >= CUT_AFTER) {
      this.#items.splice(0, this.#first);
      this.#first = 0;
    }
    if ('request' in item) {
      this.#kept -= 1;
      this.#keptBytes -= item.request.body.length;
      this.#size -= 1;
      return { ...item, wasKept: true };
    }
    if (this.#recall === undefined) throw new Error('a run is made only of what can be recalled');
    const { firstId, lastId, planned } = item;
    const requests = this.#recall(`${firstId}`, `${lastId}`)[Symbol.asyncIterator]();
    this.#recalled = { planned, requests, left: lastId - firstId + 1 };
    return this.#nextRecalled(this.#recalled);
  }

  /** Forgets what waits. @returns how many requests that were, and those of them that were at hand */
  clear(): { readonly dropped: number; readonly kept: readonly CapturedRequest[] } {
    const dropped = this.#size;
    const left = this.#items.splice(0).slice(this.#first);
    const kept = left.flatMap((item) =>
      item !== undefined && 'request' in item ? [item.request] : [],
    );
    this.#first = 0;
    this.#kept = 0;
    this.#keptBytes = 0;
    this.#size = 0;
    this.#recalled = undefined;
    return { dropped, kept };
  }

  async #nextRecalled(recalled: Recalled): Promise<Next> {
    try {
      const step = await recalled.requests.next();
      if (step.done !== true) {
        recalled.left -= 1;
        this.#size -= 1;
        return { request: step.value, planned: recalled.planned, wasKept: false };
      }
    } catch (error) {
      this.#endRecall(recalled);
      throw error;
    }
    this.#endRecall(recalled);
    return await this.next();
  }

  /** Those that are left were pruned meanwhile. */
  #endRecall({ left }: Recalled): void {
    this.#recalled = undefined;
    this.#size -= left;
  }
}

type Next = (Answered & { readonly wasKept: boolean }) | undefined;

function isShared({ response }: PlannedAnswer): boolean {
  return response.body.length <= MAX_SHARED_ANSWER_BYTES;
}

function isSame({ planned }: Run, other: PlannedAnswer): boolean {
  return (
    planned.response === other.response &&
    planned.source === other.source &&
    planned.delayMs === other.delayMs
  );
}
