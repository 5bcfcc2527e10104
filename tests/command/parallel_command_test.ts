import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { commandObjective } from "../../spot/command/command_objective.ts";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { Spot } from "../../spot/spot.ts";
import { leftOver, markedBy, sleep, withinDeadline } from "../faults/_fault_run.ts";
import { shell, space } from "./_run_command.ts";

const train = (script: string, options: { coresPerRow?: number; mark?: string } = {}) =>
  commandObjective({
    command: shell(script),
    space,
    coresPerRow: options.coresPerRow,
    environment: { SPOT_MARK: options.mark ?? "" },
  });

const controls = {
  funControl: funControlInit({ funEvals: 7, nPoints: 2, seed: 3 }),
  designControl: designControlInit({ initSize: 5 }),
};

Deno.test("a command gives the same bits one after the other and several at a time", async () => {
  const fun = train('echo "$1 $2" | cut -c3-6 | tr -d " ."');
  const sequential = await new Spot({ ...controls, fun }).run();
  await using parallel = makeParallel(fun, { method: "concurrent", numCores: 3 });
  const concurrent = await new Spot({ ...controls, fun: parallel }).run();
  assertEquals([...concurrent.X, concurrent.y], [...sequential.X, sequential.y]);
  const { objective, numCores } = concurrent.record;
  assertEquals([objective, numCores], ["sh", 3]);
});

Deno.test("rows of several cores lower how many run at the same time, to one at least", () => {
  const width = (coresPerRow: number, numCores: number) =>
    makeParallel(train("true", { coresPerRow }), { method: "concurrent", numCores }).numCores;
  assertEquals([width(1, 8), width(4, 8), width(3, 8), width(16, 8)], [8, 2, 2, 1]);
});

Deno.test("makeParallel() refuses a command for methods that import their objective", () => {
  assertThrows(() => makeParallel(train("true")), TypeError, "must be able to import 'fun'");
});

Deno.test("a run refuses a program that does not exist before its first row", async () => {
  const command = ["no-such-program", "{SPOT_CONFIGURATION}"];
  const spot = new Spot({ ...controls, fun: commandObjective({ command, space }) });
  await assertRejects(() => spot.run(), RangeError, "must exist and be executable");
  assertEquals(spot.record.rows, []);
});

const linux = { ignore: Deno.build.os !== "linux" };

Deno.test("rows under way end if nobody takes their results", linux, async () => {
  const mark = crypto.randomUUID();
  const fun = train("[ $2 = 1 ] || sleep 300; echo 1", { mark });
  await using parallel = makeParallel(fun, { method: "concurrent", numCores: 3 });
  const problem = { seed: 1, variables: space.variables, controls: {} };
  const tasks = [1, 2, 3].map((depth, row) => ({ row, x: [0.5, depth, 0], replicate: 0 }));
  await withinDeadline(20_000, async () => {
    for await (const { row } of parallel.evaluate(tasks, { problem })) {
      assertEquals(row, 0);
      break;
    }
  });
  assertEquals(await leftOver(mark, 1000), []);
});

Deno.test("rows under way end at the run's time limit", linux, async () => {
  const mark = crypto.randomUUID();
  const fun = train("[ $SPOT_ROW = 0 ] || sleep 300; echo 1", { mark });
  await using parallel = makeParallel(fun, { method: "concurrent", numCores: 3 });
  const funControl = funControlInit({ funEvals: 7, maxTime: 2 / 60, seed: 3 });
  const spot = new Spot({ ...controls, fun: parallel, funControl });
  await withinDeadline(20_000, () => spot.run());
  assertEquals(spot.record.ended, "maxTime");
  assertEquals(await leftOver(mark, 1000), []);
});

Deno.test("rows under way end with the run's signal", linux, async () => {
  const mark = crypto.randomUUID();
  await using parallel = makeParallel(train("sleep 300", { mark }), {
    ...{ method: "concurrent", numCores: 2 },
  });
  const controller = new AbortController();
  const run = new Spot({ ...controls, fun: parallel }).run({ signal: controller.signal });
  await withinDeadline(20_000, async () => {
    while (markedBy(mark).length < 4) await sleep(20);
    controller.abort(new Error("enough"));
    await assertRejects(() => run, Error, "enough");
  });
  assertEquals(await leftOver(mark, 1000), []);
});
