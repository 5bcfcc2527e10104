import { queue } from "../../backends/queue/queue.ts";
import { testBackend } from "../../backends/testing.ts";
import { isMissing, startRedis } from "./_redis.ts";
import { startWork } from "./_work.ts";

if (isMissing) {
  Deno.test({ name: "queue backend (no redis-server is installed)", ignore: true, fn() {} });
} else {
  const redis = await startRedis();
  const module = new URL("../../backends/testing_objectives.ts", import.meta.url).pathname;
  const machine = await startWork({
    url: redis.url,
    name: "conformance",
    args: ["--cores", "2", "--method", "worker", "--module", module],
  });
  Deno.test.afterAll(async () => {
    await machine[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
  });
  testBackend("queue", queue({ url: redis.url, name: "conformance" }), {
    sharesSurroundings: false, // a machine has its own
  });
}
