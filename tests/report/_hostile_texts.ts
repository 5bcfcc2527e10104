/** Names, levels and messages that mean something in a language to which they could be sent. */
import type { RunRecord } from "../../spot/record.ts";
import { factor, float } from "../_variables.ts";
import { tuningRun } from "./example_tuning.ts";

/** All different; each is a legal name of a variable and of a level. */
export const hostileTexts: readonly string[] = [
  "\\xi",
  "\\upsilon",
  "\\",
  "y (variable)",
  "constructor",
  "toString",
  "hasOwnProperty",
  "prototype",
  "learning\nrate",
  "carriage\rreturn",
  "tab\tulator",
  "line\u2028separator",
  "paragraph\u2029separator",
  "a\"b'c`d",
  "a[b].c",
  "a.b",
  "datum.x",
  "${x}",
  "{{x}}",
  "%s",
  "<script>alert(1)</script>",
  "</script><!--",
  "<b>&amp;</b>",
  "]]>",
  "👩‍👩‍👧🚀",
  "日本語",
  "e\u0301" + "\u0300".repeat(200),
  "\ud800high",
  "low\udc00",
  "\u0000nul",
  "\u0001\u0008\u000b\u000c\u001f",
  "\u007f\u0085\u009b31m",
  "\ufffe\uffff",
  "\u001b[31mred\u001b[39m",
  "\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007",
  `long ${"name ".repeat(100)}end`,
  `long ${"name ".repeat(100)}other end`,
  " ",
  "   ",
  "\u00a0",
  "\u200b",
  "padded ",
  "\u202eabc\u202c",
  "\u05d0\u05d1\u200f!",
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(A1)",
  "'=1+1",
  "\t=1+1",
  "\r=1+1",
  "-1",
  "1e999",
  "NaN",
  "null",
  "undefined",
  "true",
  "64, 32",
  "a,b;c",
  "y",
  "Y0",
  "row",
  "origin",
  "failure",
  "worker",
  "replicate",
  "cost_ms",
  "status",
  "mean",
  "x",
  "x2",
  "axis",
  "value",
  "place",
  "a (2)",
];

/** As many names, and as many levels, as a figure can show beside each other. */
const MOST = 40;

/** Two runs whose names, levels, failures and notices are hostile; every text is once each of them. */
export function hostileRuns(): RunRecord[] {
  return [
    hostileRun(hostileTexts.slice(0, MOST), hostileTexts.slice(-MOST)),
    hostileRun(hostileTexts.slice(MOST), hostileTexts.slice(0, MOST)),
  ];
}

/** A run of variables of these names, and of a factor called as the first other text. */
function hostileRun(names: readonly string[], levels: readonly string[]): RunRecord {
  const other = hostileTexts.find((text) => !names.includes(text))!;
  const variables = [factor(other, levels), ...names.map((name) => float(name))];
  const run = tuningRun(levels.length + 10, variables);
  const rows = run.rows.map((row) => {
    const x = row.x.with(0, row.row % levels.length);
    const y = row.failure ? NaN : x[0] + 3 * x[1];
    const message = `${hostileTexts[row.row]}\n    at line`;
    return { ...row, x, y, ...(row.failure && { failure: { ...row.failure, message } }) };
  });
  return { ...run, objective: names[0], rows, notices: hostileTexts };
}
