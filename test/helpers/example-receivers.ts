import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from './project-root.ts';

export interface ReceiverOptions {
  readonly secret: string;
  readonly onEvent?: (event: Readonly<Record<string, unknown>>) => void;
}

export interface Mistake {
  readonly provider: 'mailtrap' | 'mailgun' | 'smtp2go' | 'smtpeter';
  readonly about: string;
  create(options: ReceiverOptions): Server;
}

/** A receiver under examination. */
export interface StartedReceiver {
  readonly url: string;
  readonly countUrl: string;
}

/** Opens an example's server on a free loopback port, closed after the test. */
export async function startReceiver(
  t: Pick<TestContext, 'after'>,
  server: Server,
): Promise<StartedReceiver> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const url = `http://127.0.0.1:${address.port}/`;
  return { url, countUrl: `${url}count` };
}

/** The correct receiver of `examples/receivers/<name>.js`. */
export async function correctReceiver(
  name: 'mailtrap' | 'mailgun' | 'smtp2go' | 'copernica',
  options: ReceiverOptions,
): Promise<Server> {
  const { createReceiver } = (await exampleModule(name)) as {
    createReceiver: (options: ReceiverOptions) => Server; // by its JSDoc
  };
  return createReceiver(options);
}

/** The deliberately wrong receivers, by the name of the mistake. */
export async function mistakes(): Promise<Readonly<Record<string, Mistake>>> {
  const { MISTAKES } = (await exampleModule('mistakes')) as {
    MISTAKES: Readonly<Record<string, Mistake>>; // by its JSDoc
  };
  return MISTAKES;
}

async function exampleModule(name: string): Promise<unknown> {
  const file = pathToFileURL(`${PROJECT_ROOT}examples/receivers/${name}.js`);
  const loaded: unknown = await import(file.href);
  return loaded;
}
