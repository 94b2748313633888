import { equalBytes, exactUtf8Text, utf8Bytes } from '../core/bytes.ts';
import { UsageError } from '../core/errors.ts';
import { encodeForm, type FormField, type FormStyle } from '../core/form.ts';
import { headerValue } from '../core/headers.ts';
import {
  COMPACT_JSON,
  encodeJson,
  GO_JSON,
  type JsonStyle,
  JsonSyntaxError,
  type JsonValue,
  PHP_JSON,
  PYTHON_JSON,
  parseJson,
} from '../core/json.ts';
import { boundaryOf, encodeMultipart } from '../core/multipart.ts';
import type { WebhookRequest } from '../core/request.ts';
import { type RequestView, viewRequest } from '../core/request-view.ts';
import { batchContent, requestWithEvents } from './batch-content.ts';
import { applyEdits, type PayloadEdit } from './edits.ts';
import type { Payload, Provider, ProviderOptions } from './types.ts';

const JSON_STYLES: readonly JsonStyle[] = [COMPACT_JSON, PYTHON_JSON, GO_JSON, PHP_JSON];
const FORM_STYLES: readonly FormStyle[] = ['web', 'php', 'unreserved'];

/** Whose request it is: a provider puts the events of a batch together again itself. */
interface Sender {
  readonly provider: Provider | null;
  readonly options: ProviderOptions;
}

/**
 * A recorded request with one field of its body changed; its headers stay, and it is not signed. A path is one in the body,
 * or else in each event of a batch, or each line of JSON Lines.
 *
 * @throws {UsageError} for a field that is not there, unless `force`, and for a body that is no JSON and no form
 */
export function editedRequest(
  request: WebhookRequest,
  edit: PayloadEdit,
  force: boolean,
  sender: Sender,
): WebhookRequest {
  const view = viewRequest(request);
  const coding = headerValue(request.headers, 'content-encoding');
  if (coding !== undefined && coding.toLowerCase() !== 'identity') {
    throw new UsageError(`its body is compressed (${coding}), so no field of it can be set`);
  }
  const edited = (isForced: boolean): Uint8Array => editedBody(view, edit, isForced);
  const events = editedEvents(view, edit, force, sender);
  if (events === undefined) return { ...request, body: edited(force) };
  try {
    return { ...request, body: edited(false) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { ...request, body: events(error) };
  }
}

/** Edits each event of a batch; `undefined` where there is none. @returns a function of the error to throw otherwise */
function editedEvents(
  view: RequestView,
  edit: PayloadEdit,
  force: boolean,
  { provider, options }: Sender,
): ((otherwise: UsageError) => Uint8Array) | undefined {
  const content = provider === null ? undefined : batchContent(view, provider);
  if (provider === null || content === undefined) return undefined;
  return (otherwise) => {
    try {
      const events = content.events.map((value) => editedJson(value, edit, force));
      return requestWithEvents(view.request, { ...content, events }, provider, options, '').body;
    } catch (error) {
      throw error instanceof UsageError ? otherwise : error;
    }
  };
}

function editedBody(view: RequestView, edit: PayloadEdit, force: boolean): Uint8Array {
  const { request, kind } = view;
  const edited = (payload: Payload): Payload => applyEdits(payload, [edit], force);
  switch (kind) {
    case 'json':
      return utf8Bytes(editedText(textOf(request.body), edit, force));
    case 'json-lines': {
      const lines = textOf(request.body).split('\n');
      const isBlank = (line: string): boolean => line.trim() === '';
      const changed = lines.map((line) => (isBlank(line) ? line : editedText(line, edit, force)));
      return utf8Bytes(changed.join('\n'));
    }
    case 'form': {
      const fields = view.form() ?? [];
      const payload = edited({ kind: 'form', fields });
      return encodeForm(
        payload.kind === 'form' ? payload.fields : fields,
        formStyle(fields, request.body),
      );
    }
    case 'multipart': {
      const parts = view.multipart() ?? [];
      const boundary = boundaryOf(view.header('content-type')) ?? '';
      const payload = edited({ kind: 'multipart', parts });
      return encodeMultipart(payload.kind === 'multipart' ? payload.parts : parts, boundary);
    }
    case 'empty':
    case 'text':
    case 'binary':
      throw new UsageError(`its body (${kind}) has no fields to set`, {
        hint: 'JSON, JSON Lines, forms and multipart forms have',
      });
    default:
      return kind satisfies never;
  }
}

function textOf(body: Uint8Array): string {
  const text = exactUtf8Text(body);
  if (text === undefined)
    throw new UsageError('its body is not UTF-8, so no field of it can be set');
  return text;
}

/** JSON written as it was where that is a known way, else compact; what stands around it stays. */
function editedText(whole: string, edit: PayloadEdit, force: boolean): string {
  const text = whole.trim();
  const value = parsed(text);
  if (value === undefined) throw new UsageError('its body can not be read as JSON');
  const style = JSON_STYLES.find((candidate) => encodeJson(value, candidate) === text);
  const start = whole.indexOf(text);
  const after = whole.slice(start + text.length);
  return whole.slice(0, start) + encodeJson(editedJson(value, edit, force), style) + after;
}

function editedJson(value: JsonValue, edit: PayloadEdit, force: boolean): JsonValue {
  const payload = applyEdits({ kind: 'json', value }, [edit], force);
  return payload.kind === 'json' ? payload.value : value;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

function formStyle(fields: readonly FormField[], body: Uint8Array): FormStyle | undefined {
  return FORM_STYLES.find((style) => equalBytes(encodeForm(fields, style), body));
}
