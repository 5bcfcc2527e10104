import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { toCsv } from "../../../spot/report/encoding/csv.ts";
import {
  displayWidth,
  padTo,
  shortenToWidth,
} from "../../../spot/report/encoding/display_width.ts";
import { distinctNames, labelsOf } from "../../../spot/report/encoding/distinct_names.ts";
import { escapeHtml, toScript, toXml } from "../../../spot/report/encoding/markup.ts";
import { printable, printableMessage } from "../../../spot/report/encoding/printable.ts";
import { hostileTexts } from "../_hostile_texts.ts";

Deno.test("printable() spells out what cannot be seen and keeps the rest", () => {
  const texts: readonly (readonly [string, string])[] = [
    ["rate", "rate"],
    ["\\xi", "\\xi"],
    ["a\nb\tc\rd", "a\\nb\\tc\\rd"],
    ["\u001b[31mred", "\\u001b[31mred"],
    ["a\u2028b", "a\\u2028b"],
    ["\ud800x", "\\ud800x"],
    ["\u{e0001}", "\\u{e0001}"],
    ["\u202eabc", "\\u202eabc"],
    ["\ufeffa", "\\ufeffa"],
    ["👩‍👩‍👧", "👩‍👩‍👧"],
    ["می‌خواهم", "می‌خواهم"],
    ["", '""'],
    ["  ", '"  "'],
    [" a", '" a"'],
  ];
  assertEquals(texts.map(([text]) => printable(text)), texts.map(([, shown]) => shown));
  for (const text of hostileTexts) assertEquals(printable(printable(text)), printable(text));
});

Deno.test("printableMessage() is one line without colours", () => {
  assertEquals(printableMessage("\u001b[1;31mError\u001b[0m: a\n  at b\n"), "Error: a\\n  at b");
  assertEquals(printableMessage(""), "");
});

Deno.test("displayWidth() counts the columns of a terminal", () => {
  assertEquals(["abc", "日本", "e\u0301", "🚀", "👩‍👩‍👧", "ﾊ", ""].map(displayWidth), [
    3,
    4,
    1,
    2,
    2,
    2,
    0,
  ]);
  assertEquals([padTo("日", 4, "start"), padTo("日", 4, "end"), padTo("abc", 2, "end")], [
    "  日",
    "日  ",
    "abc",
  ]);
});

Deno.test("shortenToWidth() leaves out the middle and cuts no character", () => {
  assertEquals(shortenToWidth("abcdefghij", 10), "abcdefghij");
  assertEquals(shortenToWidth("abcdefghijk", 10), "abcde…hijk");
  assertEquals(shortenToWidth("日本語日本語", 7), "日…語");
  assertEquals(shortenToWidth("🚀".repeat(9), 5), "🚀…🚀");
  assertEquals(shortenToWidth(`e${"\u0301".repeat(100)}`, 5), "\ufffd");
  for (const text of [...hostileTexts, "x".repeat(20_000_000)]) {
    const short = shortenToWidth(text, 12);
    assert(displayWidth(short) <= 12 && short.length <= 12 * 32, JSON.stringify(short));
  }
});

Deno.test("distinctNames() changes only names that clash", () => {
  assertEquals(distinctNames(["a", "b"], ["y"]), ["a", "b"]);
  assertEquals(distinctNames(["y", "Y", "y0"], ["y"]), ["y (variable)", "Y", "y0"]);
  assertEquals(distinctNames(["y", "y (variable)"], ["y"]), ["y (variable 2)", "y (variable)"]);
  assertEquals(distinctNames(["a", "a", "a (2)", "a"]), ["a", "a (3)", "a (2)", "a (4)"]);
});

Deno.test("labelsOf() are all different, on one line and not long", () => {
  for (const most of [6, 12, 60]) {
    const labels = labelsOf(hostileTexts, { most, own: ["y", "row", "mean"] });
    assertEquals(new Set([...labels, "y", "row", "mean"]).size, hostileTexts.length + 3);
    for (const label of labels) assert(displayWidth(label) <= most + " (variable 99)".length);
  }
  const long = (end: string) => `${"name".repeat(30)}${end}`;
  assertEquals(labelsOf([long("a"), long("b")], { most: 9 }), ["name…amea", "name…ameb"]);
});

Deno.test("toCsv() guards formulas, one to one, and leaves numbers alone", () => {
  const cells = ["=1+1", "'=1+1", "''=1", "+x", "-x", "@x", "'x", "＝1", "-1", "+1e5", ".5", "a=b"];
  const lines = toCsv(["text"], cells.map((cell) => [cell])).split("\r\n");
  assertEquals(lines, [
    "text",
    "'=1+1",
    "''=1+1",
    "'''=1",
    "'+x",
    "'-x",
    "'@x",
    "'x",
    "'＝1",
    "-1",
    "+1e5",
    ".5",
    "a=b",
    "",
  ]);
  assertEquals(toCsv(["a"], [["\t=1"], ["\r=1"]]), "a\r\n'\t=1\r\n\"'\r=1\"\r\n");
});

Deno.test("toCsv() writes exact numbers, quotes where it must, and tells columns apart", () => {
  const row = [-1, -0, NaN, -Infinity, 2 ** 60, 0.1 + 0.2, true, 'a"b', "a,b", "a\nb", " a"];
  assertEquals(
    toCsv(["a", "a", "\ud800", "\udc00"], [row]),
    "a,a (2),\ufffd,\ufffd (2)\r\n" +
      '-1,-0,NaN,-Infinity,1152921504606846976,0.30000000000000004,true,"a""b","a,b","a\nb"," a"\r\n',
  );
});

Deno.test("escapeHtml() and toXml() leave no control character, escapeHtml() no markup", () => {
  for (const text of hostileTexts) {
    assert(!/[<>"']/.test(escapeHtml(text)), text);
    // deno-lint-ignore no-control-regex
    const illegal = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/u;
    assert(!illegal.test(escapeHtml(text)) && !illegal.test(toXml(text)), text);
  }
  assertEquals(escapeHtml("a\nb\u001b[31mc\u001b[0m"), "a\nbc");
  assertEquals(toXml("<a>\u001b</a>\n"), "<a>\\u001b</a>\n");
});

Deno.test("toScript() is JSON that ends no script", () => {
  const script = toScript(hostileTexts);
  assert(!/[<\u2028\u2029]/.test(script));
  assertEquals(JSON.parse(script), hostileTexts);
  assertStringIncludes(script, "\\u003cscript>");
});
