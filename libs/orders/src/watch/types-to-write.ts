import { adapters } from '#libs/channels';

/** Types of channels on which the owner of an address can be written to first. */
export const typesToWrite = {
  email: adapters.filter(({ receive }) => receive === 'mail').map(({ type }) => type),
  phone: adapters.filter(({ capabilities }) => capabilities.proves === 'phone').map(({ type }) => type),
};
