// The peer: mockttp answers 200 and records every request in memory. Only where it is installed.
const { getLocal } = await import(process.env.MOCKTTP ?? 'mockttp');

const server = getLocal({ recordTraffic: true });
await server.start();
await server.forAnyRequest().thenReply(200, 'ok');
process.stdout.write(`${JSON.stringify({ type: 'ready', url: server.url, pid: process.pid })}\n`);
process.on('SIGINT', () => process.exit(0));
