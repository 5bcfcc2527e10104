import { assertEquals } from "@std/assert";
import { GiveUpRule, isShortage } from "../../../backends/pool/give_up_rule.ts";

const death = { reason: "exit code 1" };

/** How many deaths at the start it takes from now on. */
function deathsUntilEnd(rule: GiveUpRule, how = death): number {
  for (let deaths = 1;; deaths++) if (rule.onStartDeath(how)) return deaths;
}

const makeRule = (maxRestarts = Infinity) => new GiveUpRule({ numCores: 2, maxRestarts });

Deno.test("GiveUpRule gives up at the fifth death at the start beyond one for each worker", () => {
  assertEquals(deathsUntilEnd(makeRule()), 7);
  const rule = makeRule();
  for (let deaths = 0; deaths < 6; deaths++) rule.onStartDeath(death);
  assertEquals(
    rule.onStartDeath(death)?.message,
    "Cannot evaluate rows as workers die before their first row: exit code 1",
  );
});

Deno.test("GiveUpRule forgets deaths at the start once a row came back", () => {
  const rule = makeRule();
  for (let deaths = 0; deaths < 6; deaths++) rule.onStartDeath(death);
  rule.onRow();
  assertEquals(deathsUntilEnd(rule), 7);
});

Deno.test("GiveUpRule takes a worker's first row for one death less, and never for fewer than none", () => {
  const rule = makeRule();
  for (let deaths = 0; deaths < 5; deaths++) rule.onStartDeath(death);
  rule.onFirstRow();
  rule.onFirstRow();
  assertEquals(deathsUntilEnd(rule), 4);
  const other = makeRule();
  for (let rows = 0; rows < 9; rows++) other.onFirstRow();
  assertEquals(deathsUntilEnd(other), 7);
});

Deno.test("GiveUpRule survives hundreds of kills from outside", () => {
  assertEquals(
    deathsUntilEnd(makeRule(), { reason: "SIGKILL", killed: true } as typeof death),
    301,
  );
});

Deno.test("GiveUpRule allows as many restarts as it is told", () => {
  const rule = makeRule(2);
  assertEquals([rule.onRestart("a"), rule.onRestart("b")], [undefined, undefined]);
  assertEquals(
    rule.onRestart("c")?.message,
    "Cannot start another worker as 'maxRestarts' is 2: the last one died, c",
  );
});

Deno.test("GiveUpRule waits longer with each failed start, for ever while others live", () => {
  const rule = makeRule();
  const waits = Array.from({ length: 9 }, () => rule.onShortage(true));
  assertEquals(waits, [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  assertEquals(rule.onShortage(false), undefined);
  rule.onStart();
  assertEquals(Array.from({ length: 8 }, () => rule.onShortage(false)), [
    ...waits.slice(0, 7),
    undefined,
  ]);
});

Deno.test("isShortage() tells what may pass from what does not", () => {
  const passing = [
    "Cannot start a subprocess: Too many open files (os error 24)",
    "Resource temporarily unavailable (os error 11)",
    "Cannot allocate memory (os error 12)",
  ];
  assertEquals(passing.map(isShortage), [true, true, true]);
  const lasting = ["Requires run access to deno", "No such file or directory (os error 2)"];
  assertEquals(lasting.map(isShortage), [false, false]);
});
