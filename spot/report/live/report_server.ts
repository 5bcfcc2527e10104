/** The server's thread: it draws and answers, so that the run's thread need not. @module */
import { messageOf } from "../../core/options/message_of.ts";
import { parentPort } from "node:worker_threads";
import { within } from "../../core/objective/platform.ts";
import { guardHeaders, refusalOf } from "./admission.ts";
import type { FromServer, ToServer } from "./live_message.ts";
import { RunPage } from "./run_page.ts";
import { type RunState, runState } from "./run_state.ts";
import { Viewers } from "./viewers.ts";

const LEAST_PAUSE_MS = 1000;
/** The run's thread may give this part of its time to looks. */
const LOOK_PAUSE = 19;
/** And this thread this part of a core to the state of the run: under noise a surrogate finds the best. */
const STATE_PAUSE = 19;
const KEEP_MS = 15_000;
const policy = "frame-ancestors 'none'";

const post = (message: FromServer) => parentPort!.postMessage(message);

/** Serves one run's page after another. */
class ReportServer {
  readonly #page: RunPage;
  readonly #title: string;
  readonly #viewers = new Viewers();
  #server: Deno.HttpServer<Deno.NetAddr> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLooking = false;
  /** Settled by the next answer to a look. */
  #seen = Promise.withResolvers<void>();
  #toldText = "";
  #changedMs = performance.now();
  #keptMs = performance.now();

  constructor(title: string) {
    this.#title = title;
    this.#page = new RunPage(title);
  }

  listen(port: number): void {
    this.#server = Deno.serve({
      hostname: "127.0.0.1",
      port,
      onListen: (address) => post({ kind: "listening", port: address.port }),
      onError: (error) => {
        const message = messageOf(error);
        post({ kind: "warning", message: `Cannot draw the served report: ${message}` });
        return new Response("Cannot draw the report\n", { status: 500, headers: guardHeaders });
      },
    }, (request) => this.#answer(request));
  }

  /** Takes in what a look has shown. */
  see({ run, costMs }: ToServer & { readonly kind: "seen" }): void {
    this.#isLooking = false;
    if (run) {
      const before = this.#page.run?.record.rows.length;
      this.#page.see(run);
      if (run.record.rows.length !== before) this.#changedMs = performance.now();
    }
    this.#seen.resolve();
    this.#seen = Promise.withResolvers();
    if (this.#viewers.count === 0) return;
    const startMs = performance.now();
    this.#tell();
    const stateMs = performance.now() - startMs;
    clearTimeout(this.#timer);
    const pauseMs = Math.max(LEAST_PAUSE_MS, LOOK_PAUSE * costMs, STATE_PAUSE * stateMs);
    this.#timer = setTimeout(() => this.#look(), pauseMs);
  }

  /** Shows the end to those who look, and stops. */
  async close({ run, note }: ToServer & { readonly kind: "close" }): Promise<void> {
    clearTimeout(this.#timer);
    if (run) this.#page.see(run);
    if (this.#viewers.count > 0) {
      // First that it has ended: drawing may take longer than a process that is interrupted has.
      const state = this.#state();
      this.#viewers.tell("state", { ...state, version: undefined });
      await new Promise((resolve) => setTimeout(resolve));
      const content = this.#page.last();
      const text = [state.ended ?? "The server has ended.", note, "This page stays as it is."];
      this.#viewers.tell("end", { state, content, text: text.filter(Boolean).join(" ") });
    }
    this.#viewers.close();
    await this.#server?.shutdown();
    post({ kind: "closed" });
  }

  async #answer(request: Request): Promise<Response> {
    const refusal = refusalOf(request, this.#server!.addr.port);
    const response = refusal ?? await this.#route(new URL(request.url));
    for (const [name, value] of Object.entries(guardHeaders)) response.headers.set(name, value);
    return response;
  }

  async #route({ pathname: path, searchParams }: URL): Promise<Response> {
    if (["/", "/content"].includes(path) && this.#viewers.count === 0) await this.#newest();
    const of = (body: BodyInit, type: string) =>
      new Response(body, { headers: { "Content-Type": type, "Content-Security-Policy": policy } });
    if (path === "/") return of(this.#page.document(), "text/html; charset=utf-8");
    if (path === "/content") {
      const content = this.#page.content();
      const isKnown = content.version === searchParams.get("than");
      return isKnown
        ? new Response(null, { status: 204 })
        : of(JSON.stringify(content), "application/json");
    }
    if (path !== "/events") return new Response("Nothing is here\n", { status: 404 });
    const stream = this.#viewers.open("state", this.#state());
    if (!stream) return new Response("Too many look already\n", { status: 503 });
    this.#look();
    return of(stream, "text/event-stream");
  }

  /** Waits for what there is to be seen, but not for a thread that computes. */
  #newest(): Promise<void> {
    this.#look();
    return within(LEAST_PAUSE_MS, this.#seen.promise);
  }

  /** Asks the run's thread what there is to be seen, unless it is asked already. */
  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    clearTimeout(this.#timer);
    post({ kind: "look" });
  }

  #state(): Partial<RunState> & { readonly version: string; readonly sinceMs: number } {
    const { run, version } = this.#page;
    const starting = { title: this.#title, done: 0, total: 1, text: "Starting", best: "" };
    const sinceMs = performance.now() - this.#changedMs;
    return { ...(run ? runState(run) : starting), version, sinceMs };
  }

  /** Tells the state where it has changed. */
  #tell(): void {
    const { sinceMs, ...state } = this.#state();
    const text = JSON.stringify(state);
    if (text !== this.#toldText) this.#viewers.tell("state", { ...state, sinceMs });
    else if (performance.now() - this.#keptMs > KEEP_MS) this.#viewers.keep();
    else return;
    [this.#toldText, this.#keptMs] = [text, performance.now()];
  }
}

let server: ReportServer | undefined;
parentPort!.on("message", (message: ToServer) => {
  if (message.kind === "seen") return server?.see(message);
  if (message.kind === "close") return void server?.close(message);
  server = new ReportServer(message.title);
  try {
    server.listen(message.port);
  } catch (error) {
    const isTaken = error instanceof Deno.errors.AddrInUse;
    post({
      ...{ kind: "refused", port: message.port, isTaken },
      message: messageOf(error),
    });
  }
});
