import { assertEquals } from "@std/assert";
import { designControlInit, funControlInit, optimizerControlInit } from "../../mod.ts";
import { optionsOfRun } from "../../spot/run/run_description.ts";

Deno.test("optionsOfRun() goes on with event files that the run began without others", () => {
  const { funControl } = optionsOfRun({
    funControl: funControlInit({
      lower: [0],
      upper: [1],
      tensorboardLog: "/runs",
      tensorboardClean: true,
    }),
    designControl: designControlInit(),
    optimizerControl: optimizerControlInit(),
    xStart: [],
    missing: [],
  });
  assertEquals([funControl?.tensorboardLog, funControl?.tensorboardClean], ["/runs", false]);
});
