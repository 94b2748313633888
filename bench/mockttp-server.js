// The peer: mockttp answers 200 and records every request in memory. node bench/mockttp-server.js FILE, which is what
// `require.resolve('mockttp')` gives where it is installed.
import { pathToFileURL } from 'node:url';

const { getLocal } = await import(pathToFileURL(process.argv[2]).href);

const server = getLocal({ recordTraffic: true });
await server.start();
await server.forAnyRequest().thenReply(200, 'ok', { 'Content-Length': '2' });
process.stdout.write(`${JSON.stringify({ type: 'ready', url: server.url, pid: process.pid })}\n`);
process.on('SIGINT', () => process.exit(0));
