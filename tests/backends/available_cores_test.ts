import { assertEquals } from "@std/assert";
import { isRequired, outputOf } from "../_program.ts";
import { availableCores } from "../../backends/available_cores.ts";

const files = (contents: Readonly<Record<string, string>>) => (path: string) => {
  if (path in contents) return contents[path];
  throw new Deno.errors.NotFound(path);
};
const hardware = navigator.hardwareConcurrency;
const isLinux = Deno.build.os === "linux";

Deno.test("availableCores() is the hardware's count if no file may be read", () => {
  assertEquals(
    availableCores(() => {
      throw new Deno.errors.NotCapable("no");
    }),
    hardware,
  );
});

Deno.test({
  name: "availableCores() respects affinity and the container's quota",
  ignore: !isLinux, // these files are Linux' own
  fn() {
    const status = (list: string) => ({
      "/proc/self/status": `Name:\tx\nCpus_allowed_list:\t${list}\nMems:\t0\n`,
    });
    const group = { "/proc/self/cgroup": "0::/box/inner\n" };
    assertEquals(availableCores(files(status("0"))), 1);
    assertEquals(availableCores(files(status("1-1"))), 1);
    assertEquals(availableCores(files(status("0-1023"))), hardware);
    assertEquals(availableCores(files({ "/sys/fs/cgroup/cpu.max": "100000 100000\n" })), 1);
    assertEquals(availableCores(files({ "/sys/fs/cgroup/cpu.max": "50000 100000\n" })), 1);
    assertEquals(availableCores(files({ "/sys/fs/cgroup/cpu.max": "max 100000\n" })), hardware);
    assertEquals(
      availableCores(files({ ...group, "/sys/fs/cgroup/box/cpu.max": "90000 100000\n" })),
      1,
    );
    assertEquals(
      availableCores(files({ ...group, "/sys/fs/cgroup/box/inner/cpu.max": "1000 100000\n" })),
      1,
    );
    const quota = (us: string) => ({
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": us,
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    });
    assertEquals(availableCores(files(quota("100000\n"))), 1);
    assertEquals(availableCores(files(quota("-1\n"))), hardware);
  },
});

Deno.test({
  name: "availableCores() is one on one core of this machine",
  ignore: !isLinux || !isRequired("taskset"), // of util-linux
  async fn() {
    const url = new URL("../../backends/available_cores.ts", import.meta.url).href;
    const script = `import { availableCores } from "${url}"; console.log(availableCores());`;
    const args = [
      "-c",
      "0",
      Deno.execPath(),
      "run",
      "--no-prompt",
      "--allow-read",
      `data:application/typescript,${encodeURIComponent(script)}`,
    ];
    assertEquals(await outputOf("taskset", args), "1");
  },
});
