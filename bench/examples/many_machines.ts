/** Rows on many machines: README.md says how to start them. `deno run -A many_machines.ts redis://...` */
import {
  defineObjective,
  defineSpace,
  float,
  funControlInit,
  makeParallel,
  Spot,
} from "@spot/spot";

const space = defineSpace({ a: float(0.1, 2), b: float(0.1, 2) });

/** Long enough that another machine is worth its while: the error of a sum of many terms. */
export const approximate = defineObjective(
  import.meta.url,
  "approximate",
  space,
  ({ a, b }) => {
    let error = 0;
    for (let i = 1; i <= 200_000; i++) {
      const x = i / 200_000;
      error += (Math.sqrt(x) - (a * x) / (b * x + 0.3)) ** 2;
    }
    return error / 200_000;
  },
);

// Machines import this file, too, and need no connection in each row's process.
if (import.meta.main) {
  const { queue } = await import("@spot/spot/queue");
  const [url = "redis://:spot@127.0.0.1:6379"] = Deno.args;
  const method = queue({ url, name: "approximate" });
  // The log keeps what is finished, if this script is killed and started again.
  await using fun = makeParallel(approximate, { method, log: "approximate.journal" });
  // With `pending` the result does not depend on how many machines there are.
  const funControl = funControlInit({ funEvals: 30, asynchronous: true, pending: 4 });
  const spot = await new Spot({ fun, funControl }).run();
  console.log(spot.minX.map((value) => value.toFixed(2)), spot.minY.toFixed(5));
}
