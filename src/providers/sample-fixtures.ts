import type { Fixture } from '../core/fixture.ts';
import { seededRandom } from '../core/random.ts';
import {
  buildEvent,
  DEFAULT_MESSAGE_AGE_MS,
  DEFAULT_RECIPIENT,
  DEFAULT_SUBJECT,
  encodeEvents,
} from './generate.ts';
import { resolveOptions } from './options.ts';
import type { BodyFormat, EventDefinition, Provider } from './types.ts';

/** Time of the shipped fixtures. */
const SAMPLE_NOW_MS = Date.UTC(2026, 10, 21, 6, 50, 0);

export interface SampleFixture {
  /** Path below the fixtures folder, with forward slashes. */
  readonly file: string;
  readonly fixture: Fixture;
}

/** The fixtures shipped for a provider: one for each event and format, the default format under the event's own name. */
export function sampleFixtures(provider: Provider): readonly SampleFixture[] {
  return provider.events.flatMap((event) =>
    event.formats.map((format) => ({
      file: `${provider.name}/${fileName(event, format)}`,
      fixture: sampleFixture(provider, event, format),
    })),
  );
}

/** Some names have a slash (`orders/create`), and each provider has one folder. */
function fileName(event: EventDefinition, format: BodyFormat): string {
  const era = event.generation === 'legacy' ? 'legacy-' : '';
  const variant = format === event.formats[0] ? '' : `.${format}`;
  return `${era}${event.name.replaceAll('/', '-')}${variant}.yaml`;
}

function sampleFixture(provider: Provider, event: EventDefinition, format: BodyFormat): Fixture {
  const seed = `fixture/${provider.name}`;
  const options = resolveOptions(provider, {});
  const payload = buildEvent(event, `${event.generation}/${event.name}/${format}`, {
    seed,
    nowMs: SAMPLE_NOW_MS,
    acceptedAtMs: SAMPLE_NOW_MS - DEFAULT_MESSAGE_AGE_MS,
    recipient: DEFAULT_RECIPIENT,
    subject: DEFAULT_SUBJECT,
    format,
    options,
  });
  const path = `/webhooks/${provider.name}`;
  const unsigned = {
    ...encodeEvents(provider, [payload], { seed: `${seed}/${event.name}`, format, options }),
    path,
  };
  const { secret } = provider;
  const request =
    secret.kind === 'key-pair'
      ? unsigned
      : provider.sign(unsigned, {
          secret: { kind: 'shared', value: secret.testSecret },
          url: `http://127.0.0.1:4665${path}`,
          nowMs: SAMPLE_NOW_MS,
          random: seededRandom(`${seed}/${event.name}/${format}/sign`),
          options,
        });
  return {
    provider: provider.name,
    event: event.name,
    capturedAt: new Date(SAMPLE_NOW_MS).toISOString(),
    note: `${noteOf(event, format)}${secret.kind === 'key-pair' ? '; signed when replayed, with the local key pair' : ''}`,
    request: { ...request, body: { kind: 'bytes', bytes: request.body } },
    response: null,
  };
}

function noteOf(event: EventDefinition, format: BodyFormat): string {
  const era = event.generation === 'legacy' ? 'legacy ' : '';
  return `generated ${era}sample, ${format}: ${event.summary}`;
}
