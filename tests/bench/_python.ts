/** Python, as far as it is there. @module */

/** An interpreter with a module; undefined if there is none. */
export async function pythonWith(module: string): Promise<string | undefined> {
  for (const python of [Deno.env.get("SPOT_PYTHON"), "python3"]) {
    if (python === undefined) continue;
    const args = ["-c", `import ${module}`];
    try {
      const { success } = await new Deno.Command(python, { args, stderr: "null" }).output();
      if (success) return python;
    } catch {
      // There is no such interpreter.
    }
  }
}
