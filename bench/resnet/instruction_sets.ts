/** What the peers may use of the processor. @module */

/** How a peer is held to a set of instructions. */
export interface InstructionSet {
  /** For C compilers. */
  readonly march: string;
  /** For PyTorch and the libraries of its products. */
  readonly environment: Readonly<Record<string, string>>;
}

/** All that the processor has, or AVX2 at most: vectors of four doubles. */
export const instructionSets = {
  native: { march: "native", environment: {} },
  avx2: {
    march: "haswell",
    environment: {
      ATEN_CPU_CAPABILITY: "avx2",
      MKL_ENABLE_INSTRUCTIONS: "AVX2",
      ONEDNN_MAX_CPU_ISA: "AVX2",
      DNNL_MAX_CPU_ISA: "AVX2",
    },
  },
} as const satisfies Readonly<Record<string, InstructionSet>>;
