import { assertEquals, assertThrows } from "@std/assert";
import { parseOptions, UsageError } from "../../../spot/cli/options.ts";
import {
  resolveServer,
  resolveWorkOptions,
  workOptionTable,
} from "../../../spot/cli/queue/options.ts";

const url = "redis://127.0.0.1:6379";

const resolve = (...args: readonly string[]) =>
  resolveServer(parseOptions("work", workOptionTable, ["--url", url, ...args]));

Deno.test("resolveServer() cleans the queue that --clean names", () => {
  assertEquals(resolve("--clean", "a"), { url, name: "a" });
});

Deno.test("resolveServer() refuses another name, and what has no effect, if a queue is cleaned", () => {
  for (const [option, value] of [["--name", "b"], ["--max-heap", "100"]]) {
    const message = `Cannot work as '${option}' has no effect with '--clean'`;
    assertThrows(() => resolve("--clean", "a", option, value), UsageError, message);
  }
});

Deno.test("resolveWorkOptions() refuses a module that is no file", () => {
  for (const path of ["/", "/no/such/file.ts"]) {
    const args = ["--url", url, "--name", "a", "--module", path];
    const values = parseOptions("work", workOptionTable, args);
    assertThrows(() => resolveWorkOptions(values), UsageError, "must be a file that can be read");
  }
});
