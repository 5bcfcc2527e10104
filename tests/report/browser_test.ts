/** The page and the figures in a browser, where there is one. */
import { pathToFileURL } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { labelsOf } from "../../spot/report/encoding/distinct_names.ts";
import { toScript } from "../../spot/report/encoding/markup.ts";
import { tuningReport } from "../../spot/report/figures/tuning_report.ts";
import { BrowserPage, withoutBrowser } from "./_browser.ts";
import { hostileRuns } from "./_hostile_texts.ts";

/** Evaluated in the page: what is there. */
function tell(svgs: readonly string[]): string {
  return `(() => {
const isXml = (text) => new DOMParser().parseFromString(text, "image/svg+xml")
  .querySelector("parsererror") === null;
const textsOf = (selector) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
showTooltip(null, { clientX: 0, clientY: 0 }, null, { failure: "<b>bold</b>" });
return {
  title: document.title,
  scripts: document.scripts.length,
  cells: textsOf("[aria-label=Hyperparameters] td"),
  configuration: textsOf("pre bdi"),
  notices: textsOf("li"),
  drawn: textsOf(".figure text"),
  tooltip: textsOf("#tooltip b"),
  xml: ${toScript(svgs)}.map(isXml),
};
})()`;
}

interface Seen {
  readonly title: string;
  readonly scripts: number;
  readonly cells: readonly string[];
  readonly configuration: readonly string[];
  readonly notices: readonly string[];
  readonly drawn: readonly string[];
  readonly tooltip: readonly string[];
  readonly xml: readonly boolean[];
}

async function open(files: Readonly<Record<string, string>>): Promise<Seen> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/page.html`, files["report.html"]);
    await using page = await BrowserPage.start();
    await page.open(pathToFileURL(`${folder}/page.html`).href);
    await page.until(
      `[...document.querySelectorAll(".figure")].every((place) => place.querySelector("svg"))`,
    );
    const svgs = Object.keys(files).filter((name) => name.endsWith(".svg"));
    const seen = await page.evaluate<Seen>(tell(svgs.map((name) => files[name])));
    assertEquals(page.faults, []);
    assertEquals(page.requests.filter((url) => !/^(file|data):/.test(url)), []);
    return seen;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const [index, run] of hostileRuns().entries()) {
  Deno.test({
    name: `tuningReport() shows names as text in a browser if they are hostile (${index + 1})`,
    ignore: withoutBrowser,
    fn: async () => {
      const names = run.variables.map(({ name }) => name);
      const files = await tuningReport(run, { title: `${names[1]} & ${names[2]}` });
      const seen = await open(files);
      // The figures, the runtime, and what draws them.
      assertEquals(seen.scripts, 3);
      assertEquals(seen.tooltip, ["<b>bold</b>"]);
      assertEquals(seen.xml, seen.xml.map(() => true));
      assert(seen.xml.length >= 3);
      const columns = 8;
      assertEquals(
        seen.cells.filter((_, i) => i % columns === 0),
        labelsOf(names, { most: 60 }),
      );
      assertEquals(
        seen.configuration.filter((_, i) => i % 2 === 0),
        labelsOf(names, { most: Infinity }),
      );
      assertEquals(seen.notices.length, run.notices.length);
      const axes = labelsOf(names, { most: 28, own: ["y"] });
      for (const axis of axes) assert(seen.drawn.includes(axis), JSON.stringify(axis));
    },
  });
}
