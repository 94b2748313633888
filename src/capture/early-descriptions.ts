import type { CapturedRequest } from '../core/request.ts';
import type { Verification } from '../core/verification.ts';
import type { Description } from './describe.ts';

/**
 * Descriptions of requests that are made before the answer, which depends on them, and kept until the request is shown.
 * They are made one after the other, in the order of the requests: what comes again is told from what came before.
 */
export class EarlyDescriptions {
  readonly #describe: (request: CapturedRequest) => Promise<Description>;
  readonly #made = new Map<string, Description>();
  #last: Promise<void> = Promise.resolve();

  /** @param describe - never rejects */
  constructor(describe: (request: CapturedRequest) => Promise<Description>) {
    this.#describe = describe;
  }

  /** Describes a request; `verificationOf` knows the verdict then. */
  make(request: CapturedRequest): Promise<void> {
    this.#last = this.#last.then(async () => {
      this.#made.set(request.id, await this.#describe(request));
    });
    return this.#last;
  }

  verificationOf({ id }: Pick<CapturedRequest, 'id'>): Verification | null {
    return this.#made.get(id)?.verification ?? null;
  }

  /** The description that was made, once. */
  async take(request: CapturedRequest): Promise<Description> {
    const made = this.#made.get(request.id);
    this.#made.delete(request.id);
    return made ?? (await this.#describe(request));
  }
}
