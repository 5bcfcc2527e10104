/** Opens a row log, says so, and holds it until the input ends. */
import { openRowLog } from "../../../backends/log/row_log.ts";
import { identity, resultOf, taskOf } from "./example_run.ts";

try {
  const log = openRowLog(Deno.args[0], identity);
  log.append(taskOf(0), resultOf(0));
  console.log("open");
} catch (error) {
  console.log(String(error));
}
await Deno.stdin.readable.pipeTo(new WritableStream());
