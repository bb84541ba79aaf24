/** Hints from the server to agents. They may be lost: whoever gets one, or reconnects, fetches. Ids only. */
export interface AgentEvents {
  'ticket:changed': (hint: { ticketId: string; changeSeq: number; lastSeq: number }) => void;
  /** Who looks at or types on a ticket, announced every 15 s and forgotten after 40 s. */
  presence: (presence: { ticketId: string; agents: { agentId: string; state: 'viewing' | 'typing' }[] }) => void;
  'visitor:typing': (hint: { ticketId: string; until: string }) => void;
}
/** From an agent's browser to the server. */
export interface AgentCommands {
  announce: (presence: { ticketId: string; state: 'viewing' | 'typing' | 'gone' }) => void;
}
