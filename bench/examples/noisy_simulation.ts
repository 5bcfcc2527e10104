/** A simulation with noise: when, and up to how much, should a shop order? `deno run -A noisy_simulation.ts` */
import { defineObjective, defineSpace, funControlInit, int, Spot } from "@spot/spot";
import { pointStatistics } from "@spot/spot/report";

const space = defineSpace({ orderAt: int(0, 60), orderUpTo: int(20, 150) });

/** The cost of a day: holding 1 a piece, an order 40, a customer who leaves 9 a piece. */
const simulate = defineObjective(
  import.meta.url,
  "simulate",
  space,
  ({ orderAt, orderUpTo }, { random }) => {
    let [stock, cost] = [orderUpTo, 0];
    const underWay: { day: number; pieces: number }[] = [];
    const days = 200;
    for (let day = 0; day < days; day++) {
      if (underWay[0]?.day === day) stock += underWay.shift()!.pieces;
      const demand = Math.floor(21 * random());
      cost += 9 * Math.max(0, demand - stock);
      stock = Math.max(0, stock - demand);
      cost += stock;
      if (stock > orderAt || underWay.length > 0) continue;
      underWay.push({ day: day + 3, pieces: Math.max(0, orderUpTo - stock) });
      cost += 40;
    }
    return cost / days;
  },
);

const funControl = funControlInit({
  funEvals: 80,
  noise: true, // points are judged by their means
  funRepeats: 2, // two simulations of each point
  ocbaDelta: 2, // and two more in each step, where they tell the best points apart
});
const spot = await new Spot({ fun: simulate, funControl }).run();
const best = pointStatistics(spot.record.rows).find(({ mean }) => mean === spot.minY)!;
const error = Math.sqrt(best.variance / best.replicates);
console.log(spot.minConfiguration);
console.log(
  `${best.mean.toFixed(1)} +- ${error.toFixed(1)} a day, by ${best.replicates} simulations`,
);
