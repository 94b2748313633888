import { type Glyphs, unicodeGlyphs } from './glyphs.ts';
import { plainTheme, type Theme } from './theme.ts';

/** Undoes a content coding for display, within the caller's bounds; `undefined` when it can't. */
type DecodeBody = (encoding: string, bytes: Uint8Array) => Uint8Array | undefined;

/** How results look on a terminal. */
export interface RenderOptions {
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** Columns of the terminal. */
  readonly width: number;
  /** Minutes that local time is ahead of UTC. */
  readonly utcOffsetMinutes: number;
  readonly showSecrets: boolean;
  /** One line for each request, no body. */
  readonly quiet: boolean;
  /** Headers, and bodies with all their lines at full length. */
  readonly verbose: boolean;
  /** Most body lines unless verbose. */
  readonly maxLines: number;
  /** Most body bytes that are looked at for display. */
  readonly maxBytes: number;
  /** Say in each attempt line which delivery it belongs to: for several side by side. */
  readonly nameSources: boolean;
  /** Whether a person looks at it, and not a file or a pipe. */
  readonly isTerminal: boolean;
  /** Of this program, for formats that tell it. */
  readonly version: string;
  readonly decode?: DecodeBody;
}

const MIN_WIDTH = 20;
const DEFAULTS: RenderOptions = {
  theme: plainTheme,
  glyphs: unicodeGlyphs,
  width: 80,
  utcOffsetMinutes: 0,
  showSecrets: false,
  quiet: false,
  verbose: false,
  maxLines: 40,
  maxBytes: 256 * 1024,
  nameSources: false,
  isTerminal: false,
  version: '',
};

/**
 * Fills in what is not given: no colour, 80 columns, UTC, secrets masked, 40 lines and 256 KiB of a body. A width of 0,
 * which some terminals report, is not known.
 */
export function renderOptions(given: Partial<RenderOptions> = {}): RenderOptions {
  const width = Math.max(MIN_WIDTH, given.width || DEFAULTS.width);
  return { ...DEFAULTS, ...given, width };
}
