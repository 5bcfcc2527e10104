import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { splitArguments } from "../../spot/cli/arguments.ts";
import { parseOptions, UsageError } from "../../spot/cli/options.ts";
import { budgetNotice } from "../../spot/cli/program/budgets.ts";
import { programOptionTable, resolveProgramOptions } from "../../spot/cli/program/options.ts";

Deno.test("splitArguments() finds the program behind the options", () => {
  const split = (...args: string[]) => splitArguments(args);
  assertEquals(split(), { options: [], program: undefined });
  assertEquals(split("--", "--evals", "3"), { options: ["--evals", "3"], program: undefined });
  assertEquals(split("--", "--space=a", "--", "b", "--", "c"), {
    options: ["--space=a"],
    program: ["b", "--", "c"],
  });
  assertEquals(split("--space", "a"), { options: ["--space", "a"], program: [] });
});

Deno.test("resolveProgramOptions() refuses options that do not go together", () => {
  const calls: readonly (readonly [args: readonly string[], message: string])[] = [
    [["--evals", "5", "--init-size", "6"], "'--init-size' must be at most --evals, 5"],
    [["--log", "a", "--resume", "b"], "'--log' and '--resume' do not go together"],
    [["--resume", "/nowhere/run.journal"], "the log to resume must exist"],
    [["--accept-changes"], "'--accept-changes' needs '--log' or '--resume'"],
    [["--timeout", "0"], "'--timeout' must be"],
    [["--timeout", "1e7"], "'--timeout' must be a number above 0 and at most 2147483"],
    [["--cores-per-row", "0"], "'--cores-per-row' must be"],
    [["--pending", "0"], "'--pending' must be"],
    [["--method", "worker"], "'--method' is unknown"],
    [["--objectives", "a,a"], "'--objectives' must be different names"],
    [["--objectives", "a:largest"], "each followed by :maximize"],
    [["--objectives", "a,b", "--maximize"], "'--objectives' and '--maximize' do not go together"],
    [["--failures", "no"], "'--failures' must be one of"],
    [["--fidelity", "1:27:3"], "'--fidelity' must be name:lower:upper or name:lower:upper:eta"],
    [["--fidelity", "epochs"], 'such as epochs:1:27:3: current value is "epochs"'],
    [["--fidelity", "epochs:1"], "'--fidelity' must be"],
    [["--fidelity", ":1:27"], "'--fidelity' must be"],
    [["--fidelity", "epochs:9:27:4"], "with upper at least lower * eta"],
    [["--fidelity", "epochs:1:27:1"], "'--fidelity' must be"],
    [["--fidelity", "epochs:1:x"], "'--fidelity' must be"],
    [["--fidelity", "epochs:1:27", "--brackets", "5"], "'brackets' must be at most the number"],
    [["--brackets", "2"], "'--brackets' needs '--fidelity'"],
    [["--fidelity", "e:1:9", "--pruning", "median"], "'--fidelity' and '--pruning' do not go"],
    [["--n-points", "2", "--pending", "3"], "'--n-points' and '--pending' do not go together"],
    [["--ocba-delta", "2", "--fun-repeats", "2"], "'--ocba-delta' needs '--noise'"],
    [["--ocba-delta", "2", "--noise"], "'--ocba-delta' needs '--fun-repeats'"],
    [
      ["--fun-repeats", "9", "--init-size", "7"],
      "'--init-size' times --fun-repeats must be at most --evals, 60",
    ],
    [["--reference-point", "1,2"], "'--reference-point' needs '--objectives'"],
    [["--objectives", "a,b", "--reference-point", "1,x"], "'--reference-point' must be numbers"],
    [
      ["--objectives", "a,b", "--reference-point", "1"],
      "'--reference-point' must have one number for each of the 2 objectives: current value is 1",
    ],
    [["--objectives", "a", "--reference-point", "1"], "must go with several '--objectives'"],
    [["--objectives", "a,b", "--infill-criterion", "ei"], "do not go together"],
    [["--infill-criterion", "eii"], "'--infill-criterion' must be one of auto, ei, pi, lcb, y"],
  ];
  for (const [args, message] of calls) {
    const resolve = () =>
      resolveProgramOptions(parseOptions("tune", programOptionTable, ["--space", "a", ...args]), [
        "b",
      ]);
    assertThrows(resolve, UsageError, message);
  }
});

Deno.test("resolveProgramOptions() reads budgets, repeats and the reference point", () => {
  const read = (...args: string[]) => {
    const values = parseOptions("tune", programOptionTable, ["--space", "a", ...args]);
    return resolveProgramOptions(values, ["b"]);
  };
  assertEquals(read("--fidelity", "epochs:1:27").fidelity, { name: "epochs", lower: 1, upper: 27 });
  const given = read("--fidelity", "train steps: 0.5 :8:2", "--brackets", "3").fidelity;
  assertEquals(given, { name: "train steps", lower: 0.5, upper: 8, eta: 2, brackets: 3 });
  assertEquals(read("--fun-repeats", "2", "--noise", "--evals", "12").initSize, 6);
  const reference = ["--objectives", "a,b", "--reference-point", "1.5,1.5"];
  assertEquals(read(...reference).referencePoint, [1.5, 1.5]);
});

Deno.test("budgetNotice() says where the budget stands if no argument names it", () => {
  const budgets = { name: "epochs", lower: 1, upper: 27 };
  const notice = (...args: string[]) => budgetNotice(["train", ...args], budgets);
  assertMatch(notice("{lr}", "{{epochs}}")!, /^No argument has \{epochs\}: .* SPOT_BUDGET$/);
  assertEquals(notice("{lr}", "--epochs={epochs}"), undefined);
  assertEquals(notice("{SPOT_BUDGET}"), undefined);
});

Deno.test("resolveProgramOptions() maximises one value by --maximize and by its name", () => {
  const maximize = (...args: string[]) => {
    const values = parseOptions("tune", programOptionTable, ["--space", "a", ...args]);
    return resolveProgramOptions(values, ["b"]).maximize;
  };
  assertEquals([maximize(), maximize("--maximize")], [false, true]);
  const named = ["a", "a:maximize", "a:maximize,b"].map((names) => maximize("--objectives", names));
  assertEquals(named, [false, true, false]);
});

Deno.test("resolveProgramOptions() needs a space and a program", () => {
  const none = parseOptions("tune", programOptionTable, []);
  assertThrows(() => resolveProgramOptions(none, ["a"]), UsageError, "a program needs '--space'");
  assertThrows(() => resolveProgramOptions({ ...none, space: "a" }, []), UsageError, "after '--'");
});
