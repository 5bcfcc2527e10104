/** Notices of the fallbacks that a proposal may take. */
export const infillNotices = {
  few: "Too few usable results for a surrogate: points were chosen at random",
  known: "Every point that the infill criterion preferred was known: a point was chosen at random",
  unrated:
    "The infill criterion or the surrogate gave no finite number: a point was chosen at random",
  exhausted: "The search space has no new point left",
} as const;
