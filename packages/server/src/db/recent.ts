/** What was asked for last, and no more of it than fits: the least recently asked for goes first. */
export class Recent<Key, Value> {
  readonly #kept = new Map<Key, Value>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  get(key: Key): Value | undefined {
    const value = this.#kept.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  getOr(key: Key, make: () => Value): Value {
    const value = this.get(key) ?? make();
    this.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.#size) this.#kept.delete(this.#kept.keys().next().value!);
  }

  clear(): void {
    this.#kept.clear();
  }
}

/** For each owner what was asked for last of it, at most so many and no longer than the owner lives. */
export function recentPer<Owner extends object, Value>(size: number) {
  const kept = new WeakMap<Owner, Recent<string, Value>>();
  return function of(owner: Owner): Recent<string, Value> {
    const known = kept.get(owner) ?? new Recent<string, Value>(size);
    kept.set(owner, known);
    return known;
  };
}
