import { type HeaderList, headerValues } from '../core/headers.ts';
import { formatSize } from '../core/size.ts';
import type { BodyOptions } from './body-options.ts';
import { cutEnd } from './columns.ts';
import { shownText } from './shown.ts';

const MAX_CODINGS = 4;
const MAX_NAMES = 40;

/** A body with its content codings undone, and what to say about them. */
interface ReadableBody {
  readonly body: Uint8Array;
  readonly note: string | undefined;
}

/** Undoes `Content-Encoding` for display; a body that can't be decoded stays as it was sent. */
export function readableBody(
  headers: HeaderList,
  body: Uint8Array,
  options: BodyOptions,
): ReadableBody {
  const codings = headerValues(headers, 'Content-Encoding')
    .flatMap((value) => value.split(','))
    .map((name) => name.trim().toLowerCase().replace(/^x-/, ''))
    .filter((name) => name !== '' && name !== 'identity');
  if (codings.length === 0) return { body, note: undefined };
  const decoded = codings.length > MAX_CODINGS ? undefined : undone(codings, body, options);
  const names = cutEnd(shownText(codings.join(', '), options), MAX_NAMES, options.glyphs.ellipsis);
  const size = formatSize(body.length);
  const note =
    decoded === undefined
      ? `(${names}, ${size}, not decoded)`
      : `(${names}, ${size}; ${formatSize(decoded.length)} decoded)`;
  return { body: decoded ?? body, note };
}

/** The coding applied last is named last, so it is undone first. */
function undone(
  codings: readonly string[],
  body: Uint8Array,
  options: BodyOptions,
): Uint8Array | undefined {
  return codings.reduceRight<Uint8Array | undefined>(
    (bytes, coding) => (bytes === undefined ? undefined : options.decode?.(coding, bytes)),
    body,
  );
}
