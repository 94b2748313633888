import { exactUtf8Text, utf8Bytes, utf8Text } from '../core/bytes.ts';
import { UsageError } from '../core/errors.ts';
import { encodeForm } from '../core/form.ts';
import { headerValue } from '../core/headers.ts';
import { encodeJson, JsonSyntaxError, type JsonValue, parseJson } from '../core/json.ts';
import { boundaryOf, encodeMultipart } from '../core/multipart.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import { applyEdits, type PayloadEdit } from './edits.ts';
import type { Payload } from './types.ts';

/**
 * Applies edits to a body that is there already, as what its `Content-Type` says it is. JSON is written anew without
 * blanks; of JSON Lines each line is edited. Without edits the bytes stay as they are.
 *
 * @throws {UsageError} for a field the body doesn't have, unless `force`, and for a body that has no fields
 */
export function editBody(
  request: WebhookRequest,
  edits: readonly PayloadEdit[],
  force: boolean,
): Uint8Array {
  if (edits.length === 0) return request.body;
  const type = headerValue(request.headers, 'Content-Type');
  const payload = payloadOf(request);
  if (payload !== undefined) return encoded(applyEdits(payload, edits, force), type);
  const lines = jsonLinesOf(request);
  if (lines !== undefined) {
    return utf8Bytes(
      lines
        .map(([line, value]) => {
          if (value === undefined) return line;
          return utf8Text(encoded(applyEdits({ kind: 'json', value }, edits, force), type));
        })
        .join('\n'),
    );
  }
  const said = type === undefined ? 'it has no Content-Type' : `its Content-Type is ${type}`;
  throw new UsageError(
    `--set and --unset can't change the given body: it can't be read (${said})`,
    {
      hint: 'give JSON, JSON Lines, a form or multipart parts, as the event has them (--format)',
    },
  );
}

function payloadOf(request: WebhookRequest): Payload | undefined {
  const view = viewRequest(request);
  const fields = view.form();
  if (fields !== undefined) return { kind: 'form', fields };
  const parts = view.multipart();
  if (parts !== undefined) return { kind: 'multipart', parts };
  const value = view.kind === 'json' ? jsonOf(exactUtf8Text(request.body)) : undefined;
  return value === undefined ? undefined : { kind: 'json', value };
}

/** Lines as they stand, each with its value unless it is blank. */
function jsonLinesOf(
  request: WebhookRequest,
): readonly (readonly [line: string, value: JsonValue | undefined])[] | undefined {
  const text = viewRequest(request).kind === 'json-lines' ? exactUtf8Text(request.body) : undefined;
  const lines = text?.split('\n').map((line) => [line, jsonOf(line)] as const);
  return lines?.every(([line, value]) => value !== undefined || line.trim() === '')
    ? lines
    : undefined;
}

function jsonOf(text: string | undefined): JsonValue | undefined {
  try {
    return text === undefined ? undefined : parseJson(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

function encoded(payload: Payload, contentType: string | undefined): Uint8Array {
  switch (payload.kind) {
    case 'json':
      return utf8Bytes(encodeJson(payload.value));
    case 'form':
      return encodeForm(payload.fields);
    case 'multipart':
      return encodeMultipart(payload.parts, boundaryOf(contentType) ?? '');
    default:
      return payload satisfies never;
  }
}
