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

  set(key: Key, value: Value): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.#size) this.#kept.delete(this.#kept.keys().next().value!);
  }

  clear(): void {
    this.#kept.clear();
  }
}

/** Keeps what was made last of an owner, at most so many each and no longer than the owner lives. */
export function keptPer<Owner extends object, Value>(most: number) {
  const kept = new WeakMap<Owner, Recent<string, Value>>();
  return function of(owner: Owner, key: string, make: () => Value): Value {
    const ofOwner = kept.get(owner) ?? new Recent<string, Value>(most);
    kept.set(owner, ofOwner);
    const value = ofOwner.get(key) ?? make();
    ofOwner.set(key, value);
    return value;
  };
}
