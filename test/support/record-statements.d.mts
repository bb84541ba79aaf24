/** Writes a statement down, with the place that sent it. `beginFile` begins to count anew, for a new file of tests. */
export type Recorder = ((sql: string) => void) & { beginFile(): void };

/** A recorder that writes into a folder what places in these files send. */
export function createRecorder(folder: string, files?: RegExp): Recorder;
