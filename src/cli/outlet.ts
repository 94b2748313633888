import type { DeclaredSecrets } from '../core/declared-secrets.ts';
import type { OutputEvent } from '../core/events.ts';
import type { Logger, Output } from '../core/ports.ts';
import { printable } from '../core/printable.ts';
import type { CommonFlags } from './common-options.ts';
import type { World } from './context.ts';
import { VERSION } from './version.ts';

/** Where a command's results and talk go. */
export interface Outlet {
  readonly output: Output;
  readonly logger: Logger;
  readonly json: boolean;
}

export interface OutletSettings {
  /** NDJSON when stdout is no terminal and no format was asked. */
  readonly jsonUnlessTty: boolean;
  /** Several deliveries side by side: lines name theirs. */
  readonly nameSources?: boolean;
  /** NDJSON of requests with their bodies. */
  readonly withBody?: boolean;
  /** Masked in requests, beside what is masked anyway. */
  readonly secrets?: DeclaredSecrets;
}

/**
 * Opens stdout for results and stderr for talk, in the format the flags and the terminal ask for. An error is talk; in
 * NDJSON it is a result too.
 */
export async function openOutlet(
  flags: CommonFlags,
  world: World,
  settings: OutletSettings,
): Promise<Outlet> {
  const json =
    flags.json === true || (settings.jsonUnlessTty && !world.stdout.isTty && flags.pretty !== true);
  const showSecrets = flags.showSecrets === true;
  const [rendered, { errorText }] = await Promise.all([
    json
      ? jsonRenderer(showSecrets, settings.withBody === true)
      : prettyRenderer(flags, world, settings, showSecrets),
    import('../render/error-text.ts'),
  ]);
  const render = await masking(showSecrets ? undefined : settings.secrets, rendered);
  return {
    json,
    logger: stderrLogger(flags, world),
    output: {
      event: (event) => {
        if (event.type === 'error') {
          const said = world.stderr.write(errorText({ ...event, lines: [event.message] }));
          if (!json) return said;
        }
        const text = render(event);
        return text.length === 0 ? undefined : world.stdout.write(text);
      },
    },
  };
}

async function masking<Text>(
  secrets: DeclaredSecrets | undefined,
  render: (event: OutputEvent) => Text,
): Promise<(event: OutputEvent) => Text> {
  if (secrets === undefined || secrets.names.length + secrets.values.length === 0) return render;
  const { declaredMask } = await import('../render/mask.ts');
  const masked = declaredMask(secrets);
  return (event) => render(masked(event));
}

async function jsonRenderer(
  showSecrets: boolean,
  withBody: boolean,
): Promise<(event: OutputEvent) => string> {
  const { jsonLine } = await import('../render/json.ts');
  return (event) => `${jsonLine(event, { showSecrets, withBody })}\n`;
}

async function prettyRenderer(
  flags: CommonFlags,
  world: World,
  settings: OutletSettings,
  showSecrets: boolean,
): Promise<(event: OutputEvent) => string | Uint8Array> {
  const [pretty, theme, glyphs, options, { decodeBody }] = await Promise.all([
    import('../render/pretty.ts'),
    import('../render/theme.ts'),
    import('../render/glyphs.ts'),
    import('../render/options.ts'),
    import('../io/content-coding.ts'),
  ]);
  const env = flags.color ? world.env : { ...world.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const fixed = {
    theme: theme.colourTheme(theme.colourLevel(env, world.stdout.isTty)),
    glyphs: glyphs.glyphsFor(world.env),
    showSecrets,
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
    nameSources: settings.nameSources === true,
    isTerminal: world.stdout.isTty,
    version: VERSION,
    decode: decodeBody,
  };
  return (event) =>
    pretty.prettyEvent(
      event,
      options.renderOptions({
        ...fixed,
        width: world.stdout.columns,
        utcOffsetMinutes: -new Date().getTimezoneOffset(),
      }),
    );
}

/** `debug` with --verbose, `info` unless --quiet; warnings and errors always. */
export function stderrLogger(
  flags: Pick<CommonFlags, 'quiet' | 'verbose'>,
  world: Pick<World, 'stderr'>,
): Logger {
  const line = (text: string): void => void world.stderr.write(`${text}\n`);
  return {
    debug: (message) => (flags.verbose === true ? line(message) : undefined),
    info: (message) => (flags.quiet === true ? undefined : line(message)),
    warn: (message) => line(printable(`warning: ${message}`)),
    error: (message) => line(printable(`error: ${message}`)),
  };
}
