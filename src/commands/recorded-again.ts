import type { LoadedFixture } from '../core/fixture.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import type { SourceReference } from '../store/run-types.ts';
import type { UnreadableCapture } from './captures-ahead.ts';
import { type Recorded, recordedFrom } from './recorded.ts';
import { contentOf, mergedOf, partOf } from './regroup.ts';
import { editedAs } from './replay-editor.ts';
import type { LoadSource } from './source-loader.ts';

export interface AgainSettings {
  readonly providers: readonly Provider[];
  readonly optionsFor: (provider: Provider) => ProviderOptions;
  readonly seed: string;
}

type Of<K extends SourceReference['kind']> = Extract<SourceReference, { readonly kind: K }>;

/** A planned request read again, or what to say of it after its name. */
export type RecordedAgain = Recorded | { readonly ok: false; readonly why: string };

/** Reads planned requests again, events split and put together as they were planned. */
export function recordedAgain(
  load: LoadSource,
  { providers, optionsFor, seed }: AgainSettings,
): (reference: SourceReference) => RecordedAgain | Promise<RecordedAgain> {
  const plain = (loaded: LoadedFixture | UnreadableCapture | undefined): RecordedAgain => {
    if (loaded === undefined) return { ok: false, why: 'is gone' };
    if ('unreadable' in loaded) return { ok: false, why: `can't be read: ${loaded.unreadable}` };
    const recorded = recordedFrom(loaded, providers, optionsFor, seed);
    return recorded.ok ? recorded : { ok: false, why: 'can no longer be read' };
  };
  const again = (reference: SourceReference): RecordedAgain | Promise<RecordedAgain> => {
    if (reference.kind === 'part' || reference.kind === 'batch') return regrouped(reference);
    if (reference.kind === 'edited') return edited(reference);
    const loaded = load(reference);
    return loaded instanceof Promise ? loaded.then(plain) : plain(loaded);
  };
  const edited = async ({ of, body }: Of<'edited'>): Promise<RecordedAgain> => {
    const recorded = await again(of);
    return recorded.ok ? editedAs(recorded, body) : recorded;
  };
  const regrouped = async (reference: Of<'part' | 'batch'>): Promise<RecordedAgain> => {
    if (reference.kind === 'part') {
      const whole = await again(reference.of);
      if (!whole.ok) return whole;
      const content = contentOf(whole);
      // One that has changed is told by its digest.
      return content === undefined ? whole : partOf(whole, content, reference.event, seed);
    }
    const parts: Recorded[] = [];
    for (const part of reference.parts) {
      const recorded = await again(part);
      if (!recorded.ok)
        return { ok: false, why: `is no longer whole: a part of it ${recorded.why}` };
      parts.push(recorded);
    }
    const isBatch = parts.every((part) => contentOf(part) !== undefined);
    if (!isBatch) return { ok: false, why: 'has changed since the run was planned' };
    return mergedOf(parts, seed);
  };
  return again;
}
