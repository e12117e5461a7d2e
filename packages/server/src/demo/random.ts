/**
 * A seeded source of chance, so that the demo enterprise is the same everywhere. Each kind of row draws from a stream of
 * its own: a new kind does not shift the others.
 */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [from, to]. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** 32 random bits. */
  bits(): number;
}

export function createRandom(seed: string): Random {
  const next32 = smallFastCounter(seed);
  const next = (): number => next32() / 4294967296;
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    bits: next32,
  };
}

/** An id shaped like UUID version 7: ids sort by their moment, to the millisecond. */
export function idAt(milliseconds: number, random: Random): string {
  const high = Math.floor(milliseconds / 65536);
  const first = random.bits();
  const second = random.bits();
  const third = random.bits();
  return (
    `${quad(high >>> 16)}${quad(high & 0xffff)}-${quad(milliseconds % 65536)}` +
    `-${quad(0x7000 | (first & 0x0fff))}-${quad(0x8000 | ((first >>> 16) & 0x3fff))}` +
    `-${quad(second >>> 16)}${quad(second & 0xffff)}${quad(third & 0xffff)}`
  );
}

const QUADS = Array.from({ length: 65536 }, (_, value) => value.toString(16).padStart(4, "0"));

function quad(value: number): string {
  return QUADS[value & 0xffff] as string;
}

/** Chris Doty-Humphrey's sfc32, warmed up from a string. */
function smallFastCounter(seed: string): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (const character of seed) {
    a = (a ^ (character.codePointAt(0) as number)) | 0;
    step();
  }
  for (let round = 0; round < 16; round++) step();
  return step;
}
