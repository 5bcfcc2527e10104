/** A Chromium without a window, where there is one: pages as people see them. */
import { assert } from "@std/assert";

const DEADLINE_MS = 60_000;

/** The browser: of `CHROMIUM`, else the first that PATH knows. */
async function findBrowser(): Promise<string | undefined> {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const asked = Deno.env.get("CHROMIUM");
  for (const name of asked ? [asked] : names) if (await starts(name)) return name;
}

async function starts(name: string): Promise<boolean> {
  const { Command, errors } = Deno;
  try {
    return (await new Command(name, { args: ["--version"], stdout: "null", stderr: "null" })
      .output())
      .success;
  } catch (error) {
    if (error instanceof errors.NotFound) return false;
    throw error;
  }
}

const browser = await findBrowser();

/** Where everything must run, a missing browser is a failure. */
export const withoutBrowser = browser === undefined && Deno.env.get("CI") !== "true";

type Listener = (parameters: Record<string, unknown>) => void;

/** A page in a browser of its own. */
export class BrowserPage implements AsyncDisposable {
  /** What went wrong in the page: exceptions, and what the console calls errors or warnings. */
  readonly faults: string[] = [];
  /** Addresses that the page asked for. */
  readonly requests: string[] = [];
  readonly #process: Deno.ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  readonly #listeners = new Map<string, Listener>();
  #session: string | undefined;
  #number = 0;

  private constructor(process: Deno.ChildProcess, profile: string, socket: WebSocket) {
    [this.#process, this.#profile, this.#socket] = [process, profile, socket];
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
  }

  /** Starts a browser with an empty page. */
  static async start(): Promise<BrowserPage> {
    assert(browser !== undefined, "no Chromium in PATH, and CHROMIUM names none");
    const profile = await Deno.makeTempDir();
    const process = new Deno.Command(browser, {
      args: [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
        ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
        ...[`--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"],
      ],
      stdout: "null",
      stderr: "null",
    }).spawn();
    const socket = new WebSocket(await addressOf(profile));
    await new Promise((resolve, reject) => [socket.onopen, socket.onerror] = [resolve, reject]);
    const page = new BrowserPage(process, profile, socket);
    await page.#attach();
    return page;
  }

  /** Opens an address and waits until it is loaded. */
  async open(url: string): Promise<void> {
    const loaded = Promise.withResolvers<void>();
    this.#listeners.set("Page.loadEventFired", () => loaded.resolve());
    await this.#call("Page.navigate", { url });
    await loaded.promise;
  }

  /** Evaluates an expression in the page; awaits a promise. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#call("Runtime.evaluate", {
      ...{ expression, awaitPromise: true, returnByValue: true },
    });
    assert(!exceptionDetails, JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  /** Waits until an expression is true in the page. */
  async until(expression: string): Promise<void> {
    const endMs = performance.now() + DEADLINE_MS;
    while (!await this.evaluate<boolean>(`Boolean(${expression})`)) {
      assert(performance.now() < endMs, `not true in time: ${expression}; ${this.faults}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Sets the window's width and the colours that the user prefers. */
  async look({ width = 1100, height = 900, scheme = "light" }: {
    readonly width?: number;
    readonly height?: number;
    readonly scheme?: "light" | "dark";
  }): Promise<void> {
    await this.#call("Emulation.setDeviceMetricsOverride", {
      ...{ width, height, deviceScaleFactor: 1, mobile: width < 600 },
    });
    const features = [{ name: "prefers-color-scheme", value: scheme }];
    await this.#call("Emulation.setEmulatedMedia", { features });
  }

  /** Presses a key. */
  async press(key: string): Promise<void> {
    const parameters = { key, code: key, windowsVirtualKeyCode: key === "Tab" ? 9 : 13 };
    await this.#call("Input.dispatchKeyEvent", { type: "rawKeyDown", ...parameters });
    if (key === "Enter") await this.#call("Input.dispatchKeyEvent", { type: "char", text: "\r" });
    await this.#call("Input.dispatchKeyEvent", { type: "keyUp", ...parameters });
  }

  /** The whole page as a picture. */
  async picture(): Promise<Uint8Array> {
    const { data } = await this.#call("Page.captureScreenshot", { captureBeyondViewport: true });
    return Uint8Array.from(atob(data as string), (character) => character.charCodeAt(0));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.onclose = null;
    const closed = new Promise((resolve) => this.#socket.onclose = resolve);
    this.#socket.send(JSON.stringify({ id: 0, method: "Browser.close" }));
    await closed;
    await this.#process.status;
    await Deno.remove(this.#profile, { recursive: true }).catch(() => {});
  }

  async #attach(): Promise<void> {
    const { targetInfos } = await this.#call("Target.getTargets", {});
    const { targetId } = (targetInfos as { targetId: string; type: string }[])
      .find(({ type }) => type === "page")!;
    const { sessionId } = await this.#call("Target.attachToTarget", { targetId, flatten: true });
    this.#session = sessionId as string;
    this.#listeners.set(
      "Runtime.exceptionThrown",
      (told) => this.faults.push(JSON.stringify(told)),
    );
    this.#listeners.set("Log.entryAdded", ({ entry }) => {
      const { level, text } = entry as { level: string; text: string };
      if (level === "error" || level === "warning") this.faults.push(text);
    });
    this.#listeners.set("Runtime.consoleAPICalled", (told) => {
      if (["error", "warning"].includes(told.type as string)) {
        this.faults.push(JSON.stringify(told));
      }
    });
    this.#listeners.set("Network.requestWillBeSent", ({ request }) => {
      this.requests.push((request as { url: string }).url);
    });
    for (const domain of ["Page", "Runtime", "Log", "Network"]) {
      await this.#call(`${domain}.enable`);
    }
  }

  #call(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.#number;
    const answer = Promise.withResolvers<Record<string, unknown>>();
    this.#answers.set(id, answer);
    this.#socket.send(JSON.stringify({ id, method, params, sessionId: this.#session }));
    return answer.promise;
  }

  #receive({ id, method, params, result, error }: {
    readonly id?: number;
    readonly method?: string;
    readonly params: Record<string, unknown>;
    readonly result: Record<string, unknown>;
    readonly error?: object;
  }): void {
    if (id === undefined) return this.#listeners.get(method!)?.(params);
    if (error) this.#answers.get(id)?.reject(new Error(JSON.stringify(error)));
    else this.#answers.get(id)?.resolve(result);
    this.#answers.delete(id);
  }
}

/** Where the browser that uses a profile can be spoken to. */
async function addressOf(profile: string): Promise<string> {
  const endMs = performance.now() + DEADLINE_MS;
  while (true) {
    const text = await Deno.readTextFile(`${profile}/DevToolsActivePort`).catch(() => "");
    const [port, path] = text.split("\n");
    if (path) return `ws://127.0.0.1:${port}${path}`;
    assert(performance.now() < endMs, "the browser did not start in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
