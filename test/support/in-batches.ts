import type { ChangeValue } from '../../apps/playground/server/graph-api/index.js';

/** Messages as a provider delivers them that has kept them for a while: some at once, in their order, in good time. */
export function inBatches(values: ChangeValue[], size = 5): ChangeValue[] {
  if (values.length <= size) return [merged(values)];
  return [merged(values.slice(0, size)), ...inBatches(values.slice(size), size)];
}

const merged = (values: ChangeValue[]): ChangeValue => ({
  contacts: values.flatMap(({ contacts = [] }) => contacts),
  messages: values.flatMap(({ messages = [] }) => messages),
});
