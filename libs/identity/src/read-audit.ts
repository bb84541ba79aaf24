import { Controller, Injectable } from '@nestjs/common';
import { type AuditEntry, type InputOf, listAuditActions, listAuditEntries } from '#libs/contracts';
import { Database, Endpoint, Input, type Stored, idPage, rows, withInstantsAsText } from '#libs/platform';
import { auditActions, listAudit } from './audit.queries.js';

type AuditFilter = InputOf<typeof listAuditEntries>['query'];

/** Reads the audit log, for admins. */
@Injectable()
export class ReadAudit {
  constructor(private readonly database: Database) {}

  async list(filter: AuditFilter, beforeId: string | undefined, limit: number): Promise<AuditEntry[]> {
    const { actorId, action, targetKind, targetId, from, to } = filter;
    const wanted = [beforeId, actorId, action, targetKind, targetId, from, to].map((value) => value ?? null);
    const found = await rows<Stored<AuditEntry, 'at'>>(this.database, listAudit, [...wanted, limit]);
    return found.map(withInstantsAsText);
  }

  actions(): Promise<{ action: string; targetKind: string }[]> {
    return rows<{ action: string; targetKind: string }>(this.database, auditActions, []);
  }
}

@Controller()
export class AuditController {
  constructor(private readonly log: ReadAudit) {}

  @Endpoint(listAuditActions)
  async actions() {
    return { items: await this.log.actions() };
  }

  @Endpoint(listAuditEntries)
  list(@Input() { query }: InputOf<typeof listAuditEntries>) {
    return idPage(query, (beforeId, limit) => this.log.list(query, beforeId, limit));
  }
}
