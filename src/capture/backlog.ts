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
  readonly #items: (Answered | Run)[] = [];
  #first = 0;
  #kept = 0;
  #keptBytes = 0;
  #size = 0;
  #recalled: { readonly planned: PlannedAnswer; readonly requests: AsyncIterator<CapturedRequest> } | undefined;
  /** How many of the run that is being read are left. */
  #left = 0;

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

  /** The next one, and whether it was at hand; `undefined` when nothing waits. At hand it comes at once, else as a promise. */
  next(): Next | Promise<Next> {
    if (this.#recalled !== undefined) return this.#nextRecalled(this.#recalled);
    const item = this.#items[this.#first];
    if (item === undefined) return undefined;
    this.#first += 1;
    if (this.#first >= CUT_AFTER) this.#items.splice(0, this.#first);
    if (this.#first >= CUT_AFTER) this.#first = 0;
    if ('request' in item) {
      this.#kept -= 1;
      this.#keptBytes -= item.request.body.length;
      this.#size -= 1;
      return { ...item, wasKept: true };
    }
    const { firstId, lastId, planned } = item;
    this.#left = lastId - firstId + 1;
    const requests = this.#recall?.(`${firstId}`, `${lastId}`)[Symbol.asyncIterator]();
    if (requests === undefined) throw new Error('runs are made only of what can be recalled');
    this.#recalled = { planned, requests };
    return this.#nextRecalled(this.#recalled);
  }

  async #nextRecalled(recalled: NonNullable<Backlog['#recalled']>): Promise<Next> {
    const { value: request, done = false } = await recalled.requests.next();
    if (done) {
      this.#recalled = undefined;
      this.#size -= this.#left; // pruned meanwhile
      return await this.next();
    }
    this.#size -= 1;
    this.#left -= 1;
    return { request, planned: recalled.planned, wasKept: false };
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
