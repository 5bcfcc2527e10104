/** The programs of bench/command are tuned from start to report, by the command lines of their README. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { recordFromJson } from "../../spot/report/record_json.ts";
import { inFolder, runScript } from "../cli/run_command.ts";
import { hasModule, python } from "../_python.ts";

const readme = await Deno.readTextFile(new URL("../../bench/command/README.md", import.meta.url));

/** The words of the command line that runs a script, without `deno task tune`. */
function wordsFor(script: string): string[] {
  const lines = readme.replaceAll("\\\n", "").split("\n");
  const line = lines.find((line) => line.startsWith("deno task tune") && line.includes(script));
  assert(line, `README has no command line for ${script}`);
  return line.split(/\s+/).slice(3);
}

const needs = { "train.py": "json", "space_budget.json": "json", "train_sklearn.py": "sklearn" };

for (const [script, module] of Object.entries(needs)) {
  const isHere = await hasModule(module);
  const why = !isHere ? ` (not here: no Python with ${module})` : "";
  Deno.test({
    name: `tune tunes bench/command/${script} from start to report${why}`,
    ignore: !isHere,
    fn: inFolder(async (folder) => {
      const small = ["--evals", "5", "--init-size", "4", "--out", folder, "--log", `${folder}/log`];
      const words = wordsFor(script).map((word) => word === "python3" ? python : word);
      const end = words.indexOf("--");
      const args = ["tune", ...words.slice(0, end), ...small, ...words.slice(end)];
      const { code, stdout, stderr } = await runScript("spot/cli.ts", ...args);
      assertEquals(code, 0, stderr);
      assertMatch(stdout, /^Best of 5 rows: \d{4}(\.\d+)?$/m);
      const { rows } = recordFromJson(await Deno.readTextFile(`${folder}/record.json`));
      assertEquals(rows.filter(({ failure }) => failure), []);
      assert((await Deno.stat(`${folder}/report.html`)).isFile);
    }),
  });
}
