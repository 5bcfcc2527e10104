import { assertEquals } from "@std/assert";
import { Redis } from "ioredis";
import { isPassing, untilAnswered } from "../../backends/queue/connection.ts";
import { testOnRedis } from "./_setting.ts";

/** A line to a server on loopback that is cut, once, in the middle of an answer longer than some bytes. */
function startCutter(to: number, bytes: number) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let wasCut = false;
  const pass = async (near: Deno.Conn, far: Deno.Conn) => {
    const ended = near.readable.pipeTo(far.writable).catch(() => {});
    const writer = near.writable.getWriter();
    try {
      for await (const answer of far.readable) {
        const isCut = !wasCut && answer.length > bytes;
        await writer.write(isCut ? answer.subarray(0, bytes) : answer);
        if (!isCut) continue;
        wasCut = true;
        break;
      }
      await writer.close();
    } catch {
      // The client has gone.
    }
    await ended;
  };
  const accepting = (async () => {
    const lines: Promise<void>[] = [];
    for await (const near of listener) {
      lines.push(pass(near, await Deno.connect({ hostname: "127.0.0.1", port: to })));
    }
    await Promise.all(lines);
  })();
  return {
    port: listener.addr.port,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
    },
  };
}

testOnRedis("untilAnswered() does again what was half answered", async ({ port, password }) => {
  await using cutter = startCutter(port, 150);
  const client = new Redis(`redis://:${password}@127.0.0.1:${cutter.port}`, {
    maxRetriesPerRequest: null,
    enableAutoPipelining: true,
    enableReadyCheck: false,
  });
  client.on("error", () => {});
  const value = "v".repeat(100);
  await client.set("key", value);
  const errors: unknown[] = [];
  const read = () =>
    untilAnswered(async () => {
      try {
        return await client.get("key");
      } catch (error) {
        errors.push(error);
        throw error;
      }
    });
  assertEquals(await Promise.all([read(), read(), read()]), [value, value, value]);
  client.disconnect();
  assertEquals(errors.map(isPassing), [true, true]);
});
