import { parsePath, setField, setJson, setJsonRaw, unsetField, unsetJson } from '../core/edit.ts';
import { UsageError } from '../core/errors.ts';
import type { FormField } from '../core/form.ts';
import { type JsonValue, parseJson } from '../core/json.ts';
import { type Part, partName, textPart } from '../core/multipart.ts';
import type { Payload } from './types.ts';

/** One `--set path=value`, `--set path:=json` or `--unset path`. */
export type PayloadEdit =
  | { readonly kind: 'set'; readonly path: string; readonly text: string }
  | { readonly kind: 'set-json'; readonly path: string; readonly value: JsonValue }
  | { readonly kind: 'unset'; readonly path: string };

/** @throws {UsageError} when the text is not `path=value` or `path:=json` */
export function parseSetting(text: string): PayloadEdit {
  const equals = text.indexOf('=');
  if (equals <= 0) {
    throw new UsageError(`--set "${text}" has no value`, {
      hint: 'write path=value, or path:=json for a number, list or object',
    });
  }
  if (text[equals - 1] !== ':') {
    return { kind: 'set', path: text.slice(0, equals), text: text.slice(equals + 1) };
  }
  try {
    return {
      kind: 'set-json',
      path: text.slice(0, equals - 1),
      value: parseJson(text.slice(equals + 1)),
    };
  } catch (error) {
    throw new UsageError(`--set "${text}" is not valid JSON after :=`, { cause: error });
  }
}

/**
 * Applies edits before encoding and signing. JSON events take paths such as `event-data.severity`; forms and
 * multipart bodies take field names.
 *
 * @throws {UsageError} for a field the event doesn't have, unless `force`
 */
export function applyEdits(
  payload: Payload,
  edits: readonly PayloadEdit[],
  force: boolean,
): Payload {
  return edits.reduce((edited, edit) => applyEdit(edited, edit, force), payload);
}

function applyEdit(payload: Payload, edit: PayloadEdit, force: boolean): Payload {
  switch (payload.kind) {
    case 'json':
      return { ...payload, value: editJson(payload.value, edit, force) };
    case 'form':
      return { ...payload, fields: editFields(payload.fields, edit, force) };
    case 'multipart':
      return { ...payload, parts: editParts(payload.parts, edit, force) };
    default:
      return payload satisfies never;
  }
}

function editJson(value: JsonValue, edit: PayloadEdit, force: boolean): JsonValue {
  const path = parsePath(edit.path);
  if (path === undefined) {
    throw new UsageError(`"${edit.path}" is not a path`, {
      hint: 'write it like event-data.tags[0]; quote odd keys: ["a.b"]',
    });
  }
  switch (edit.kind) {
    case 'set':
      return setJson(value, path, edit.text, { force });
    case 'set-json':
      return setJsonRaw(value, path, edit.value, { force });
    case 'unset':
      return unsetJson(value, path);
    default:
      return edit satisfies never;
  }
}

function editFields(
  fields: readonly FormField[],
  edit: PayloadEdit,
  force: boolean,
): readonly FormField[] {
  switch (edit.kind) {
    case 'set':
      return setField(fields, edit.path, edit.text, { force });
    case 'set-json':
      throw new UsageError(`${edit.path}:= needs a JSON body, and this event is a form`, {
        hint: `write ${edit.path}=value`,
      });
    case 'unset':
      return unsetField(fields, edit.path);
    default:
      return edit satisfies never;
  }
}

/** Text parts are edited as fields, so the errors are the same; file parts stay where they are. */
function editParts(parts: readonly Part[], edit: PayloadEdit, force: boolean): readonly Part[] {
  const names = parts.map((part): FormField => [partName(part) ?? '', '']);
  editFields(names, edit, force);
  if (edit.kind === 'unset') return parts.filter((part) => partName(part) !== edit.path);
  const replacement = textPart(edit.path, edit.kind === 'set' ? edit.text : '');
  const first = parts.findIndex((part) => partName(part) === edit.path);
  if (first === -1) return [...parts, replacement];
  return parts.flatMap((part, index) => {
    if (index === first) return [replacement];
    return partName(part) === edit.path ? [] : [part];
  });
}
