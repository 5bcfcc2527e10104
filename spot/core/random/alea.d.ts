/** The part of seedrandom's Alea that is used; its published types know only all generators together. */
declare function alea(seed: string): {
  /** A number in [0, 1) with 53 random bits. */
  double(): number;
};
export default alea;
