import { assertEquals } from "@std/assert";
import { notify } from "../../../spot/core/options/notify.ts";

const listeners: Readonly<Record<string, (told: string) => unknown>> = {
  throws: () => {
    throw new Error("the messenger is down");
  },
  "returns a promise that rejects": () => Promise.reject(new Error("the messenger is down")),
  "rejects later": async () => {
    await 0;
    throw new Error("the messenger is down");
  },
  "throws what cannot be shown": () => {
    throw {
      get [Symbol.for("Deno.customInspect")]() {
        throw new Error("again");
      },
    };
  },
};

for (const [what, listener] of Object.entries(listeners)) {
  Deno.test(`notify() ends nothing if the listener ${what}`, async () => {
    const { error } = console;
    const printed: unknown[] = [];
    let failures = 0;
    console.error = (first: unknown) => {
      printed.push(first);
      throw new Error("no space left on device");
    };
    try {
      notify("onWarning", { listener, told: "a worker was lost", onFailure: () => failures++ });
      await new Promise((resolve) => setTimeout(resolve));
    } finally {
      console.error = error;
    }
    assertEquals([failures, printed], [1, ["'onWarning' failed, the run goes on:"]]);
  });
}
