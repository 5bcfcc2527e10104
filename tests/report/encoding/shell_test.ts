import { assertEquals } from "@std/assert";
import { shellLine } from "../../../spot/report/encoding/shell.ts";

Deno.test("shellLine() leaves words plain that every shell leaves alone", () => {
  const words = ["python3", "./train.py", "--lr=1e-3", "-5", "a,b:c@d%e+f"];
  assertEquals(shellLine(words), words.join(" "));
});

Deno.test("shellLine() gives a line that sh takes apart into the words", async () => {
  const words = [
    ...[
      "",
      " ",
      "a b",
      "it's",
      "''",
      '"$HOME"',
      "$(date)",
      "`date`",
      "a\nb",
      "a\\",
      "*",
      "~",
      "=x",
    ],
    ...["{a,b}", "a;b", "a&b", "a|b", "#a", "!a", "<a", "ä 名", "-n", "--", "x=y"],
  ];
  const line = shellLine(["printf", "%s\\0", ...words]);
  const { stdout } = await new Deno.Command("sh", { args: ["-c", line] }).output();
  assertEquals(new TextDecoder().decode(stdout).split("\0").slice(0, -1), words);
});

Deno.test("shellLine() quotes a program that would be an assignment", () => {
  assertEquals(shellLine(["A=b", "A=b"]), "'A=b' A=b");
});
