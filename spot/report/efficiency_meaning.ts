/** What a parallel efficiency means. @module */

const MOST_LINEAR = 1.05;

/** An efficiency as it is printed: what is said about it is said about these digits. */
export function roundEfficiency(efficiency: number): number {
  return Number(efficiency.toFixed(2));
}

/** What an efficiency means, by its printed digits. */
export function meaningOf(efficiency: number): string {
  const printed = roundEfficiency(efficiency);
  if (printed > MOST_LINEAR) return "superlinear (noise or caches)";
  if (printed >= 1) return "perfect (linear)";
  if (printed >= 0.8) return "excellent";
  if (printed >= 0.5) return "good";
  return "poor";
}
