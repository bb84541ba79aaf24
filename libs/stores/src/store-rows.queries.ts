/** The workspace's stores, for statements of other libs: `from ${storeRows} s`. */
export const storeRows = '(select workspace_id, id, name, time_zone from stores)';
