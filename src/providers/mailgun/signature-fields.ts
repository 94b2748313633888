import type { FormField } from '../../core/form.ts';
import type { BuildContext } from '../types.ts';
import { unixSeconds } from './dates.ts';

/** The signature's fields of a form, in their place; signing fills in token and signature. */
export function signatureFields(context: BuildContext): readonly FormField[] {
  return [
    ['timestamp', String(unixSeconds(context.nowMs))],
    ['token', ''],
    ['signature', ''],
  ];
}
