/** A small seeded generator of chance: the same seed makes the same world on every machine. */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `bound`. */
  below(bound: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Each element with this probability. */
  some<T>(from: readonly T[], probability: number): readonly T[];
}

/** Mulberry32, written out: 32 bits of state are plenty for worlds this small. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  const chance = (probability: number) => next() < probability;
  return {
    next,
    below,
    chance,
    pick: (from) => from[below(from.length)]!,
    some: (from, probability) => from.filter(() => chance(probability)),
  };
}
