import { assertEquals } from "@std/assert";
import { funControlInit } from "../../spot/control/fun_control.ts";
import type { Progress } from "../../spot/run/progress.ts";
import { Spot } from "../../spot/spot.ts";

Deno.test("Spot.run() counts the points that it was told before", async () => {
  const spot = new Spot({
    fun: ([a]: readonly number[]) => a * a,
    funControl: funControlInit({ lower: [-5], upper: [5], funEvals: 15 }),
  });
  spot.tell([[0], [1], [2]], [0, NaN, 4]);
  const told: Progress[] = [];
  await spot.run({ onResult: (progress) => void told.push(progress) });
  assertEquals(told.map(({ done }) => done), Array.from({ length: 12 }, (_, i) => 4 + i));
  assertEquals(told.map(({ best, failures }) => [best, failures]), told.map(() => [0, 1]));
  assertEquals(told.at(-1)?.etaMs, 0);
});

const failures: Readonly<Record<string, () => void | Promise<void>>> = {
  throws: () => {
    throw new Error("the messenger is down");
  },
  rejects: () => Promise.reject(new Error("the messenger is down")),
};

for (const [what, onResult] of Object.entries(failures)) {
  Deno.test(`Spot.run() spends its budget if onResult ${what}`, async () => {
    const { error } = console;
    console.error = () => {
      throw new Error("no space left on device");
    };
    try {
      const spot = new Spot({
        fun: ([a]: readonly number[]) => a * a,
        funControl: funControlInit({ lower: [-5], upper: [5], funEvals: 12, showProgress: true }),
      });
      await spot.run({ onResult });
      assertEquals([spot.y.length, spot.record.ended], [12, "finished"]);
    } finally {
      console.error = error;
    }
  });
}
