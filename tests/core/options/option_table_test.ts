import { assertEquals, assertThrows } from "@std/assert";
import {
  anything,
  boolean,
  callback,
  choice,
  either,
  integer,
  type Kind,
  kind,
  listOf,
  literal,
  number,
  type OptionTable,
  resolveKnown,
  resolveOptions,
} from "../../../spot/core/options/options.ts";

interface BakeOptions {
  readonly eggs?: number;
  readonly flour?: "rye" | "wheat";
  readonly isVegan?: boolean;
  readonly salt?: number;
  readonly weights?: number | readonly number[];
  readonly cook: string;
}

const cook: Kind<string> = kind("a name", (value) => typeof value === "string");

const table = {
  eggs: { kind: integer(1), default: 3 },
  flour: { kind: choice(["rye", "wheat"]), default: "rye" },
  isVegan: { kind: boolean, default: false },
  salt: { kind: number({ min: 0 }) },
  weights: { kind: either(number(), listOf(number())) },
  cook: { kind: cook, isRequired: true },
} satisfies OptionTable<BakeOptions>;

Deno.test("resolveOptions() fills in defaults, copies arrays and leaves out what is not given", () => {
  const weights = [1, 2];
  const resolved = resolveOptions("bake", table, { cook: "Ada", eggs: undefined, weights });
  const typed: {
    readonly eggs: number;
    readonly flour: "rye" | "wheat";
    readonly isVegan: boolean;
    readonly salt?: number;
    readonly weights?: number | readonly number[];
    readonly cook: string;
  } = resolved;
  weights[0] = 9;
  assertEquals(typed, { eggs: 3, flour: "rye", isVegan: false, weights: [1, 2], cook: "Ada" });
});

Deno.test("resolveOptions() tells the rule, the value and where it stands if it is broken", () => {
  const cases: [object, typeof RangeError | typeof TypeError, string][] = [
    [{ cook: "Ada", eggs: 0 }, RangeError, "'eggs' must be a positive integer: current value is 0"],
    [{ cook: "Ada", eggs: null }, TypeError, "current value is null"],
    [{ cook: "Ada", flour: "weat" }, RangeError, "; did you mean 'wheat'?"],
    [{ cook: "Ada", isVegan: 1 }, TypeError, "'isVegan' must be true or false"],
    [{ cook: "Ada", weights: [1, "2"] }, TypeError, `'weights[1]' must be a number: current value`],
    [{ cook: "Ada", weights: "2" }, TypeError, "a number, or an array, each entry a number"],
    [{}, TypeError, "Cannot bake as 'cook' must be a name: current value is undefined"],
    [{ cok: "Ada" }, TypeError, "option 'cok' is unknown: did you mean 'cook'?"],
    [[], TypeError, "options must be an object"],
  ];
  for (const [options, errorClass, message] of cases) {
    assertThrows(() => resolveOptions("bake", table, options), errorClass, message);
  }
});

Deno.test("resolveKnown() takes an object that holds other things, too", () => {
  const { eggs, cook } = resolveKnown("bake", table, { cook: "Ada", oven: 1 });
  assertEquals([eggs, cook], [3, "Ada"]);
});

Deno.test("either() is a type error only if the value is of neither type", () => {
  const cores = { numCores: { kind: either(integer(1), literal("auto")) } };
  const resolve = (numCores: unknown) => resolveOptions("run", cores, { numCores });
  assertEquals(resolve("auto"), { numCores: "auto" });
  const rule = `'numCores' must be a positive integer, or "auto": current value is`;
  assertThrows(() => resolve(0), RangeError, `${rule} 0`);
  assertThrows(() => resolve("atuo"), TypeError, `${rule} "atuo"`);
});

Deno.test("OptionTable refuses a table that differs from the options' interface", () => {
  const tables = [
    // @ts-expect-error an option is missing
    { eggs: { kind: integer(1) } } satisfies OptionTable<{ eggs?: number; salt?: number }>,
    // @ts-expect-error there is no such option
    { egs: { kind: integer(1) } } satisfies OptionTable<{ egs?: number } & { eggs?: number }>,
    // @ts-expect-error an option more
    { eggs: { kind: integer(1) }, salt: { kind: boolean } } satisfies OptionTable<
      { eggs?: number }
    >,
    // @ts-expect-error another type
    { eggs: { kind: boolean } } satisfies OptionTable<{ eggs?: number }>,
    // @ts-expect-error a name is missing
    { flour: { kind: choice(["rye"]) } } satisfies OptionTable<{ flour?: "rye" | "wheat" }>,
    // @ts-expect-error a name more
    { flour: { kind: choice(["rye", "oat"]) } } satisfies OptionTable<{ flour?: "rye" }>,
    // @ts-expect-error a default of another type
    { eggs: { kind: integer(1), default: "3" } } satisfies OptionTable<{ eggs?: number }>,
    // @ts-expect-error not marked as required
    { eggs: { kind: integer(1) } } satisfies OptionTable<{ eggs: number }>,
    { bake: { kind: callback() } } satisfies OptionTable<{ bake?: (eggs: number) => void }>,
    { data: { kind: anything() } } satisfies OptionTable<{ data?: unknown }>,
  ];
  assertEquals(tables.length, 10);
});
