interface LogEntry {
  tnx?: string;
  remoteAddress?: string;
  outByteCount?: number;
}

/** The progress of a send, read from the transport's log: its errors report only that the connection is closed. */
export class SendProgress {
  /** Whether the connection was established. */
  reached = false;
  /** Whether the mail was written completely, so that the server may have accepted it. */
  written = false;

  /** Has only this level, so the transport writes all others to it too. */
  readonly logger = {
    info: (entry: LogEntry): void => {
      if (entry.tnx === 'network' && 'remoteAddress' in entry) this.reached = true;
      if (entry.tnx === 'message' && 'outByteCount' in entry) this.written = true;
    },
  };
}
