import { utf8Bytes } from './bytes.ts';
import type { FixtureRequest, FixtureResponse } from './fixture.ts';
import {
  BODY_FORMS,
  BODY_MEDIA_TYPES,
  type BodyForm,
  readBase64,
  readBody,
} from './fixture-body.ts';
import { readHeaders, readMethod, readRequestTarget } from './fixture-http.ts';
import type { HeaderList } from './headers.ts';
import { isJsonNumber } from './json.ts';
import {
  type Located,
  readMembers,
  readOptional,
  readUtf8Text,
  reportAt,
  reportKind,
  reportMissing,
} from './located-reader.ts';

const REQUEST_KEYS = ['method', 'path', 'headers', ...BODY_FORMS];
const RESPONSE_KEYS = ['status', 'headers', 'body', 'body_base64', 'duration_ms'];
const ONE_BODY = `expected exactly one of ${BODY_FORMS.join(', ')}`;

export function readRequest(located: Located): FixtureRequest | undefined {
  const members = readMembers(located, REQUEST_KEYS);
  if (members === undefined) return undefined;
  const bodies = BODY_FORMS.flatMap((form) => {
    const body = members.get(form);
    return body === undefined ? [] : [{ form, body }];
  });
  const [first, ...others] = bodies;
  if (first === undefined) reportAt(located, `no body; ${ONE_BODY} (body: '' for an empty one)`);
  for (const { body } of others) reportAt(body, `a second body beside ${first?.form}; ${ONE_BODY}`);
  const body = first && readBody(first.form, first.body);
  const method = members.get('method');
  const path = members.get('path');
  const headers = members.get('headers');
  const line = {
    method: method === undefined ? 'POST' : readMethod(method),
    path: path === undefined ? '/' : readRequestTarget(path),
    headers: headers === undefined ? fittingHeaders(first?.form) : readHeaders(headers),
  };
  if (line.method === undefined || line.path === undefined || line.headers === undefined) return;
  return body && { method: line.method, path: line.path, headers: line.headers, body };
}

function fittingHeaders(form: BodyForm | undefined): HeaderList {
  const type = form && BODY_MEDIA_TYPES[form];
  return type === undefined ? [] : [['Content-Type', type]];
}

export function readResponse(located: Located): FixtureResponse | undefined {
  const members = readMembers(located, RESPONSE_KEYS);
  if (members === undefined) return undefined;
  const status = members.get('status');
  if (status === undefined) reportMissing(located, 'status', 'a number from 100 to 599');
  const base64 = members.get('body_base64');
  if (base64 !== undefined && members.has('body')) {
    reportAt(base64, 'a second body beside body; expected at most one of body, body_base64');
  }
  const headers = members.get('headers');
  const text = readOptional(members.get('body'), readUtf8Text);
  const response = {
    headers: headers === undefined ? [] : readHeaders(headers),
    body: text === null ? readOptional(base64, readBase64) : utf8Bytes(text),
    durationMs: readOptional(members.get('duration_ms'), readDuration),
  };
  const code = status && readStatus(status);
  if (code === undefined || response.headers === undefined) return undefined;
  return { ...response, status: code, headers: response.headers };
}

function readStatus(located: Located): number | undefined {
  const { node } = located;
  if (node.kind !== 'scalar' || node.type !== 'number') {
    return reportKind(located, 'a number from 100 to 599');
  }
  if (/^[1-5]\d\d$/.test(node.text)) return Number(node.text);
  return reportAt(located, `expected a number from 100 to 599, found ${node.text}`);
}

function readDuration(located: Located): number | undefined {
  const { node } = located;
  const isNumber = node.kind === 'scalar' && node.type === 'number' && isJsonNumber(node.text);
  const duration = isNumber ? Number(node.text) : Number.NaN;
  if (duration >= 0 && Number.isFinite(duration)) return duration;
  return reportAt(located, 'expected a number of milliseconds such as 12 or 0.5');
}
