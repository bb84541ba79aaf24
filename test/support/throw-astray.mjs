// Loaded into a process before its program: when that asks for a path below /astray, something throws where no caller
// can catch it.
import { subscribe } from 'node:diagnostics_channel';

subscribe('undici:request:create', ({ request }) => {
  if (request.path.startsWith('/astray/')) throw new Error('Thrown where nothing catches it');
});
