/** A row of what the API gives as `T`: the driver makes dates of its instants. */
export type Stored<T, Instant extends keyof T> = Omit<T, Instant> & {
  [Name in Instant]: Date | Extract<T[Name], null>;
};

type Told<Row> = { [Name in keyof Row]: Date extends Row[Name] ? string | Exclude<Row[Name], Date> : Row[Name] };

/** The row with its dates as the API writes them. */
export const withInstantsAsText = <Row extends object>(row: Row): Told<Row> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  ) as Told<Row>;
