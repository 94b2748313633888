/** Reading a key takes longer than checking a signature with it, and one key is used for request after request. */
const MAX_KEPT = 32;

/** The function with a memory of the texts that were new to it last; what throws is not kept. */
export function keptLast<Value>(make: (text: string) => Value): (text: string) => Value {
  const kept = new Map<string, { readonly value: Value }>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known.value;
    const value = make(text);
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(text, { value });
    return value;
  };
}
