interface LogEntry {
  tnx?: string;
  remoteAddress?: string;
  outByteCount?: number;
}

/** How far a send came, read from what the transport logs: its errors tell only that the connection is gone. */
export class SendProgress {
  /** Whether a connection stood. */
  reached = false;
  /** Whether the mail was written to its last byte, so that the server may have taken it. */
  written = false;

  /** What the other levels say comes here too, as there is nobody else to take it. */
  readonly logger = {
    info: (entry: LogEntry): void => {
      if (entry.tnx === 'network' && 'remoteAddress' in entry) this.reached = true;
      if (entry.tnx === 'message' && 'outByteCount' in entry) this.written = true;
    },
  };
}
