import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { openFloor } from './schema.js';

/** socket.io with one commit between a shopper's send and the agents' event. */
const pool = await openFloor(process.argv[2] ?? '', 16);
const http = createServer();
const io = new Server(http, { serveClient: false });
io.on('connection', (socket) => {
  if (socket.handshake.auth.agent) void socket.join('agents');
  socket.on('send', async (text: string, done: () => void) => {
    const { rows } = await pool.query('insert into floor_message (text) values ($1) returning id', [text]);
    io.to('agents').to(socket.id).emit('message', { id: rows[0].id });
    done();
  });
});
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as { port: number }).port }));
process.once('disconnect', () => process.exit());
