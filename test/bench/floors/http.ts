import { createServer } from 'node:http';
import { openFloor } from './schema.js';

/** HTTP and one committed insert, nothing else. */
const pool = await openFloor(process.argv[2] ?? '', 16);
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const { text } = JSON.parse(Buffer.concat(chunks).toString()) as { text: string };
    const { rows } = await pool.query('insert into floor_message (text) values ($1) returning id', [text]);
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(rows[0]));
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.once('disconnect', () => process.exit());
