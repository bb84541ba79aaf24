const calendars = `
  select h.id, h.name, v.time_zone as "timeZone", v.windows, v.holidays, h.version
  from business_hours h
  join business_hours_versions v on v.workspace_id = h.workspace_id and v.hours_id = h.id and v.version = h.version`;

/** A page of calendars in their current version. Parameters: id after which it begins or null, limit. */
export const listCalendars = `${calendars} where ($1::uuid is null or h.id > $1) order by h.id limit $2`;

/** Parameter: calendar. */
export const calendarById = `${calendars} where h.id = $1`;

/** Marks the policies of a calendar, so that their clocks are set anew. Parameter: calendar. */
export const renewPoliciesOf = 'update sla_policies set version = version + 1 where hours_id = $1';
