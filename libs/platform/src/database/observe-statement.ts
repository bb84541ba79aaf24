type Observer = (sql: string) => void;

/**
 * Reports each statement to the test suite's recorder, before anything is awaited, so that the stack shows the call
 * site. The suite installs the recorder before it loads the product; otherwise it is undefined.
 */
export const observeStatement: Observer | undefined = (globalThis as { waypostStatementRecorder?: Observer })
  .waypostStatementRecorder;
