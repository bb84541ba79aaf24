/** The row of an API type `T`: the driver returns its instants as dates. */
export type Stored<T, Instant extends keyof T> = Omit<T, Instant> & {
  [Name in Instant]: Date | Extract<T[Name], null>;
};

type WithTextInstants<Row> = {
  [Name in keyof Row]: Date extends Row[Name] ? string | Exclude<Row[Name], Date> : Row[Name];
};

/** The row with its dates as ISO 8601 text, as the API returns them. */
export const withInstantsAsText = <Row extends object>(row: Row): WithTextInstants<Row> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  ) as WithTextInstants<Row>;
