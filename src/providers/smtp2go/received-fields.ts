import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member } from '../../core/shape.ts';

/** The flat fields of an event, whichever format it came in. */
export interface ReceivedFields {
  /** First value that is text. */
  text(name: string): string | undefined;
  /** Every address of a field: repeated, an array, or one text with commas or semicolons. */
  list(name: string): readonly string[];
}

/** `undefined` when the body is neither a form nor a JSON object. */
export function receivedFields(view: RequestView): ReceivedFields | undefined {
  const read = reader(view);
  if (read === undefined) return undefined;
  return {
    text: (name) => read(name)[0],
    list: (name) =>
      read(name)
        .flatMap((value) => value.split(/[,;]/))
        .map((value) => value.trim())
        .filter((value) => value !== ''),
  };
}

type Reader = (name: string) => readonly string[];

function reader(view: RequestView): Reader | undefined {
  const form = view.form();
  if (form !== undefined) {
    return (wanted) => form.filter(([name]) => name === wanted).map(([, value]) => value);
  }
  const body = view.json();
  if (!isRecord(body)) return undefined;
  return (name) => [member(body, name)].flat().filter((value) => typeof value === 'string');
}
