/** Objectives for the conformance suite; in a module of their own so that workers import no tests. @module */
import { defineObjective, type Objective } from "../spot/core/objective/objective.ts";

/** Uses everything that a row has: x, its stream, its configuration, the problem's data. */
export const wellBehaved: Objective = defineObjective(
  import.meta.url,
  "wellBehaved",
  async (x, { random, configuration, problem, replicate }) => {
    if (x[0] > 0.5) await Promise.resolve();
    const { weight } = problem.controls;
    const scale = typeof weight === "number" ? weight : 1;
    return scale * Number(configuration.a) + x[1] + random() + random() + replicate;
  },
);

/** Returns the number of its row. */
export const numbered: Objective = defineObjective(
  import.meta.url,
  "numbered",
  (_, { row }) => row,
);

/** Reports a value after each unit of its budget, from where its checkpoint says, and saves its own. */
export const reporting: Objective = defineObjective(
  import.meta.url,
  "reporting",
  ([x], { budget = 3, checkpoint = new Uint8Array(), report, saveCheckpoint }) => {
    for (let step = checkpoint.length; step < budget; step++) if (report(step, x)) return NaN;
    saveCheckpoint(Uint8Array.from({ length: budget }, (_, i) => 10 * x + i));
    return x + checkpoint.reduce((sum, byte) => sum + byte, 0);
  },
);

/** Does what the first entry of x says; 0 returns the second entry. */
export const naughty: Objective = defineObjective(import.meta.url, "naughty", (x) => {
  const point = x as number[];
  return behaviours[point[0]](point);
});

const behaviours: readonly ((x: number[]) => number | number[] | Promise<number>)[] = [
  (x) => x[1],
  () => {
    throw new RangeError("thrown on purpose");
  },
  () => Promise.reject(new TypeError("rejected on purpose")),
  () => {
    throw "no error object";
  },
  () => NaN,
  () => -Infinity,
  () => "12" as unknown as number,
  () => undefined as unknown as number,
  () => [],
  (x) => [x[1], -0, Infinity],
  (x) => {
    x.fill(7);
    x.push(8);
    return x[0];
  },
];

/** Tries to change its data, and returns what it found of them before. */
export const meddling: Objective = defineObjective(
  import.meta.url,
  "meddling",
  (_x, { problem }) => {
    const { list, bytes, map, nested } = problem.dataSet as {
      readonly list: number[];
      readonly bytes: Float64Array;
      readonly map: Map<string, number>;
      readonly nested: { readonly columns: readonly Float64Array[] };
    };
    const found = [list[0], bytes[0], map.get("a") ?? NaN, nested.columns[0][0]];
    bytes[0]++;
    nested.columns[0][0]++;
    map.set("a", 9);
    try {
      list[0]++;
    } catch {
      // It is frozen.
    }
    return found;
  },
);

/** Never returns, until it is aborted or killed; entry 0 of x at 1 returns at once. */
export const patient: Objective = defineObjective(
  import.meta.url,
  "patient",
  (x, { signal }) =>
    x[0] === 1
      ? 1
      : new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
);

/** Prints in every way that needs no permission; the value does not depend on it. */
export const talkative: Objective = defineObjective(
  import.meta.url,
  "talkative",
  (x, { random }) => {
    const line = new TextEncoder().encode(`row ${x[1]} writes to stdout\n`);
    console.log("row %d prints", x[1]);
    console.error("row", x[1], "warns");
    Deno.stdout.writeSync(line);
    Deno.stdout.writeSync(Uint8Array.of(0, 0, 0, 9, 0xff, 0xfe, 10));
    Deno.stderr.writeSync(line);
    return x[1] + random();
  },
);

/** What a row sees of its process, as numbers; of the environment, the variable that a control names. */
export const observant: Objective = defineObjective(
  import.meta.url,
  "observant",
  (_, { problem: { controls } }) =>
    [
      Deno.args.join("\n"),
      Deno.cwd(),
      typeof controls.variable === "string" ? Deno.env.get(controls.variable) ?? "none" : "",
      String(import.meta.main),
      Object.prototype.toString.call(globalThis.navigator),
    ].flatMap((text) => [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))]),
);
