import { assertEquals } from "@std/assert";
import { CommandTemplate } from "../../spot/command/command_template.ts";
import { defineSpace, int } from "../../spot/core/space/define_space.ts";
import { fillPlaceholders, parsePlaceholders } from "../../spot/command/placeholders.ts";

const values: Readonly<Record<string, string>> = { a: "1", "b c": "{a}" };
const fill = (argument: string) => {
  const parts = parsePlaceholders(argument);
  return parts && fillPlaceholders(parts, (name) => values[name]);
};

Deno.test("fillPlaceholders() puts each value in the place of its name, once", () => {
  const expected: readonly (readonly [argument: string, filled: string])[] = [
    ["", ""],
    ["--lr", "--lr"],
    ["{a}", "1"],
    ["--lr={a}", "--lr=1"],
    ["{a}{a}-{b c}", "11-{a}"],
    ["{{a}}", "{a}"],
    ['{{"lr": {a}}}', '{"lr": 1}'],
    ["$(rm) `x` 'y' \"z\"\n", "$(rm) `x` 'y' \"z\"\n"],
  ];
  for (const [argument, filled] of expected) assertEquals(fill(argument), filled, argument);
});

Deno.test("fillPlaceholders() gives nothing if a name has no value", () => {
  assertEquals(fill("--momentum={momentum}"), undefined);
});

Deno.test("parsePlaceholders() refuses a brace without a partner", () => {
  for (const argument of ["{", "}", "a}b", "{a", "{a{b}}", "{{a}", "{a}}"]) {
    assertEquals(parsePlaceholders(argument), undefined, argument);
  }
});

Deno.test("CommandTemplate.fill() leaves out an inactive variable with its option", () => {
  const { variables } = defineSpace({ a: int(1, 2), b: int(1, 2), c: int(1, 2) });
  const template = new CommandTemplate(
    ["run", "--a", "{a}", "-v=1", "{a}", "--b={b}", "{a}", "--", "{c}", "-x"],
    variables,
  );
  const fill = (values: Record<string, string>) => template.fill((name) => values[name]);
  assertEquals(fill({ a: "1", b: "2", c: "3" }).join(" "), "run --a 1 -v=1 1 --b=2 1 -- 3 -x");
  assertEquals(fill({ b: "2" }).join(" "), "run -v=1 --b=2 -- -x");
  assertEquals(fill({ a: "1" }).join(" "), "run --a 1 -v=1 1 1 -- -x");
});
