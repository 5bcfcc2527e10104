/** The page of a run that goes on: made when it is asked for, and not more often than it costs little. @module */
import { analyse, type Analysis } from "../figures/analysis.ts";
import { reportFigures } from "../figures/report_figures.ts";
import { contentOf, type PageContent, toDocument } from "../page/html_page.ts";
import { reportPage } from "../page/report_page.ts";
import type { SeenRun } from "./live_message.ts";

/** Content with what tells it from other content. */
export interface VersionedContent extends PageContent {
  readonly version: string;
}

/** Pauses are as many times as long as what was made before them took: that part of a core it may use. */
const PAGE_PAUSE = 9;
const ANALYSIS_PAUSE = 19;
const LEAST_PAUSE_MS = 1000;
/** An analysis that took longer is not made anew at the end. */
const LAST_ANALYSIS_MS = 3000;
const none: Analysis = { rows: 0, importances: [] };

/** Something that is made anew after a pause in proportion to what it cost. */
class Paced<T> {
  #value: T;
  #nextMs = -Infinity;
  #costMs = 0;

  constructor(value: T, private readonly pause: number) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  /** What making it took last. */
  get costMs(): number {
    return this.#costMs;
  }

  get isDue(): boolean {
    return performance.now() >= this.#nextMs;
  }

  make(create: () => T): T {
    const startMs = performance.now();
    this.#value = create();
    const endMs = performance.now();
    this.#costMs = endMs - startMs;
    this.#nextMs = endMs + Math.max(LEAST_PAUSE_MS, this.pause * this.#costMs);
    return this.#value;
  }
}

/** Makes the page of what was seen last. */
export class RunPage {
  #run: SeenRun | undefined;
  readonly #title: string;
  readonly #analysis = new Paced(none, ANALYSIS_PAUSE);
  readonly #content: Paced<VersionedContent>;

  /** @param title The heading before there is a run. */
  constructor(title: string) {
    this.#title = title;
    const content = contentOf({
      title,
      sections: [{ html: "<p>No evaluation has ended yet.</p>" }],
    });
    this.#content = new Paced({ ...content, version: "none" }, PAGE_PAUSE);
  }

  /** What was seen last. */
  get run(): SeenRun | undefined {
    return this.#run;
  }

  /** Takes in what there is to be seen now; of another run, nothing is kept. */
  see(run: SeenRun): void {
    const before = this.#run?.record;
    const isOther = before !== undefined && (before.rows.length > run.record.rows.length ||
      this.#run?.title !== run.title);
    if (isOther) this.#analysis.make(() => none);
    this.#run = run;
  }

  /** What the content of now would be told from other content by. */
  get version(): string {
    if (!this.#run) return "none";
    const { record: { rows, ended, notices }, title } = this.#run;
    const analysed = this.#analysis.isDue ? rows.length : this.#analysis.value.rows;
    return JSON.stringify([title, rows.length, ended, notices.length, analysed]);
  }

  /** The content, made anew if it is old and the pause is over. */
  content(): VersionedContent {
    const { version } = this;
    const run = this.#run;
    if (!run || version === this.#content.value.version || !this.#content.isDue) {
      return this.#content.value;
    }
    return this.#content.make(() => {
      const { record } = run;
      if (this.#isBehind(record.rows.length) && this.#analysis.isDue) {
        this.#analysis.make(() => analyse(record));
      }
      return this.#make(run, version);
    });
  }

  /** The content of the end, whatever was made before. */
  last(): VersionedContent {
    const run = this.#run;
    if (!run) return this.#content.value;
    const { rows, ended } = run.record;
    const isWhole = ended !== "aborted" && ended !== "failed";
    if (isWhole && this.#isBehind(rows.length) && this.#analysis.costMs <= LAST_ANALYSIS_MS) {
      this.#analysis.make(() => analyse(run.record));
    }
    return this.#make(run, this.version);
  }

  /** The document, at once: its content is without a newer analysis. */
  document(): string {
    const content = this.#run ? this.#make(this.#run, "") : this.#content.value;
    return toDocument(content, { isLive: true });
  }

  #isBehind(rows: number): boolean {
    return this.#analysis.value.rows !== rows;
  }

  #make({ record, title }: SeenRun, version: string): VersionedContent {
    const analysis = this.#analysis.value;
    const figures = reportFigures(record, analysis);
    return { ...contentOf(reportPage(record, { title, remarks: [], analysis, figures })), version };
  }
}
