const here = `nullif(current_setting('waypost.workspace_id', true), '')::uuid`;

/** SQL of a table whose rows belong to a workspace: its key leads with it and a forced policy keeps to it. */
export function tenantTable(name: string, columns: string, primaryKey = 'workspace_id, id'): string {
  return `
    CREATE TABLE ${name} (
      workspace_id uuid NOT NULL DEFAULT ${here} REFERENCES workspaces (id) ON DELETE CASCADE,
      ${columns},
      PRIMARY KEY (${primaryKey})
    );
    ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;
    CREATE POLICY workspace_isolation ON ${name} USING (workspace_id = ${here}) WITH CHECK (workspace_id = ${here});
  `;
}
