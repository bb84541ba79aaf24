/** Renames a value's fields to the names of their columns. */
export const columnsOf = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      field as unknown,
    ]),
  );
