import type { TestContext } from 'node:test';
import type { HttpSender, OutgoingRequest, SendResult } from '../../src/core/ports.ts';
import { openHttpSender } from '../../src/io/http-client.ts';
import { type RawReply, type RawTarget, startRawTarget } from './raw-target.ts';

/** The answer `ok`. */
export const OK_ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

export interface Sending {
  readonly target: RawTarget;
  readonly sender: HttpSender;
  send(extra?: Partial<OutgoingRequest>): Promise<SendResult>;
}

/** A sender with one connection, and a raw target for it. */
export async function sending(t: TestContext, reply: RawReply): Promise<Sending> {
  const target = await startRawTarget(t, reply);
  const sender = openHttpSender({
    connections: 1,
    insecure: false,
    caPem: null,
    clientCertificate: null,
    servername: null,
  });
  t.after(async () => await sender.close());
  const request: OutgoingRequest = {
    url: `${target.url}/x`,
    method: 'POST',
    headers: [['X-A', 'b']],
    body: Buffer.from('body'),
    timeoutMs: 5_000,
    keepBodyBytes: 1_000,
  };
  return {
    target,
    sender,
    send: async (extra = {}) => await sender.send({ ...request, ...extra }),
  };
}

/** Status and body; kind and detail of a failure. */
export function told(result: SendResult): readonly unknown[] {
  if (!result.ok) return [result.failure.kind, result.failure.detail];
  return [result.response.status, Buffer.from(result.response.body).toString()];
}
