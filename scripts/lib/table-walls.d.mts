type Lists = Record<string, string[]>;
type Reasons = Record<string, string>;

/** What breaks the walls between the libs' tables, a line each. */
export function breaches(what: { files: { name: string; text: string }[]; tables: Lists; exempt?: Reasons }): string[];
