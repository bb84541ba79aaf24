/** A recorder that writes into a folder what places in these files send. */
export function createRecorder(folder: string, files?: RegExp): (sql: string) => void;
