/** Notes kept in the panel's own, per-shop storage; in memory where the browser keeps it closed to frames. */
export interface Notes {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
  keys(prefix: string): string[];
}

/** Notes under a prefix of localStorage, mirrored in memory, so that a closed storage costs only the resume. */
export function createNotes(prefix: string, storage: Storage | null = openStorage()): Notes {
  const memory = new Map<string, string>();
  for (const key of storage ? Object.keys(storage) : []) {
    if (key.startsWith(prefix)) memory.set(key.slice(prefix.length), storage!.getItem(key)!);
  }
  return {
    get: (key) => memory.get(key) ?? null,
    set(key, value) {
      if (value === null) memory.delete(key);
      else memory.set(key, value);
      try {
        if (value === null) storage?.removeItem(prefix + key);
        else storage?.setItem(prefix + key, value);
      } catch {
        // Full or withdrawn: memory still has it.
      }
    },
    keys: (start) => [...memory.keys()].filter((key) => key.startsWith(start)).sort(),
  };
}

function openStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
