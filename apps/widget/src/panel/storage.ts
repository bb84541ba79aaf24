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

/** Bytes of files that wait to be sent, in IndexedDB where there is one, so that a reload loses none. */
export interface FileStore {
  put(key: string, file: Blob): Promise<void>;
  get(key: string): Promise<Blob | null>;
  drop(key: string): Promise<void>;
}

/** A store with a copy in memory for browsers that close theirs to frames. */
export function createFileStore(name: string): FileStore {
  const memory = new Map<string, Blob>();
  const database = openDatabase(name);
  const on = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>) => {
    const files = await database;
    return files
      ? settled(work(files.transaction('files', mode).objectStore('files'))).catch(() => undefined)
      : undefined;
  };
  return {
    async put(key, file) {
      memory.set(key, file);
      await on('readwrite', (store) => store.put(file, key));
    },
    get: async (key) => memory.get(key) ?? (await on<Blob>('readonly', (store) => store.get(key))) ?? null,
    async drop(key) {
      memory.delete(key);
      await on('readwrite', (store) => store.delete(key));
    },
  };
}

async function openDatabase(name: string): Promise<IDBDatabase | null> {
  try {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files');
    return await settled(request);
  } catch {
    return null;
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
