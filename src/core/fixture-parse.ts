import type { Fixture } from './fixture.ts';
import { readRequest, readResponse } from './fixture-exchange.ts';
import { formatPath } from './json-path.ts';
import type { LocatedNode } from './located-node.ts';
import type { LocatedProblem } from './located-problem.ts';
import {
  type Located,
  type Report,
  readMembers,
  readOptional,
  readScalarText,
  reportAt,
  reportKind,
  reportMissing,
} from './located-reader.ts';

const VERSION = 1;
const FIXTURE_KEYS = ['version', 'provider', 'event', 'captured_at', 'note', 'request', 'response'];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/; // RFC 3339

export type ParsedFixture =
  | { readonly ok: true; readonly fixture: Fixture }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/** Reads one document as a fixture of version 1, or tells everything that is wrong with it in the order of the file. */
export function parseFixture(node: LocatedNode, file: string): ParsedFixture {
  const problems: LocatedProblem[] = [];
  const report: Report = ({ line, column }, path, message) => {
    problems.push({ file, line, column, path: formatPath(path), message });
  };
  const fixture = readFixture({ node, path: [], report });
  if (fixture !== undefined && problems.length === 0) return { ok: true, fixture };
  problems.sort((left, right) => left.line - right.line || left.column - right.column);
  return { ok: false, problems };
}

function readFixture(located: Located): Fixture | undefined {
  if (!isReadableVersion(located)) return undefined;
  const members = readMembers(located, FIXTURE_KEYS);
  if (members === undefined) return undefined;
  const request = members.get('request');
  if (request === undefined) reportMissing(located, 'request', 'a map with headers and a body');
  const fixture = {
    provider: readOptional(members.get('provider'), readName),
    event: readOptional(members.get('event'), readName),
    capturedAt: readOptional(members.get('captured_at'), readTime),
    note: readOptional(members.get('note'), readScalarText),
    request: request && readRequest(request),
    response: readOptional(members.get('response'), readResponse),
  };
  return fixture.request && { ...fixture, request: fixture.request };
}

/** Reports a wrong version; false where the rest is not worth reading: a later version may have other keys. */
function isReadableVersion(located: Located): boolean {
  const { node, report } = located;
  if (node.kind !== 'map') {
    reportKind(located, 'a map with version and request');
    return false;
  }
  const value = node.members.find(({ key }) => key === 'version')?.value;
  if (value === undefined) {
    reportMissing(located, 'version', `version: ${VERSION}`);
    return true;
  }
  const member: Located = { node: value, path: ['version'], report };
  const number = value.kind === 'scalar' && value.type === 'number' ? value.text : undefined;
  if (number === undefined) {
    reportKind(member, `the number ${VERSION}`);
  } else if (/^\d{1,9}$/.test(number) && Number(number) > VERSION) {
    const newer = `version ${number} is newer than this program`;
    reportAt(member, `${newer}, which reads version ${VERSION}`);
    return false;
  } else if (number !== String(VERSION)) {
    reportAt(member, `expected the number ${VERSION}, found ${number}`);
  }
  return true;
}

function readName(located: Located): string | undefined {
  const text = readScalarText(located, 'a name');
  return text === '' ? reportAt(located, 'expected a name, found empty text') : text;
}

function readTime(located: Located): string | undefined {
  const text = readScalarText(located, 'a time');
  if (text === undefined || (TIME.test(text) && !Number.isNaN(Date.parse(text)))) return text;
  return reportAt(located, 'expected a time such as 2026-11-21T06:50:00.123Z');
}
