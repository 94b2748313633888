import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { parseForm } from '../../src/core/form.ts';
import { isJsonList, isJsonObject, type JsonValue, RawNumber } from '../../src/core/json.ts';
import { formatPath } from '../../src/core/json-path.ts';
import type { JsonPath } from '../../src/core/json-scan.ts';
import { seededRandom } from '../../src/core/random.ts';
import { applyEdits } from '../../src/providers/edits.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { buildContext } from '../helpers/provider-cases.ts';

const BEYOND = '9007199254740993'; // 2^53 + 1, which no JavaScript number is
const LIKE_JAVASCRIPT = '9007199254740992';

function numberPaths(value: JsonValue, path: JsonPath = []): readonly JsonPath[] {
  if (typeof value === 'number' || value instanceof RawNumber) return [path];
  const members = isJsonList(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return members.flatMap(([step, inner]) => numberPaths(inner, [...path, step]));
}

describe('a number beyond 2^53 that --set puts into an event', async () => {
  for (const provider of await loadAllProviders()) {
    it(`${provider.name} sends it as it was typed, in any place of any event`, () => {
      for (const event of provider.events) {
        for (const format of event.formats) {
          const context = buildContext(provider, event, { format });
          const payload = event.build(context);
          if (payload.kind !== 'json') continue;
          const paths = numberPaths(payload.value);
          if (paths.length === 0) continue;
          const edits = paths.map((path) => {
            return { kind: 'set', path: formatPath(path), text: BEYOND } as const;
          });
          const edited = applyEdits(payload, edits, false);
          const random = seededRandom('large');
          const { body } = provider.encode([edited], { ...context, random });
          const texts = [utf8Text(body), ...parseForm(body).map(([, value]) => value)];
          const title = `${event.generation} ${event.name} ${format}`;
          const most = Math.max(...texts.map((text) => text.split(BEYOND).length - 1));
          assert.ok(most >= paths.length, `${title}: ${most} of ${paths.length}`);
          for (const text of texts) assert.ok(!text.includes(LIKE_JAVASCRIPT), title);
        }
      }
    });
  }
});
