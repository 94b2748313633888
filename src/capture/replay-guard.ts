import { refused, type Verification } from '../core/verification.ts';
import { BoundedMap } from './bounded-map.ts';

const REMEMBERED_TOKENS = 10_000;

/** Remembers which body each token or nonce came with: the same again is a retry, another body is a replay attack. */
export class ReplayGuard {
  readonly #bodies: BoundedMap<string, string>;

  constructor(capacity: number = REMEMBERED_TOKENS) {
    this.#bodies = new BoundedMap(capacity);
  }

  /** Passes a verification through, unless its token came before with another body. */
  check(provider: string, verification: Verification, bodySha256: string): Verification {
    if (verification.status !== 'ok' || verification.replayKey === undefined) return verification;
    const key = `${provider} ${verification.replayKey}`;
    const before = this.#bodies.get(key);
    if (before !== undefined && before !== bodySha256) {
      return refused('replayed', 'this token came before with another body');
    }
    this.#bodies.set(key, bodySha256);
    return verification;
  }
}
