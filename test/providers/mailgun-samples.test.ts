import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { type FormField, parseForm } from '../../src/core/form.ts';
import { type JsonValue, parseJson } from '../../src/core/json.ts';
import { walk } from '../../src/core/json-path.ts';
import { seededRandom } from '../../src/core/random.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import type { BuildContext, EventDefinition } from '../../src/providers/types.ts';
import { SAMPLE_SECRET, sampleTitle } from '../helpers/mailgun-cases.ts';
import { mask } from '../helpers/mailgun-mask.ts';
import { MAILGUN_SAMPLES, type MailgunSample, viewOf } from '../helpers/mailgun-samples.ts';
import { buildContext, TARGET_URL } from '../helpers/provider-cases.ts';

/** When the messages of the form samples were accepted; the JSON samples tell it in their message id. */
const ACCEPTED_MS = {
  legacy: Date.UTC(2016, 6, 4, 9, 15, 12),
  inbound: Date.UTC(2019, 6, 1, 14, 2, 20),
};

/** The JSON leaves that are drawn, with the shape each must have. */
const DRAWN_LEAVES: Readonly<Record<string, RegExp>> = {
  'event-data.id': /^"[\w-]{22}"$/,
  'event-data.message.size': /^\d{3,5}$/,
  'event-data.delivered-at': /^\d{10}$/,
  'event-data.timestamp': /^\d{10}\.\d{6,7}$/,
};

function definitionOf(sample: MailgunSample): EventDefinition {
  return findEvent(mailgun, sample.name, sample.generation);
}

function acceptedAtMs(sample: MailgunSample): number {
  if (sample.format !== 'json') {
    return ACCEPTED_MS[sample.generation === 'legacy' ? 'legacy' : 'inbound'];
  }
  const [, year, month, day, hour, minute, second] =
    /"message-id":"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\./.exec(sample.body)?.map(Number) ?? [];
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
}

/** The event a sample shows, built for the sample's times and recipient, signed. */
function rebuilt(sample: MailgunSample): RequestView {
  const definition = definitionOf(sample);
  const nowMs = sample.signedAtSeconds * 1000 + 250;
  const settings = { format: sample.format, nowMs, recipient: sample.recipient };
  const usual = buildContext(mailgun, definition, settings);
  const subject = sample.name.startsWith('inbound') ? 'Where is my order?' : usual.message.subject;
  const message = { ...usual.message, subject, acceptedAtMs: acceptedAtMs(sample) };
  const context: BuildContext = { ...usual, message };
  const encoded = mailgun.encode([definition.build(context)], {
    format: sample.format,
    random: seededRandom('encode'),
    options: context.options,
  });
  return viewRequest(
    mailgun.sign(
      { ...encoded, path: '/hooks' },
      {
        secret: SAMPLE_SECRET,
        url: TARGET_URL,
        nowMs,
        random: seededRandom('s'),
        options: context.options,
      },
    ),
  );
}

/** Paths and values of a JSON body in order, drawn ones by their shape. */
function leaves(text: string): readonly string[] {
  const value = parseJson(text);
  return [...walk(value, [])].map((path) => {
    const name = path.join('.');
    const leaf = JSON.stringify(at(value, path));
    const shape = DRAWN_LEAVES[name];
    if (shape === undefined)
      return `${name} = ${typeof at(value, path) === 'object' ? '' : mask(leaf)}`;
    assert.match(leaf, shape);
    return `${name} is drawn`;
  });
}

function at(value: JsonValue, path: readonly (string | number)[]): unknown {
  let current: unknown = value;
  for (const step of path) current = Reflect.get(Object(current), step);
  return current;
}

function maskedFields(fields: readonly FormField[]): readonly string[] {
  return fields.map(([name, value]) => `${name} = ${mask(value)}`);
}

/** Parts of a multipart body: headers and text, line ends alike, the picture left out. */
function maskedParts(view: RequestView): readonly string[] {
  return (view.multipart() ?? []).map(({ headers, body, filename }) => {
    const text = filename === 'logo.gif' ? 'GIF' : mask(utf8Text(body)).replaceAll('\r\n', '\n');
    return `${headers.map((pair) => pair.join(': ')).join('\n')}\n\n${text}`;
  });
}

describe('mailgun events: page samples', () => {
  for (const sample of MAILGUN_SAMPLES.filter(({ format }) => format === 'json')) {
    it(`${sampleTitle(sample)} has the sample's keys and values in its order`, () => {
      const built = rebuilt(sample).text();
      assert.deepEqual(leaves(built), leaves(sample.body));
      const times = [built, sample.body].map((text) => /"timestamp":(\d+)\./.exec(text)?.[1]);
      assert.equal(times[0], times[1]);
      const ids = [built, sample.body].map((text) => /"message-id":"(\d+)/.exec(text)?.[1]);
      assert.equal(ids[0], ids[1]);
    });
  }

  for (const sample of MAILGUN_SAMPLES.filter(({ format }) => format === 'form')) {
    it(`${sampleTitle(sample)} has the sample's fields in its order and encoding`, () => {
      const built = rebuilt(sample);
      const shown = viewOf('form', sample.body);
      assert.deepEqual(maskedFields(built.form() ?? []), maskedFields(shown.form() ?? []));
      assert.match(built.text(), /^(?:[\w.+=&-]|%[0-9A-F]{2})+$/); // no other character is left as it is
    });
  }

  for (const sample of MAILGUN_SAMPLES.filter(({ format }) => format === 'multipart')) {
    it(`${sampleTitle(sample)} has the sample's parts with their headers in its order`, () => {
      const shown = maskedParts(viewOf('multipart', sample.body));
      assert.ok(shown.length > 10);
      assert.deepEqual(maskedParts(rebuilt(sample)), shown);
    });
  }

  for (const sample of MAILGUN_SAMPLES.filter(({ format }) => format === 'mime')) {
    it(`${sampleTitle(sample)} has the sample's fields, but a Content-Type that fits its raw mail`, () => {
      const plain = 'text/plain; charset="utf-8"';
      const alternative = 'multipart/alternative; boundary="BOUNDARY"';
      const shown = maskedFields(parseForm(viewOf('mime', sample.body).request.body)).map((field) =>
        field
          .replace(alternative, plain)
          .replace(JSON.stringify(alternative), JSON.stringify(plain)),
      );
      assert.deepEqual(maskedFields(rebuilt(sample).form() ?? []), shown);
    });
  }
});
