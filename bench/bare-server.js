// The floor: what node:http does when it only reads the body and answers. Prints a ready line like `listen --json`.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.concat(chunks).length > 0 ? 2 : 0,
    });
    response.end('ok');
  });
});
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}/`;
  process.stdout.write(`${JSON.stringify({ type: 'ready', url, pid: process.pid })}\n`);
});
