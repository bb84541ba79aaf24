import { createNotes } from './storage.js';

function fakeStorage(entries: Record<string, string> = {}, isFull = false): Storage {
  const storage = { ...entries } as unknown as Storage;
  const define = (name: string, value: unknown) => Object.defineProperty(storage, name, { value, enumerable: false });
  define('getItem', (key: string) => (storage as unknown as Record<string, string>)[key] ?? null);
  define('setItem', (key: string, value: string) => {
    if (isFull) throw new Error('quota');
    (storage as unknown as Record<string, string>)[key] = value;
  });
  define('removeItem', (key: string) => delete (storage as unknown as Record<string, string>)[key]);
  return storage;
}

describe('notes', () => {
  it('come back from storage, under their own prefix only', () => {
    const storage = fakeStorage({ 'a:x': '1', 'b:x': '2' });
    const notes = createNotes('a:', storage);
    notes.set('y', '3');
    expect(notes.keys('')).toEqual(['x', 'y']);
    expect(createNotes('a:', storage).get('y')).toBe('3');
    expect(createNotes('b:', storage).keys('')).toEqual(['x']);
  });

  it.each([
    ['a full storage', fakeStorage({}, true)],
    ['no storage', null],
  ])('are kept in memory with %s', (_what, storage) => {
    const notes = createNotes('a:', storage);
    notes.set('x', '1');
    expect(notes.get('x')).toBe('1');
    notes.set('x', null);
    expect(notes.get('x')).toBeNull();
  });
});
