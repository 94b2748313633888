import { type PayloadEdit, parseSetting } from '../providers/edits.ts';

/** Edits of `--set` and `--unset`: settings first, in the order given. */
export function applySettings(
  settings: readonly string[],
  unsettings: readonly string[],
): readonly PayloadEdit[] {
  return [
    ...settings.map(parseSetting),
    ...unsettings.map((path): PayloadEdit => ({ kind: 'unset', path })),
  ];
}
