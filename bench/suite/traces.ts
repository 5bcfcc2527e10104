/** Finished runs in a file of JSON lines, so that none is run twice. @module */
import { dirname } from "node:path";
import type { Address } from "./black_box.ts";

/** What tells one run from all others. */
export interface RunKey extends Address {
  readonly tuner: string;
  readonly evals: number;
  readonly noise: number;
  readonly batch: number;
  /** Points under way in an asynchronous run. @default {0} */
  readonly pending?: number;
}

/** A finished run. */
export interface Trace extends RunKey {
  /** The regret of the recommended point, by the number of evaluations. */
  readonly regrets: Readonly<Record<number, number>>;
  readonly seconds: number;
}

/** The traces of a file, to which others may append at the same time. */
export class Traces {
  readonly #path: string;
  readonly #byKey = new Map<string, Trace>();

  constructor(path: string) {
    this.#path = path;
    Deno.mkdirSync(dirname(path), { recursive: true });
    Deno.writeTextFileSync(path, "", { append: true });
    for (const line of Deno.readTextFileSync(path).split("\n")) {
      if (line !== "") this.#keep(JSON.parse(line));
    }
  }

  /** The trace of a run; undefined if it has not been run. */
  get(key: RunKey): Trace | undefined {
    return this.#byKey.get(keyText(key));
  }

  /** Keeps a run. */
  add(trace: Trace): void {
    this.#keep(trace);
    Deno.writeTextFileSync(this.#path, `${JSON.stringify(trace)}\n`, { append: true });
  }

  #keep(trace: Trace): void {
    this.#byKey.set(keyText(trace), trace);
  }
}

function keyText(key: RunKey): string {
  const { tuner, suite, dimension, instance, evals, noise, batch, pending = 0 } = key;
  const settings = [evals, noise, batch, pending];
  return JSON.stringify([tuner, suite, key.function, dimension, instance, ...settings]);
}
