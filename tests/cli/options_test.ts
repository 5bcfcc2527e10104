import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import {
  commonOptions,
  describeOptions,
  parseOptions,
  UsageError,
} from "../../spot/cli/options.ts";
import { choice, integer, listOf, path, positiveNumber } from "../../spot/core/options/options.ts";

const table = {
  funEvals: { kind: integer(1), help: "rows" },
  cores: { kind: listOf(integer(1, 8)), placeholder: "counts", help: "numbers of cores" },
  method: { kind: choice(["worker", "subprocess"]), help: "how" },
  seed: { kind: integer(0), help: "seed" },
  maxTime: { kind: positiveNumber, placeholder: "minutes", help: "time" },
  out: { kind: path, placeholder: "folder", help: "where" },
  dryRun: { help: "print only" },
} as const;

const parse = (...args: string[]) => parseOptions("run", table, args);

Deno.test("parseOptions() gives undefined and false if there are no arguments", () => {
  const none = {
    cores: undefined,
    seed: undefined,
    method: undefined,
    maxTime: undefined,
    out: undefined,
  };
  assertEquals(parse(), { funEvals: undefined, ...none, dryRun: false });
});

Deno.test("parseOptions() reads values after a blank or an equals sign", () => {
  const values = parse("--fun-evals", "12", "--cores=1,4,4", "--dry-run", "--max-time=0.5");
  assertEquals(values.funEvals, 12);
  assertEquals(values.cores, [1, 4]);
  assertEquals(values.dryRun, true);
  assertEquals(values.maxTime, 0.5);
});

Deno.test("parseOptions() reads every decimal notation of a number", () => {
  assertEquals(parse("--fun-evals", "1e2").funEvals, 100);
  assertEquals(parse("--fun-evals", "5.").funEvals, 5);
  assertEquals(parse("--seed", "9007199254740991").seed, Number.MAX_SAFE_INTEGER);
  for (const text of ["1e-3", "0.001", ".001", "1E-3", "+1e-3"]) {
    assertEquals(parse("--max-time", text).maxTime, 0.001, text);
  }
});

Deno.test("parseOptions() drops a leading -- and takes the last of repeated options", () => {
  assertEquals(parse("--", "--fun-evals", "1", "--fun-evals", "2").funEvals, 2);
});

Deno.test("parseOptions() takes -h for --help", () => {
  assertEquals(parseOptions("run", commonOptions, ["-h"]), { help: true, version: false });
});

Deno.test("parseOptions() keeps texts as they are", () => {
  assertEquals(parse("--out", "007").out, "007");
  assertEquals(parse("--out=a=b --c").out, "a=b --c");
  assertEquals(parse("--out", "true").out, "true");
});

const wrong: readonly (readonly [args: readonly string[], message: string])[] = [
  [
    ["--fun-eval", "3"],
    "Cannot run as option '--fun-eval' is unknown: did you mean '--fun-evals'?",
  ],
  [["--funEvals", "3"], "option '--funEvals' is unknown"],
  [["-x"], "option '-x' is unknown"],
  [["extra"], "Cannot run as argument 'extra' is none of its options"],
  [["--dry-run", "extra"], "argument 'extra'"],
  [
    ["--fun-evals"],
    "'--fun-evals' must be a positive integer of at most 9007199254740991 in decimal notation: its value is missing",
  ],
  [["--fun-evals="], "its value is missing"],
  [["--fun-evals", "--dry-run"], "in decimal notation: its value is missing"],
  [["--out"], "'--out' must be a path that is not empty: its value is missing"],
  [
    ["--seed", "-1"],
    "'--seed' must be an integer from 0 to 9007199254740991 in decimal notation: current value is -1",
  ],
  [["--seed=-1"], "current value is -1"],
  [["--seed", "-x"], "in decimal notation: its value is missing"],
  [["--dry-run=maybe"], `'--dry-run' takes no value: current value is "maybe"`],
  [["--dry-run=true"], "'--dry-run' takes no value"],
  [["--dry-run", "true"], "argument 'true' is none of its options"],
  [["--no-dry-run"], "option '--no-dry-run' is unknown"],
  [["--no-seed"], "option '--no-seed' is unknown"],
  [["--seed", "1", "--", "extra"], "option '--' is unknown"],
  [["--__proto__=1"], "option '--__proto__' is unknown"],
  [["--seed.x", "1"], "option '--seed.x' is unknown"],
  [["-h1"], "option '-h1' is unknown"],
  [["--fun-evals", "0"], "current value is 0"],
  [["--fun-evals", "1.5"], "current value is 1.5"],
  [["--fun-evals", "1e-3"], "current value is 1e-3"],
  [["--fun-evals", "0x10"], 'current value is "0x10"'],
  [["--fun-evals", "9007199254740993"], "of at most 9007199254740991"],
  [["--fun-evals", "1e400"], "current value is 1e400"],
  [["--fun-evals", " 1"], 'current value is " 1"'],
  [["--fun-evals=-3"], "current value is -3"],
  [["--fun-evals", "99999999999999999999"], "current value is"],
  [
    ["--cores", "1,,2"],
    "must be a positive integer of at most 8 in decimal notation, or several separated by commas",
  ],
  [["--cores", "9"], "current value is 9"],
  [["--method", "thread"], "'--method' must be one of worker, subprocess"],
  [["--max-time", "0"], "'--max-time' must be a finite number above 0 in decimal notation"],
  [["--max-time", "1e999"], "current value is 1e999"],
  [["--max-time", "1e-999"], "current value is 1e-999"],
  [["--max-time", "."], 'current value is "."'],
  [["--max-time", "9".repeat(400)], "(400 characters)"],
  [["--max-time", "Infinity"], `current value is "Infinity"`],
  [["--out", ""], "'--out' must be a path"],
];

Deno.test("parseOptions() throws one line if an option is wrong", async (t) => {
  for (const [args, message] of wrong) {
    await t.step(args.join(" "), () => {
      const error = assertThrows(() => parse(...args), UsageError, message);
      assertEquals(error.message.split("\n").length, 1);
    });
  }
});

Deno.test("parseOptions() and describeOptions() take the default from the table", () => {
  const table = {
    seeds: { kind: listOf(integer(0)), help: "seeds", default: [1, 2] },
  };
  assertEquals(parseOptions("run", table, []), { seeds: [1, 2] });
  assertEquals(describeOptions(table), "  --seeds <ns>  seeds [1,2]");
});

Deno.test("describeOptions() lists every option with its help", () => {
  const lines = describeOptions(table).split("\n");
  assertEquals(lines.length, 7);
  assertEquals(lines[0], "  --fun-evals <n>       rows");
  assertEquals(lines[6], "  --dry-run             print only");
});

Deno.test("parseOptions() takes the text that stands for a value that is left out", () => {
  const served = {
    serve: { kind: integer(0, 9), bare: "0", placeholder: "port", help: "serves" },
    fast: { help: "is fast" },
  } as const;
  const read = (...args: readonly string[]) => parseOptions("try", served, args);
  assertEquals(read().serve, undefined);
  assertEquals(read("--serve"), { serve: 0, fast: false });
  assertEquals(read("--serve", "--fast"), { serve: 0, fast: true });
  assertEquals([read("--serve", "8").serve, read("--serve=8").serve], [8, 8]);
  assertThrows(() => read("--serve", "10"), UsageError, "'--serve' must be");
  assertMatch(describeOptions(served), /--serve \[port\] +serves/);
});
