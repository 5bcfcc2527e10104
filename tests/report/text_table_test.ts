import { assertEquals } from "@std/assert";
import { textTable } from "../../spot/report/text_table.ts";

Deno.test("textTable() aligns columns, numbers to the right, without trailing blanks", () => {
  const rows = [["worker", "1.50", 1], ["sub", "10.25", 12]];
  assertEquals(
    textTable(["name", "time", "cores"], rows).split("\n"),
    [
      "name     time  cores",
      "------  -----  -----",
      "worker   1.50      1",
      "sub     10.25     12",
    ],
  );
});

Deno.test("textTable() gives a header if there are no rows", () => {
  assertEquals(textTable(["a", "b"], []), "a  b\n-  -");
});
