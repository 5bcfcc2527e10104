/** Programs that print several objectives and constraints, from the line to the front. */
import { assert, assertEquals } from "@std/assert";
import { designControlInit, funControlInit, makeParallel, Spot } from "../../mod.ts";
import { commandObjective } from "../../spot/command/command_objective.ts";
import { paretoFront } from "../../spot/front.ts";
import { isFeasible } from "../../spot/record.ts";
import { defineSpace, float, int } from "../../spot/core/space/define_space.ts";

const space = defineSpace({ rate: float(0, 1), depth: int(1, 8) });

async function tune(script: string, options: Parameters<typeof funControlInit>[0] = {}) {
  const command = ["sh", "-c", script.replace(/[{}]/g, "$&$&"), "sh", "{rate}", "{depth}"];
  await using fun = makeParallel(commandObjective({ command, space }), {
    ...{ method: "concurrent", numCores: 2, onError: "record" },
  });
  const funControl = funControlInit({ funEvals: 12, seed: 1, ...options });
  return await new Spot({ fun, funControl, designControl: designControlInit({ initSize: 6 }) })
    .run();
}

Deno.test("commandObjective() gives a run its constraints", async () => {
  const spot = await tune(`echo "{\\"value\\": $1, \\"constraints\\": [$((5 - $2)), -1]}"`);
  const { rows } = spot.record;
  assertEquals(rows.map(({ constraints }) => constraints), rows.map(({ x }) => [5 - x[1], -1]));
  assert(rows.some((row) => !isFeasible(row)));
  assert(spot.minX[1] >= 5);
  assert(spot.minY < 0.05);
});

Deno.test("commandObjective() gives a run its several objectives", async () => {
  const objectives = [{ name: "rate" }, { name: "depth", direction: "maximize" }] as const;
  const spot = await tune(`echo "{\\"values\\": [$1, $2]}"`, { objectives });
  const front = paretoFront(spot.record);
  assertEquals(front.map(({ values }) => values), front.map(({ x }) => x));
  assertEquals(front[0].x, [0, 8]);
});

Deno.test("commandObjective() fails rows whose number of constraints changes", async () => {
  const { record } = await tune(
    `if [ $2 -gt 4 ]; then echo "{\\"value\\": 1, \\"constraints\\": [0]}"; else echo 1; fi`,
  );
  const messages = record.rows.map(({ failure }) => failure?.message);
  const [first] = record.rows;
  const [found, expected] = first.constraints ? [0, 1] : [1, 0];
  assert(messages.some((message) => message !== undefined));
  for (const message of messages) {
    if (message === undefined) continue;
    assertEquals(message, `the objective returned ${found} constraints, not ${expected}`);
  }
});
