import { assert, assertEquals } from "@std/assert";
import { exactText, numberText, numberTexts } from "../../../spot/core/exact/number_text.ts";
import { createStream } from "../../../spot/core/random/stream.ts";

Deno.test("numberText() writes integers exactly and other numbers by their first digits", () => {
  const texts: readonly (readonly [number, string])[] = [
    [123456789, "123456789"],
    [-123456789, "-123456789"],
    [2 ** 53, "9007199254740992"],
    // python3 -c "print(2 ** 60)"; String() would give ...847000.
    [2 ** 60, "1152921504606846976"],
    [1e21, "1e+21"],
    [1.23456789e300, "1.23457e+300"],
    [0.1 + 0.2, "0.3"],
    [1234567.891, "1234568"],
    [123.456789, "123.457"],
    [1.23456789e-7, "1.23457e-7"],
    [-0, "0"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
  ];
  assertEquals(texts.map(([value]) => numberText(value)), texts.map(([, text]) => text));
  assertEquals(numberText(Math.PI, 3), "3.14");
});

Deno.test("numberTexts() writes as many digits as tell neighbours apart", () => {
  assertEquals(numberTexts([1, 1.00000001, 2.5]), ["1", "1.00000001", "2.5"]);
  assertEquals(numberTexts([0.123456789, 0.9]), ["0.123457", "0.9"]);
  assertEquals(numberTexts([0.123456789, 0.123456788, 0.9]), [
    "0.123456789",
    "0.123456788",
    "0.9",
  ]);
  assertEquals(numberTexts([0.1 + 0.2, 0.3]), ["0.30000000000000004", "0.3"]);
  // With 2 digits 0.14 and 0.15, with 3 twice 0.145: only from 4 digits on always different.
  assertEquals(numberTexts([0.1449, 0.1451], 2), ["0.1449", "0.1451"]);
  assertEquals(numberTexts([NaN, 5, 5, Infinity, -0]), ["NaN", "5", "5", "Infinity", "0"]);
  assertEquals(numberTexts([]), []);
});

Deno.test("numberTexts() gives different numbers different texts in their order", () => {
  const random = createStream(1, "number texts");
  for (let round = 0; round < 200; round++) {
    const scale = 10 ** Math.floor(40 * random() - 20);
    const values = Array.from({ length: 40 }, () => {
      const coarse = Math.round(20 * random()) / 4;
      return scale * (coarse + (random() < 0.5 ? 0 : random() * 10 ** Math.floor(-16 * random())));
    });
    const texts = numberTexts(values, 1 + Math.floor(5 * random()));
    assertEquals(new Set(texts).size, new Set(values).size);
    const order = (numbers: readonly number[]) =>
      numbers.map((_, i) => i).sort((a, b) => numbers[a] - numbers[b]);
    assertEquals(order(texts.map(Number)), order(values));
  }
});

Deno.test("exactText() reads back as the same bits", () => {
  const random = createStream(2, "exact texts");
  const values = [0, -0, NaN, Infinity, -Infinity, 5e-324, 2 ** 60, 1e300, 0.1 + 0.2, 1 / 3];
  for (let i = 0; i < 1000; i++) {
    values.push((random() - 0.5) * 2 ** Math.floor(200 * random() - 100));
  }
  for (const value of values) assert(Object.is(Number(exactText(value)), value), `${value}`);
});
