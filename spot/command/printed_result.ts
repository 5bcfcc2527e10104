/** The result of a program, taken from what it prints. @module */
import { BoundedLines } from "./bounded_lines.ts";
import type { ObjectiveValue } from "../core/objective/objective.ts";
import { readPrintedLine } from "./printed_line.ts";

/** Longest line that is read. */
const LONGEST_LINE = 65_536;

/**
 * Reads a program's output: the last result as a JSON line counts; without any the last line that is a
 * number, without that the last value on the way.
 */
export class PrintedResult {
  readonly #lines: BoundedLines;
  #json: ObjectiveValue | undefined;
  #number: ObjectiveValue | undefined;
  #lastStep: number | undefined;
  #damage: string | undefined;

  /** @param onStep Takes the values on the way. */
  constructor(onStep: (step: number, value: number) => void = () => {}) {
    this.#lines = new BoundedLines(LONGEST_LINE, (line, isCut) => {
      const printed = readPrintedLine(line, isCut);
      if (printed.kind === "damaged") this.#damage = printed.why;
      if (printed.kind === "number") this.#number = printed.value;
      if (printed.kind === "result") this.#json = printed.value;
      if (printed.kind === "step") onStep(printed.step, this.#lastStep = printed.value);
      // What is damaged counts unless a later line is whole.
      if (printed.kind === "result" || printed.kind === "step") this.#damage = undefined;
    });
  }

  /** Takes the next bytes. */
  add(bytes: Uint8Array): void {
    this.#lines.add(bytes);
  }

  /** Once the program has ended: its value, or why there is none. */
  end(): { readonly value: ObjectiveValue } | { readonly why: string } {
    this.#lines.end();
    if (this.#damage !== undefined) return { why: this.#damage };
    const value = this.#json ?? this.#number ?? this.#lastStep;
    return value === undefined ? { why: "no result" } : { value };
  }
}
