/** The folder of the cluster that answers, by which ours is known. */
export const dataDirectory = 'show data_directory';

/** Whether the application's role and the database exist. Parameters: their names. */
export const whatExists = `
  select exists (select from pg_roles where rolname = $1) as role,
    exists (select from pg_database where datname = $2) as base`;

/** The application's role: it owns nothing, and every policy binds it. `password` is a quoted literal. */
export const createRole = (name: string, password: string) => `
  create role ${name} login nosuperuser nobypassrls nocreatedb nocreaterole password ${password}`;

export const createDatabase = (name: string) => `create database ${name}`;
