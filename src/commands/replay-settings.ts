import { InputError, UsageError } from '../core/errors.ts';
import { isRecord, listMember, member, stringMember } from '../core/shape.ts';
import { TAMPER_PARTS, type TamperPart } from '../delivery/tamper.ts';
import { maskUrl } from '../render/mask.ts';
import type { ReplayConfig } from './replay.ts';

/**
 * How a run was asked for, as it stands in the history. No secrets: of headers and options only the names, and no URL
 * with credentials; what is missing has to be given again.
 */
export interface StoredReplay {
  /** Folder that relative fixture paths start from. */
  readonly cwd: string;
  readonly to: string | null;
  readonly retry: string;
  readonly timeScale: number;
  readonly timeoutMs: number | null;
  readonly concurrency: number;
  readonly ratePerSecond: number | null;
  readonly verbatim: boolean;
  readonly skewMs: number;
  readonly tamper: TamperPart | null;
  readonly seed: string;
  readonly fixedNowMs: number | null;
  readonly headers: readonly string[];
  readonly options: readonly string[];
  /** File that keeps what came through a pipe, to be removed after the run, or `null`. */
  readonly keptInput: string | null;
  readonly transport: StoredTransport;
  readonly edits: EditTexts;
}

/** `--set`, `--unset` and `--force-set` as they were typed. */
export interface EditTexts {
  readonly set: readonly string[];
  readonly unset: readonly string[];
  readonly force: boolean;
}

/** How its target is spoken to; of certificates and keys only where their files are. */
export interface StoredTransport {
  readonly insecure: boolean;
  readonly http2: boolean;
  readonly cacert: string | null;
  readonly cert: string | null;
  readonly key: string | null;
  readonly servername: string | null;
}

export function storedReplay(config: ReplayConfig): StoredReplay {
  const { target, retry, headers, optionNames } = config;
  const { timeScale, timeoutMs, concurrency, ratePerSecond } = config;
  const { verbatim, skewMs, tamper, seed, fixedNowMs, cwd } = config;
  const url = `${target.origin}${target.path ?? ''}`;
  const isOpen = target.credentials === null && maskUrl(url) === url;
  return {
    cwd,
    to: isOpen ? url : null,
    retry: retry.kind === 'provider' ? 'provider' : retry.profile.name,
    timeScale,
    timeoutMs,
    concurrency,
    ratePerSecond,
    verbatim,
    skewMs,
    tamper,
    seed,
    fixedNowMs,
    headers: headers.map(([name]) => name),
    options: optionNames,
    keptInput: config.keptInput ?? null,
    transport: config.transport,
    edits: config.editTexts,
  };
}

/** @throws {InputError} when it is not what `storedReplay` writes */
export function readStoredReplay(value: unknown, run: string): StoredReplay {
  const [cwd, retry, seed] = ['cwd', 'retry', 'seed'].map((name) => stringMember(value, name));
  const timeScale = numberOf(value, 'timeScale');
  const concurrency = numberOf(value, 'concurrency');
  if (!isRecord(value) || cwd === undefined || retry === undefined || seed === undefined) {
    throw damaged(run);
  }
  if (timeScale === null || concurrency === null) throw damaged(run);
  return {
    cwd,
    to: stringMember(value, 'to') ?? null,
    retry,
    timeScale,
    timeoutMs: numberOf(value, 'timeoutMs'),
    concurrency,
    ratePerSecond: numberOf(value, 'ratePerSecond'),
    verbatim: value['verbatim'] === true,
    skewMs: numberOf(value, 'skewMs') ?? 0,
    tamper: TAMPER_PARTS.find((part) => part === value['tamper']) ?? null,
    seed,
    fixedNowMs: numberOf(value, 'fixedNowMs'),
    headers: texts(value, 'headers'),
    options: texts(value, 'options'),
    keptInput: stringMember(value, 'keptInput') ?? null,
    transport: readTransport(member(value, 'transport')),
    edits: readEdits(member(value, 'edits')),
  };
}

function readEdits(value: unknown): EditTexts {
  return {
    set: texts(value, 'set'),
    unset: texts(value, 'unset'),
    force: member(value, 'force') === true,
  };
}

function readTransport(value: unknown): StoredTransport {
  return {
    insecure: member(value, 'insecure') === true,
    http2: member(value, 'http2') === true,
    cacert: stringMember(value, 'cacert') ?? null,
    cert: stringMember(value, 'cert') ?? null,
    key: stringMember(value, 'key') ?? null,
    servername: stringMember(value, 'servername') ?? null,
  };
}

/**
 * Checks that what is not kept is given again.
 *
 * @throws {UsageError} naming what is missing
 */
export function checkGivenAgain(
  stored: StoredReplay,
  given: {
    readonly to: boolean;
    readonly headers: readonly string[];
    readonly options: readonly string[];
  },
): void {
  const hint = 'secrets are not kept with a run, so they have to be given again';
  if (stored.to === null && !given.to) {
    throw new UsageError('where does this run go to? give --to again', { hint });
  }
  const header = missing(stored.headers, given.headers);
  if (header !== undefined) {
    throw new UsageError(`this run has a header of its own: give -H '${header}: …' again`, {
      hint,
    });
  }
  const option = missing(stored.options, given.options);
  if (option !== undefined) {
    throw new UsageError(`this run has an option of its own: give --option ${option}=… again`, {
      hint,
    });
  }
}

function missing(wanted: readonly string[], given: readonly string[]): string | undefined {
  const names = new Set(given.map((name) => name.toLowerCase()));
  return wanted.find((name) => !names.has(name.toLowerCase()));
}

function numberOf(value: unknown, name: string): number | null {
  const found = member(value, name);
  return typeof found === 'number' ? found : null;
}

function texts(value: unknown, name: string): readonly string[] {
  return (listMember(value, name) ?? []).filter((item) => typeof item === 'string');
}

function damaged(run: string): InputError {
  return new InputError(`the settings of the run ${run} can't be read`);
}
