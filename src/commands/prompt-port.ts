interface Choice<T> {
  readonly value: T;
  /** What the list shows. */
  readonly name: string;
  /** A line about the choice under the cursor. */
  readonly description?: string;
}

/** Questions to a person at a terminal. */
export interface Prompts {
  select<T>(question: {
    readonly message: string;
    readonly choices: readonly Choice<T>[];
  }): Promise<T>;
  /** Any number of the choices, none included. */
  selectMany<T>(question: {
    readonly message: string;
    readonly choices: readonly Choice<T>[];
  }): Promise<readonly T[]>;
  /** Text without blanks around it. `check` says what is wrong with it; until nothing is, the question stays. */
  input(question: {
    readonly message: string;
    readonly initial?: string;
    readonly check?: (text: string) => string | undefined;
  }): Promise<string>;
  confirm(question: { readonly message: string; readonly initial: boolean }): Promise<boolean>;
}
