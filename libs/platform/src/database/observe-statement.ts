type Observer = (sql: string) => void;

/**
 * Tells a run of tests which statement was asked for, before anything is awaited, so that the stack still shows by
 * whom. The run puts its recorder there before the product is loaded; otherwise there is none and this does nothing.
 */
export const observeStatement: Observer | undefined = (globalThis as { waypostStatementRecorder?: Observer })
  .waypostStatementRecorder;
