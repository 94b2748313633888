import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { viewRequest } from '../../src/core/request-view.ts';
import { TAMPER_PARTS, type TamperPart, tamperRequest } from '../../src/delivery/tamper.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import { generateRsaKeyPair } from '../../src/signing/public-key.ts';
import { buildSigned, defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

/** Which parts a scheme covers, so that changing one must be noticed. */
function isCovered(provider: Provider, part: Exclude<TamperPart, 'secret'>): boolean {
  const { covers } = provider.scheme;
  if (part === 'signature') return Object.values(covers).includes(true);
  if (part === 'header') return covers.headers;
  return covers[part];
}

describe('tampering', async () => {
  let providers: readonly Provider[] = [];
  const keyPair: Secret = { kind: 'key-pair', ...generateRsaKeyPair(1024) };
  before(async () => {
    providers = await loadAllProviders();
  });

  it('leaves a body that still parses and changes the verdict exactly where the scheme covers the part', () => {
    for (const provider of providers) {
      const secret: Secret =
        provider.secret.kind === 'key-pair'
          ? keyPair
          : { kind: 'shared', value: provider.secret.testSecret };
      const verdictOf = (request: ReturnType<typeof buildSigned>): string =>
        provider.verify(viewRequest(request), {
          secrets: [secret],
          url: TARGET_URL,
          nowMs: NOW_MS,
          options: defaultOptions(provider),
        }).status;
      for (const event of provider.events) {
        for (const format of event.formats) {
          const signed = buildSigned(provider, event, secret, { format });
          const usual = verdictOf(signed);
          for (const part of TAMPER_PARTS) {
            if (part === 'secret') continue;
            const title = `${provider.name} ${event.generation} ${event.name} ${format} ${part}`;
            const tampered = tamperRequest(provider, signed, part);
            if (tampered === null) {
              assert.equal(isCovered(provider, part), false, `${title}: nothing to tamper with`);
              continue;
            }
            assert.notDeepEqual(tampered, signed, title);
            assert.equal(tampered.body.length, signed.body.length, title);
            assert.equal(verdictOf(tampered), isCovered(provider, part) ? 'failed' : usual, title);
            assert.equal(viewRequest(tampered).kind, viewRequest(signed).kind, title);
            const described = provider.describe(viewRequest(tampered));
            assert.equal(described.length, provider.describe(viewRequest(signed)).length, title);
          }
        }
      }
    }
  });
});
