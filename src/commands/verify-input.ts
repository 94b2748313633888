import { base64Bytes, EMPTY_BYTES, exactUtf8Text, utf8Bytes } from '../core/bytes.ts';
import type { Fixture, FixtureReading } from '../core/fixture.ts';
import type { HeaderPair } from '../core/headers.ts';
import type { Position } from '../core/located-node.ts';
import type { WebhookRequest } from '../core/request.ts';
import { isRecord, listMember, member, stringMember, type UnknownRecord } from '../core/shape.ts';
import { isMasked } from '../explain/observations.ts';
import { looksLikeHttp, readRawHttp } from './raw-http.ts';

const LF = 0x0a;

/** Reads fixtures from text. */
export type FixtureParser = (text: string, file: string) => Promise<readonly FixtureReading[]>;

/** Finds the capture that a line without its body tells of; `undefined` when it is not in the history. */
export type CaptureFinder = (id: string, bodySha256: string) => Promise<WebhookRequest | undefined>;

/**
 * Reads requests from bytes of whatever form: HTTP messages one behind the other, lines of `listen --json` or `show --json`, or fixtures.
 *
 * @param file - what to call the bytes in problems and findings
 */
export async function readRequests(
  bytes: Uint8Array,
  file: string,
  parseFixtures: FixtureParser,
  findCapture: CaptureFinder,
): Promise<readonly FixtureReading[]> {
  if (looksLikeHttp(bytes)) {
    return [...readRawHttp(bytes)].map((read, index) =>
      read.ok
        ? reading(file, index, read.request)
        : wrong(file, read.message, positionOf(bytes, read.at)),
    );
  }
  const text = exactUtf8Text(bytes)?.replace(/^\ufeff/, '');
  if (text === undefined) return [wrong(file, 'neither an HTTP request nor text in UTF-8')];
  const lines = capturedLines(text);
  return lines === undefined
    ? await parseFixtures(text, file)
    : await readLines(lines, file, findCapture);
}

/** A request given in parts. */
export function givenRequest(request: WebhookRequest): FixtureReading {
  return reading('request', 0, request);
}

/** Lines of NDJSON with a `type`, or `undefined` when the text is something else. */
function capturedLines(text: string): readonly UnknownRecord[] | undefined {
  const records: UnknownRecord[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const record = parsed(line);
    if (!isRecord(record) || typeof record['type'] !== 'string') return undefined;
    records.push(record);
  }
  return records.length === 0 ? undefined : records;
}

async function readLines(
  lines: readonly UnknownRecord[],
  file: string,
  findCapture: CaptureFinder,
): Promise<readonly FixtureReading[]> {
  const requests = lines.filter(({ type }) => type === 'request');
  if (requests.length === 0) return [wrong(file, 'none of these lines has "type":"request"')];
  const readings: FixtureReading[] = [];
  for (const [index, line] of requests.entries()) {
    readings.push(await readLine(line, file, index, findCapture));
  }
  return readings;
}

async function readLine(
  line: UnknownRecord,
  file: string,
  index: number,
  findCapture: CaptureFinder,
): Promise<FixtureReading> {
  const method = stringMember(line, 'method');
  const path = stringMember(line, 'path');
  const headers = headersOf(line);
  const body = bodyOf(line);
  if (method === undefined || path === undefined || headers === undefined) {
    return wrong(file, 'a line of "type":"request" needs method, path and headers');
  }
  const own = body === undefined ? undefined : { method, path, headers, body };
  const isWhole = own !== undefined && !isMasked(own);
  const request = isWhole ? own : ((await captureOf(line, findCapture)) ?? own);
  if (request === undefined) {
    return wrong(
      file,
      'this line has no body, and its request is not in the history here; lines of `webhook-cli show ID --json` have it',
    );
  }
  return reading(file, index, request, {
    provider: stringMember(line, 'provider') ?? null,
    capturedAt: stringMember(line, 'received_at') ?? null,
  });
}

/** Lines of `listen --json` leave the body out. */
async function captureOf(
  line: UnknownRecord,
  findCapture: CaptureFinder,
): Promise<WebhookRequest | undefined> {
  const id = stringMember(line, 'id');
  const sha256 = stringMember(line, 'body_sha256');
  return id === undefined || sha256 === undefined ? undefined : await findCapture(id, sha256);
}

function headersOf(line: UnknownRecord): readonly HeaderPair[] | undefined {
  const pairs = listMember(line, 'headers')?.map((pair) => {
    const [name, value] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    return typeof name === 'string' && typeof value === 'string'
      ? ([name, value] as const)
      : undefined;
  });
  return pairs?.every((pair) => pair !== undefined) === true ? pairs : undefined;
}

function bodyOf(line: UnknownRecord): Uint8Array | undefined {
  const text = stringMember(line, 'body');
  if (text !== undefined) return utf8Bytes(text);
  const base64 = stringMember(line, 'body_base64');
  if (base64 !== undefined) return base64Bytes(base64);
  return member(line, 'body_bytes') === 0 ? EMPTY_BYTES : undefined;
}

function reading(
  file: string,
  index: number,
  { method, path, headers, body }: WebhookRequest,
  known: Partial<Fixture> = {},
): FixtureReading {
  const fixture: Fixture = {
    provider: null,
    event: null,
    capturedAt: null,
    note: null,
    response: null,
    ...known,
    request: { method, path, headers, body: { kind: 'bytes', bytes: body } },
  };
  const source = index === 0 ? file : `${file}#${index + 1}`;
  return { ok: true, loaded: { file, index, source, fixture } };
}

function wrong(
  file: string,
  message: string,
  { line, column }: Position = { line: 1, column: 1 },
): FixtureReading {
  return { ok: false, problem: { file, line, column, path: '', message } };
}

function positionOf(bytes: Uint8Array, at: number): Position {
  let line = 1;
  let start = 0;
  for (let next = bytes.indexOf(LF); next !== -1 && next < at; next = bytes.indexOf(LF, start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: at - start + 1 };
}

function parsed(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return value;
  } catch {
    return undefined;
  }
}
