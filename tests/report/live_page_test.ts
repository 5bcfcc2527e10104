/** The page of a run that goes on, as people see it in a browser. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type ServedReport, serveReport } from "../../spot/report/live/serve_report.ts";
import type { RunRecord } from "../../spot/record.ts";
import { BrowserPage, withoutBrowser } from "./_browser.ts";
import { tuningRun, variables } from "./example_tuning.ts";

/** A run of which a test shows more and more rows. */
class GrowingRun {
  readonly #whole: RunRecord;
  rows: number;
  ended: RunRecord["ended"] = "unfinished";

  constructor(whole: RunRecord, rows: number) {
    [this.#whole, this.rows] = [whole, rows];
  }

  get record(): RunRecord {
    const { rows, ended } = this;
    const known = this.#whole.rows.slice(0, rows);
    return { ...this.#whole, funEvals: 30, rows: known, ended, durationMs: 0 };
  }
}

const allDrawn =
  `[...document.querySelectorAll(".figure")].every((place) => place.querySelector("svg"))`;
const heading = (text: string) =>
  `[...document.querySelectorAll("h2")].some(({ textContent }) => textContent === "${text}")`;
const text = (id: string) => `document.getElementById("${id}").textContent`;

async function watch(
  run: GrowingRun,
  look: (page: BrowserPage, served: ServedReport) => Promise<void>,
): Promise<void> {
  await using served = await serveReport(run, { title: "Live" });
  await using page = await BrowserPage.start();
  await page.look({});
  await page.open(served.url);
  await page.until(`${text("state")} !== "Connecting" && ${text("state")} !== "Starting"`);
  await look(page, served);
  assertEquals(page.faults, []);
  assertEquals(page.requests.filter((url) => !/^(http:\/\/127\.0\.0\.1:|data:)/.test(url)), []);
}

const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, ignore: withoutBrowser, fn });

test("serveReport() shows a run from its first row to its end", async () => {
  const run = new GrowingRun(tuningRun(30), 0);
  await watch(run, async (page, served) => {
    run.rows = 1;
    await page.until(heading("Progress"));
    await page.until(allDrawn);
    assertEquals(await page.evaluate(heading("Importance")), false);
    run.rows = 20;
    await page.until(`${heading("Importance")} && ${heading("Parallel coordinates")}`);
    await page.until(`document.title === "20/30 Live"`);
    assertEquals(await page.evaluate(`document.getElementById("progress").value`), 20);
    await page.until(`${text("announcement")}.startsWith("best y ")`);
    [run.rows, run.ended] = [30, "finished"];
    await served.close("Saved somewhere.");
    await page.until(`${text("subtitle")}.includes("30 evaluations")`);
    await page.until(allDrawn);
    const end = "The run has finished. Saved somewhere. This page stays as it is.";
    assertEquals(await page.evaluate(text("news")), end);
    assertEquals(await page.evaluate(text("announcement")), end);
    assertEquals(
      await page.evaluate(`[...document.querySelectorAll("button")].every(({ hidden }) => hidden)`),
      true,
    );
  });
});

test("serveReport() shows messages and names as text", async () => {
  const whole = tuningRun(8);
  const failure = { kind: "exception" as const, message: "<img src=x onerror=document.title=1>" };
  const rows = whole.rows.map((row) => ({ ...row, y: NaN, responses: [], failure }));
  const run = new GrowingRun({ ...whole, rows, objective: "<b>bold</b>" }, 4);
  await watch(run, async (page) => {
    run.rows = 8;
    await page.until(
      `${text("subtitle")}.startsWith("<b>bold</b>: 8 evaluations, 8 failed, no us")`,
    );
    assertEquals(await page.evaluate(`document.querySelectorAll("img, b").length`), 0);
    await page.until(`[...document.querySelectorAll("td")].at(0).textContent === "8"`);
    await page.until(`document.body.textContent.includes("<img src=x onerror")`);
    await page.until(allDrawn);
  });
});

test("serveReport() has a page whose updates are paused by keyboard", async () => {
  const run = new GrowingRun(tuningRun(30), 3);
  await watch(run, async (page) => {
    await page.until(heading("Progress"));
    await page.press("Tab");
    assertEquals(await page.evaluate("document.activeElement.id"), "pause");
    await page.press("Enter");
    assertEquals(await page.evaluate(`document.activeElement.ariaPressed`), "true");
    run.rows = 5;
    await page.until(`document.title.startsWith("5/30")`);
    assertMatch(await page.evaluate(text("news")), /^Updates are paused\./);
    assertMatch(await page.evaluate(text("subtitle")), /3 evaluations/);
    await page.press("Enter");
    await page.until(`${text("subtitle")}.includes("5 evaluations")`);
  });
});

test("serveReport() has a page that fits a phone, and dark screens", async () => {
  const run = new GrowingRun(tuningRun(30), 30);
  await watch(run, async (page) => {
    await page.until(`${heading("Importance")} && ${allDrawn}`);
    const widest = `Math.max(...[...document.querySelectorAll("svg")]
      .slice(0, 2).map((svg) => svg.getBoundingClientRect().width))`;
    const before = await page.evaluate<number>(widest);
    await page.look({ width: 390, height: 800, scheme: "dark" });
    await page.until(`${widest} <= 390`);
    assert(before > 600, String(before));
    assertEquals(await page.evaluate("document.documentElement.scrollWidth"), 390);
    await page.until(
      `getComputedStyle(document.querySelector("svg")).backgroundColor === "rgb(20, 25, 31)"`,
    );
    assertEquals(
      await page.evaluate("getComputedStyle(document.body).color"),
      "rgb(230, 234, 239)",
    );
  });
});

test("serveReport() has names for figures, tables and all that is reached by keyboard", async () => {
  const run = new GrowingRun(tuningRun(30), 30);
  await watch(run, async (page) => {
    await page.look({ width: 390 });
    await page.until(`${heading("Importance")} && ${allDrawn}`);
    const unnamed = await page.evaluate<string[]>(`[
      ...document.querySelectorAll("[role=img], table, progress, button, [role=region]"),
    ].filter((element) => {
      const by = element.getAttribute("aria-labelledby");
      const name = by ? document.getElementById(by)?.textContent : element.ariaLabel;
      return !(name || element.textContent.trim());
    }).map(({ outerHTML }) => outerHTML.slice(0, 200))`);
    assertEquals(unnamed, []);
    const levels = await page.evaluate<number>(`document.querySelectorAll("h1").length`);
    assertEquals([levels, await page.evaluate("document.documentElement.lang")], [1, "en"]);
    await page.until(`document.querySelectorAll(".scroll[tabindex='0']").length > 0`);
  });
});

test("serveReport() draws one row, one variable, and rows that all failed", async () => {
  const failed = tuningRun(5).rows.map((row) => ({ ...row, y: NaN, responses: [] }));
  const runs = [
    new GrowingRun(tuningRun(1), 1),
    new GrowingRun(tuningRun(10, [variables[0]]), 10),
    new GrowingRun({ ...tuningRun(5), rows: failed }, 5),
  ];
  for (const run of runs) {
    await watch(run, async (page) => {
      await page.until(`${heading("Progress")} && ${allDrawn}`);
    });
  }
});
