/** What the norms' plain loops and routines have in common. @module */

/** Added to every variance. */
export const EPSILON = 1e-5;
/** The weight of the newest batch in BatchNorm's running statistics. */
export const MOMENTUM = 0.1;
