/** The page and the figures in a browser, where there is one. */
import { pathToFileURL } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { labelsOf } from "../../spot/report/encoding/distinct_names.ts";
import { toScript } from "../../spot/report/encoding/markup.ts";
import { tuningReport } from "../../spot/report/figures/tuning_report.ts";
import { hostileRuns } from "./_hostile_texts.ts";

const DEADLINE_MS = 120_000;

/** The browser: of `CHROMIUM`, else the first that PATH knows. */
async function findBrowser(): Promise<string | undefined> {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const asked = Deno.env.get("CHROMIUM");
  for (const name of asked ? [asked] : names) if (await starts(name)) return name;
}

async function starts(name: string): Promise<boolean> {
  try {
    return (await new Deno.Command(name, { args: ["--version"], stdout: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

const browser = await findBrowser();
// Where everything must run, a missing browser is a failure.
const ignore = browser === undefined && Deno.env.get("CI") !== "true";

/** Runs in the page before all else: keeps what goes wrong. */
const listen = `<script>
const faults = [];
addEventListener("error", (event) => faults.push(String(event.message)));
addEventListener("unhandledrejection", (event) => faults.push(String(event.reason)));
for (const level of ["error", "warn"]) console[level] = (...parts) => faults.push(parts.join(" "));
</script>`;

/** Runs in the page after all else: waits until the figures are drawn, and tells what is there. */
function tell(svgs: readonly string[]): string {
  return `<script>
const isXml = (text) => new DOMParser().parseFromString(text, "image/svg+xml")
  .querySelector("parsererror") === null;
const waiting = setInterval(() => {
  const places = [...document.querySelectorAll(".figure")];
  if (faults.length === 0 && !places.every((place) => place.querySelector("svg"))) return;
  clearInterval(waiting);
  const textsOf = (selector) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
  showTooltip(null, { clientX: 0, clientY: 0 }, null, { failure: "<b>bold</b>" });
  const seen = {
    faults,
    title: document.title,
    scripts: document.scripts.length,
    cells: textsOf("td"),
    configuration: textsOf("pre bdi"),
    notices: textsOf("li"),
    drawn: textsOf(".figure text"),
    tooltip: textsOf("#tooltip b"),
    xml: ${toScript(svgs)}.map(isXml),
  };
  document.documentElement.innerHTML = "<pre>" + btoa(
    String.fromCharCode(...new TextEncoder().encode(JSON.stringify(seen)))
  ) + "</pre>";
}, 50);
</script>`;
}

interface Seen {
  readonly faults: readonly string[];
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
  assert(browser !== undefined, "no Chromium in PATH, and CHROMIUM names none");
  const folder = await Deno.makeTempDir();
  try {
    const svgs = Object.keys(files).filter((name) => name.endsWith(".svg")).map((name) =>
      files[name]
    );
    const page = files["report.html"]
      .replace('<meta charset="utf-8">', () => `<meta charset="utf-8">${listen}`)
      .replace("</body>\n</html>", () => `${tell(svgs)}</body>\n</html>`);
    await Deno.writeTextFile(`${folder}/page.html`, page);
    const { stdout, stderr } = await new Deno.Command(browser, {
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        `--user-data-dir=${folder}/profile`,
        `--virtual-time-budget=${DEADLINE_MS}`,
        "--dump-dom",
        pathToFileURL(`${folder}/page.html`).href,
      ],
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).output();
    const dom = new TextDecoder().decode(stdout);
    const encoded = /<pre>([A-Za-z0-9+/=]+)<\/pre>/.exec(dom)?.[1];
    assert(encoded, `the page told nothing: ${new TextDecoder().decode(stderr).slice(-2000)}`);
    return JSON.parse(new TextDecoder().decode(
      Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)),
    ));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const [index, run] of hostileRuns().entries()) {
  Deno.test({
    name: `tuningReport() shows names as text in a browser if they are hostile (${index + 1})`,
    ignore,
    fn: async () => {
      const names = run.variables.map(({ name }) => name);
      const files = await tuningReport(run, { title: `${names[1]} & ${names[2]}` });
      const seen = await open(files);
      assertEquals(seen.faults, []);
      // The runtime, the figures, and this test's two.
      assertEquals(seen.scripts, 4);
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
