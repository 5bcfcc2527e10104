/** Several objectives and a constraint: a light beam that bends little. `deno run -A two_objectives.ts` */
import { defineObjective, defineSpace, factor, float, funControlInit, Spot } from "@spot/spot";
import { hypervolume, paretoFront } from "@spot/spot/report";

/** Density in kg/m3, elastic modulus in Pa, strength in Pa. */
const materials = {
  steel: [7850, 210e9, 250e6],
  aluminium: [2700, 70e9, 150e6],
  oak: [700, 11e9, 40e6],
} as const;

const space = defineSpace({
  width: float(0.01, 0.2, { scale: "log" }), // m
  height: float(0.02, 0.4, { scale: "log" }),
  material: factor(Object.keys(materials) as (keyof typeof materials)[]),
});

const [length, force] = [2, 5000]; // m, N, at the end of the beam

const beam = defineObjective(import.meta.url, "beam", space, ({ width, height, material }) => {
  const [density, modulus, strength] = materials[material];
  const mass = density * width * height * length;
  const bending = 4 * force * length ** 3 / (modulus * width * height ** 3);
  const stress = 6 * force * length / (width * height ** 2);
  return { values: [mass, 1000 * bending], constraints: [stress / strength - 1] };
});

const funControl = funControlInit({
  objectives: [{ name: "mass" }, { name: "bending" }],
  referencePoint: [60, 30], // kg, mm: worse is of no use
  funEvals: 40,
});
const { record } = await new Spot({ fun: beam, funControl }).run();
const front = paretoFront(record).filter(({ values: [mass, mm] }) => mass < 60 && mm < 30);
for (const { values: [mass, mm], configuration } of front) {
  console.log(`${mass.toFixed(1)} kg, ${mm.toFixed(1)} mm: ${configuration.material}`);
}
console.log(`hypervolume ${hypervolume(record).toFixed(0)}`);
