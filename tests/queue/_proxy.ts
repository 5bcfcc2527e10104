/** A line to a server that can be cut, or go dead without either side being told. */

/** A proxy on loopback. */
export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** What happens to the line: connections are closed and refused, or nothing passes any more. */
  become(state: "open" | "cut" | "dead"): void;
}

/** Starts a proxy. */
export function startProxy(to: number): Proxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const open = new Set<Deno.Conn>();
  let state = "open";
  const drop = (line: Deno.Conn) => {
    if (open.delete(line)) line.close();
  };
  /** A line that was dead once stays so, as those of a network do that forgot them. */
  const pass = async (from: Deno.Conn, into: Deno.Conn) => {
    const bytes = new Uint8Array(65_536);
    let isDead = false;
    try {
      for (let n; (n = await from.read(bytes)) !== null;) {
        isDead ||= state === "dead";
        for (let at = 0; !isDead && at < n;) at += await into.write(bytes.subarray(at, n));
      }
    } catch {
      // It was cut.
    }
    drop(from);
    drop(into);
  };
  const accepting = (async () => {
    for await (const near of listener) {
      if (state === "cut") {
        near.close();
        continue;
      }
      open.add(near);
      const far = await Deno.connect({ hostname: "127.0.0.1", port: to });
      open.add(far);
      pass(near, far);
      pass(far, near);
    }
  })();
  return {
    port,
    become(next) {
      state = next;
      if (next === "cut") { for (const line of [...open]) drop(line); }
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const line of [...open]) drop(line);
    },
  };
}
