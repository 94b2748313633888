import { base64Text, exactUtf8Text } from './bytes.ts';
import type { Fixture, FixtureBody, FixtureResponse } from './fixture.ts';
import { headerToText } from './header-text.ts';
import type { HeaderList } from './headers.ts';
import { encodeJson, type JsonValue } from './json.ts';
import { quotedLine, yamlBlock, yamlFromJson, yamlLine, yamlWrapped } from './yaml-text.ts';

/** Of a request exactly one, of a response at most one of the first two. */
interface BodyFields {
  readonly body?: string;
  readonly body_base64?: string;
  readonly body_file?: string;
  readonly events?: readonly JsonValue[];
}

interface RequestValue extends BodyFields {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
}

interface ResponseValue extends Pick<BodyFields, 'body' | 'body_base64'> {
  readonly status: number;
  readonly headers: HeaderList;
  readonly duration_ms?: number;
}

/** A fixture as the plain value of its document, keys in the order they are written; header values as readable text. */
export interface FixtureValue {
  readonly version: 1;
  readonly provider?: string;
  readonly event?: string;
  readonly captured_at?: string;
  readonly note?: string;
  readonly request: RequestValue;
  readonly response?: ResponseValue;
}

// YAML can write every character as an escape, but a body with these is no text a person reads.
const NOT_TEXT = /[^\t\n\r\x20-\x7e\x85\xa0-\ufffd\u{10000}-\u{10ffff}]/u;

/** The plain value of a fixture, with the form of body chosen: text where a person can read it, else base64. */
export function fixtureValue(fixture: Fixture): FixtureValue {
  const { provider, event, capturedAt, note, request, response } = fixture;
  const { method, path, headers, body } = request;
  return {
    version: 1,
    ...(provider === null ? {} : { provider }),
    ...(event === null ? {} : { event }),
    ...(capturedAt === null ? {} : { captured_at: capturedAt }),
    ...(note === null ? {} : { note }),
    request: { method, path, headers: readableHeaders(headers), ...bodyValue(body) },
    ...(response === null ? {} : { response: responseValue(response) }),
  };
}

/** Fixtures as the text of a file, one document each; reading it back gives the same bytes on the wire. */
export function fixtureText(fixtures: readonly Fixture[]): string {
  return fixtures.map((fixture) => documentText(fixtureValue(fixture))).join('---\n');
}

function bodyValue(body: FixtureBody): BodyFields {
  if (body.kind === 'file') return { body_file: body.path };
  return body.kind === 'events' ? { events: body.values } : bytesValue(body.bytes);
}

function bytesValue(bytes: Uint8Array): Pick<BodyFields, 'body' | 'body_base64'> {
  const text = exactUtf8Text(bytes);
  const isText = text !== undefined && !NOT_TEXT.test(text);
  return isText ? { body: text } : { body_base64: base64Text(bytes) };
}

function responseValue(response: FixtureResponse): ResponseValue {
  const { status, headers, body, durationMs } = response;
  return {
    status,
    headers: readableHeaders(headers),
    ...(body === null ? {} : bytesValue(body)),
    ...(durationMs === null ? {} : { duration_ms: durationMs }),
  };
}

function readableHeaders(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => [name, headerToText(value)]);
}

function documentText(value: FixtureValue): string {
  const { request, response } = value;
  const lines = [
    `version: ${value.version}`,
    ...(value.provider === undefined ? [] : [`provider: ${yamlLine(value.provider)}`]),
    ...(value.event === undefined ? [] : [`event: ${yamlLine(value.event)}`]),
    ...(value.captured_at === undefined ? [] : [`captured_at: ${yamlTime(value.captured_at)}`]),
    ...(value.note === undefined ? [] : [`note: ${yamlBlock(value.note, '  ')}`]),
    'request:',
    `  method: ${yamlLine(request.method)}`,
    `  path: ${yamlLine(request.path)}`,
    ...headerLines(request.headers),
    ...bodyLines(request),
  ];
  if (response !== undefined) {
    lines.push('response:', `  status: ${response.status}`, ...headerLines(response.headers));
    lines.push(...bodyLines(response));
    if (response.duration_ms !== undefined) lines.push(`  duration_ms: ${response.duration_ms}`);
  }
  return `${lines.join('\n')}\n`;
}

function yamlTime(text: string): string {
  return /^[\d:.TZ+-]+$/.test(text) ? text : quotedLine(text);
}

function headerLines(headers: HeaderList): readonly string[] {
  if (headers.length === 0) return ['  headers: []'];
  const pairs = headers.map(([name, value]) => `    - [${yamlLine(name)}, ${yamlLine(value)}]`);
  return ['  headers:', ...pairs];
}

function bodyLines(value: BodyFields): readonly string[] {
  if (value.body !== undefined) return [`  body: ${yamlBlock(value.body, '    ')}`];
  if (value.body_base64 !== undefined) {
    return [`  body_base64: ${yamlWrapped(value.body_base64, '    ')}`];
  }
  if (value.body_file !== undefined) return [`  body_file: ${yamlLine(value.body_file)}`];
  if (value.events === undefined) return [];
  return ['  events:', ...value.events.map((event) => `    - ${yamlFromJson(encodeJson(event))}`)];
}
