/** Stores the country that an order ($1) is sent to. */
export const noteCountry = 'update orders set country = $2 where id = $1 and country is distinct from $2';

/** Parameter: order. */
export const countryOfOrder = 'select country from orders where id = $1';
