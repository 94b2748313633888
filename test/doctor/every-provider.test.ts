import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { describe, it } from 'node:test';
import { latin1Text } from '../../src/core/bytes.ts';
import { pairsFromFlat } from '../../src/core/headers.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import type { Provider, ProviderOptions, Secret } from '../../src/providers/types.ts';
import { complaints, doctorConfig, doctorSecret, examined } from '../helpers/examined.ts';
import { startReceiver } from '../helpers/example-receivers.ts';

/** A receiver that checks as `listen` does, and remembers tokens and ids. */
function checkingReceiver(provider: Provider, options: ProviderOptions, secret: Secret): Server {
  const ids = new Set<string>();
  const tokens = new Map<string, string>();
  const refusal = provider.retry[0].stop.find((status) => typeof status === 'number') ?? 401;

  const statusFor = (path: string, host: string, rawHeaders: string[], body: Buffer): number => {
    const view = viewRequest({ method: 'POST', path, headers: pairsFromFlat(rawHeaders), body });
    const verdict = provider.verify(view, {
      secrets: [secret],
      url: `http://${host}${path}`,
      nowMs: Date.now(),
      options,
    });
    if (verdict.status !== 'ok' && verdict.status !== 'not-applicable') return refusal;
    const contents = latin1Text(body);
    const token = verdict.status === 'ok' ? verdict.replayKey : undefined;
    if (token !== undefined && !provider.scheme.covers.body) {
      if ((tokens.get(token) ?? contents) !== contents) return refusal;
      tokens.set(token, contents);
    }
    for (const { id } of provider.describe(view)) ids.add(id ?? contents);
    return 200;
  };

  return createServer((request, response) => {
    const { method, url = '/', headers, rawHeaders } = request;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      if (method === 'POST') {
        const body = Buffer.concat(chunks);
        response.writeHead(statusFor(url, headers.host ?? '', rawHeaders, body)).end();
      } else {
        response.end(String(ids.size));
      }
    });
  });
}

describe('every provider', () => {
  it('finds nothing wrong with a receiver that checks as listen does', async (t) => {
    for (const provider of await loadAllProviders()) {
      const options = resolveOptions(provider, {});
      const secret = doctorSecret(provider);
      const server = checkingReceiver(provider, options, secret);
      const { url, countUrl } = await startReceiver(t, server);
      const { findings, exitCode } = await examined(
        doctorConfig(provider, url, { countUrl, burst: 4, skip: ['large'] }),
      );
      assert.equal(exitCode, 0, `${provider.name}: ${JSON.stringify(complaints(findings))}`);
    }
  });
});
