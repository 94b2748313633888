import { ExitCode as Exit, type ExitCode, WebhookCliError } from '../core/errors.ts';
import type { World } from './context.ts';

/** Prints an error on stderr, as one line and a hint, and on stdout as an `error` object when that is NDJSON. */
export async function reportError(
  error: unknown,
  world: World,
  flags: { readonly json: boolean; readonly verbose: boolean },
): Promise<ExitCode> {
  const known = error instanceof WebhookCliError ? error : undefined;
  const code = known?.code ?? 'WHK_BUG';
  const exitCode = known?.exitCode ?? Exit.bug;
  const [{ printable }, { maskText }, { errorText }] = await Promise.all([
    import('../core/printable.ts'),
    import('../render/mask.ts'),
    import('../render/error-text.ts'),
  ]);
  const message = error instanceof Error ? error.message : String(error);
  const hint =
    known === undefined
      ? 'this is a bug in webhook-cli, sorry; run again with --verbose and report what it prints'
      : known.hint;
  const lines = known?.lines ?? [message];
  await world.stderr.write(errorText({ lines, code, hint: hint ?? null }));
  if (flags.verbose && error instanceof Error && error.stack !== undefined) {
    await world.stderr.write(`${printable(maskText(error.stack), { keepNewlines: true })}\n`);
  }
  if (flags.json) {
    const { jsonLine } = await import('../render/json.ts');
    const event = { type: 'error', code, message, hint: hint ?? null, exitCode } as const;
    await world.stdout.write(`${jsonLine(event, { showSecrets: false })}\n`);
  }
  return exitCode;
}
