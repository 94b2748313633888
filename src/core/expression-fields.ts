import type { Expression } from './expression.ts';
import type { Field } from './expression-terms.ts';

/** Whether an expression asks about one of these fields. */
export function asksAbout(expression: Expression, ...kinds: readonly Field['kind'][]): boolean {
  switch (expression.kind) {
    case 'all':
    case 'any':
      return expression.parts.some((part) => asksAbout(part, ...kinds));
    case 'not':
      return asksAbout(expression.part, ...kinds);
    case 'term':
      return kinds.includes(expression.field.kind);
    default:
      return expression satisfies never;
  }
}

/** Whether it asks about what checking the signature tells. */
export function asksAboutSignature(expression: Expression): boolean {
  return asksAbout(expression, 'signature', 'cause');
}
