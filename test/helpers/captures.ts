import { utf8Bytes } from '../../src/core/bytes.ts';
import type { ArrivedRequest } from '../../src/core/ports.ts';
import type { CapturedRequest } from '../../src/core/request.ts';
import { verified } from '../../src/core/verification.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import type { Provider } from '../../src/providers/types.ts';
import { NOW_MS } from './provider-cases.ts';

/** A request as a listener hands it over. */
export function arrived(changes: Partial<ArrivedRequest> = {}): ArrivedRequest {
  return {
    method: 'POST',
    path: '/hooks',
    headers: [['Host', '127.0.0.1:4665']],
    body: utf8Bytes('{}'),
    receivedAtMs: NOW_MS,
    url: 'http://127.0.0.1:4665/hooks',
    httpVersion: '1.1',
    remoteAddress: '127.0.0.1',
    ...changes,
  };
}

export function captured(id: string, changes: Partial<ArrivedRequest> = {}): CapturedRequest {
  return { id, ...arrived(changes) };
}

/** A provider that takes every request for its own, finds one event in it and accepts every signature. */
export function stubProvider(changes: Partial<Provider> = {}): Provider {
  return {
    ...mailgun,
    recognise: () => 3,
    describe: () => [{ name: 'open', wireName: 'opened', id: 'e-1', recipient: 'a@example.net' }],
    verify: () => verified('signature fits'),
    ...changes,
  };
}
