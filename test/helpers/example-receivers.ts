import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from './project-root.ts';

/** What a wrong receiver made its check over. */
export interface CheckedDelivery {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export interface ReceiverOptions {
  readonly secret: string;
  /** Of the receivers in Express and Fastify that are wrong. */
  readonly onChecked?: (delivery: CheckedDelivery) => void;
  readonly onEvent?: (event: Readonly<Record<string, unknown>>) => void;
}

export interface Mistake {
  readonly provider: 'mailtrap' | 'mailgun' | 'smtp2go' | 'smtpeter';
  readonly about: string;
  /** Where the receiver stands; `/` when absent. */
  readonly path?: string;
  create(options: ReceiverOptions): Server | Promise<Server>;
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

/** Folders of the examples; those without a framework stand beside them. */
export const FRAMEWORKS = ['.', 'express', 'fastify'] as const;

/** The correct receiver of `examples/receivers/<framework>/<name>.js`. */
export async function correctReceiver(
  name: 'mailtrap' | 'mailgun' | 'smtp2go' | 'copernica',
  options: ReceiverOptions,
  framework: (typeof FRAMEWORKS)[number] = '.',
): Promise<Server> {
  const { createReceiver } = (await exampleModule(`${framework}/${name}`)) as {
    createReceiver: (options: ReceiverOptions) => Server | Promise<Server>; // by its JSDoc
  };
  return await createReceiver(options);
}

/** The deliberately wrong receivers, by the name of the mistake. */
export async function mistakes(): Promise<Readonly<Record<string, Mistake>>> {
  const modules = await Promise.all(
    FRAMEWORKS.map(async (framework) => await exampleModule(`${framework}/mistakes`)),
  );
  const tables = modules as readonly { MISTAKES: Readonly<Record<string, Mistake>> }[]; // by their JSDoc
  return Object.assign({}, ...tables.map(({ MISTAKES }) => MISTAKES));
}

async function exampleModule(name: string): Promise<unknown> {
  const file = pathToFileURL(`${PROJECT_ROOT}examples/receivers/${name}.js`);
  const loaded: unknown = await import(file.href);
  return loaded;
}
