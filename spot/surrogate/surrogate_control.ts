/** Options of the surrogate. @module */

/** Resolved options of the surrogate. */
export type SurrogateControl = Readonly<Record<string, unknown>>;

/** Makes the controls of the surrogate. */
export function surrogateControlInit(options: SurrogateControl = {}): SurrogateControl {
  return { ...options };
}
