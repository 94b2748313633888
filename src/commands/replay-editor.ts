import type { BodyKind } from '../core/body-kind.ts';
import { base64Bytes, base64Text, equalBytes, exactUtf8Text } from '../core/bytes.ts';
import { ExitCode, UsageError, WebhookCliError } from '../core/errors.ts';
import { headerValue } from '../core/headers.ts';
import { viewRequest } from '../core/request-view.ts';
import type { Recorded } from './recorded.ts';
import type { PlannedSource } from './replay-plan.ts';

/** Shows a body to the user as a file of that name, and gives it back as saved; `undefined` when it was not to be. */
export type EditBody = (body: Uint8Array, name: string) => Promise<Uint8Array | undefined>;

/** The user's editor gave up. */
class EditorError extends WebhookCliError {
  readonly code = 'WHK_EDITOR';
  readonly exitCode = ExitCode.no;
}

/** More would be a day's work, and their bodies stand in the plan. */
const MOST_EDITED = 5;
const MAX_EDITED_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;
const ENDINGS: Readonly<Record<BodyKind, string>> = {
  json: 'json',
  'json-lines': 'jsonl',
  form: 'txt',
  multipart: 'txt',
  text: 'txt',
  empty: 'txt',
  binary: 'bin',
};

/**
 * Opens the body of each request in turn. A body that was changed becomes part of the plan.
 *
 * @throws {UsageError} for too many requests, and for a body that is no text
 * @throws {EditorError} when the editor gives up
 */
export async function* editEach(
  sources: AsyncIterable<PlannedSource>,
  edit: EditBody,
): AsyncGenerator<PlannedSource> {
  const all: PlannedSource[] = [];
  for await (const source of sources) {
    if (all.push(source) <= MOST_EDITED) continue;
    throw new UsageError(`--edit opens at most ${MOST_EDITED} requests, and these are more`, {
      hint: 'choose fewer, or change a field of all of them with --set',
    });
  }
  for (const { recorded } of all) checkText(recorded);
  for (const [index, source] of all.entries()) yield await editOne(source, index, edit);
}

async function editOne(
  source: PlannedSource,
  index: number,
  edit: EditBody,
): Promise<PlannedSource> {
  const { recorded, reference } = source;
  const { request } = recorded;
  const name = `request-${index + 1}.${ENDINGS[viewRequest(request).kind]}`;
  const saved = await edit(request.body, name);
  if (saved === undefined) {
    throw new EditorError('the editor did not end well: nothing was sent', {
      hint: 'VISUAL or EDITOR names it',
    });
  }
  const body = withoutAddedLineEnd(saved, request.body);
  if (equalBytes(body, request.body)) return source;
  return {
    ...source,
    recorded: withBody(recorded, body),
    reference: { kind: 'edited', of: reference, body: base64Text(body) },
  };
}

/** The request with the body of an `edited` reference. */
export function editedAs(recorded: Recorded, body: string): Recorded {
  return withBody(recorded, base64Bytes(body) ?? recorded.request.body);
}

function withBody(recorded: Recorded, body: Uint8Array): Recorded {
  const { request, regrouped } = recorded;
  return {
    ...recorded,
    request: { ...request, body },
    regrouped: { as: 'edited', signedAs: regrouped?.signedAs ?? request },
  };
}

/** Most editors end a file with a line end, and most bodies have none. */
function withoutAddedLineEnd(saved: Uint8Array, before: Uint8Array): Uint8Array {
  return saved.at(-1) === LINE_FEED && before.at(-1) !== LINE_FEED ? saved.subarray(0, -1) : saved;
}

function checkText({ source, request: { headers, body } }: Recorded): void {
  const coding = headerValue(headers, 'content-encoding')?.toLowerCase() ?? 'identity';
  const why =
    coding !== 'identity'
      ? `is compressed (${coding})`
      : body.length > MAX_EDITED_BYTES
        ? 'has more than 1 MiB'
        : exactUtf8Text(body) === undefined
          ? 'is not text in UTF-8'
          : undefined;
  if (why !== undefined)
    throw new UsageError(`${source}: its body ${why}, so --edit can't open it`);
}
