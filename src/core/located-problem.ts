/** What is wrong with a file, and where. */
export interface LocatedProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Such as `request.headers[2][1]`; empty when the whole document or file is meant. */
  readonly path: string;
  /** What is wrong and what was expected. */
  readonly message: string;
}

/** A problem on one line: `file:line:column: path: message`. */
export function formatProblem(problem: LocatedProblem): string {
  const { file, line, column, path, message } = problem;
  const where = `${file}:${line}:${column}: `;
  return path === '' ? where + message : `${where}${path}: ${message}`;
}

/** Puts problems in the order of their file. */
export function byPlace(left: LocatedProblem, right: LocatedProblem): number {
  return left.line - right.line || left.column - right.column;
}
