/** A loop of one's own: points are asked for, measured somewhere, and told. `deno run -A own_loop.ts` */
import { defineSpace, factor, float, funControlInit, Spot } from "@spot/spot";

const space = defineSpace({
  temperature: float(20, 90),
  minutes: float(1, 60, { scale: "log" }),
  solvent: factor(["water", "ethanol", "acetone"]),
});

type Recipe = { temperature: number; minutes: number; solvent: "water" | "ethanol" | "acetone" };

/** What a laboratory would measure: the yield in percent. */
function measure({ temperature, minutes, solvent }: Recipe): number {
  const best = { water: 75, ethanol: 60, acetone: 45 }[solvent];
  const most = { water: 70, ethanol: 92, acetone: 80 }[solvent];
  return most - ((temperature - best) / 9) ** 2 - 6 * Math.abs(Math.log10(minutes / 12));
}

// The function is never called: the loop below measures.
const spot = new Spot({ fun: () => NaN, funControl: funControlInit({ space, seed: 1 }) });

// What is known already counts, too: x in search units, a factor by the number of its level.
spot.tell([[60, 10, 0]], [-measure({ temperature: 60, minutes: 10, solvent: "water" })]);

for (let round = 1; round <= 8; round++) {
  const points = spot.ask(4); // four vessels at a time
  const yields = points.map(({ configuration }) => measure(configuration));
  spot.tell(points, yields.map((percent) => -percent)); // responses are minimised
  console.log(`round ${round}: ${Math.max(...yields).toFixed(1)} %`);
}
console.log(spot.minConfiguration?.solvent, `${(-spot.minY).toFixed(1)} %`);
