import { assert, assertEquals } from "@std/assert";
import { problems } from "../../../bench/conditions/problems.ts";
import { createStream } from "../../../spot/core/random/stream.ts";
import { toConfiguration } from "../../../spot/core/space/configuration.ts";
import { createDomain } from "../../../spot/core/space/domain.ts";
import { randomPoint } from "../../../spot/search/random_point.ts";

Deno.test("problems have the smallest value 0", () => {
  // Dixon and Szego (1978): hartmann3's minimiser to six digits.
  const [hartmann30, hartmann31, hartmann32] = [0.114614, 0.555649, 0.852547];
  const functions = { algorithm: "hartmann3", hartmann30, hartmann31, hartmann32 };
  assert(problems.functions.evaluate(functions) < 1e-5);
  const network = { learner: "network", rate: 0.01, width: 128, dropout: 0.25 };
  assertEquals(problems.learners.evaluate({ ...network, optimizer: "sgd", momentum: 0.9 }), 0);
});

for (const [name, { space, evaluate }] of Object.entries(problems)) {
  Deno.test(`the space of ${name} is the same without conditions, and so is its function`, () => {
    const { variables } = space(true);
    assertEquals(
      space(false).variables.map(({ name, lower, upper }) => [name, lower, upper]),
      variables.map(({ name, lower, upper }) => [name, lower, upper]),
    );
    const domain = createDomain(variables);
    const random = createStream(name);
    for (let i = 0; i < 200; i++) {
      const x = randomPoint(domain.space, random);
      const value = evaluate(toConfiguration(space(false).variables, x));
      assert(value >= 0);
      assertEquals(evaluate(toConfiguration(variables, x)), value);
    }
  });
}
