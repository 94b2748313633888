import { headerValue, withHeader } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { type RequestView, viewRequest } from '../core/request-view.ts';
import type { Verification } from '../core/verification.ts';
import type { Provider } from '../providers/types.ts';
import type { Change, VerifyCase } from './types.ts';

export function changedCase(base: VerifyCase, change: Change): VerifyCase {
  const { method, path, headers, body, ...rest } = change;
  const { request } = base;
  return {
    ...base,
    ...rest,
    request: {
      method: method ?? request.method,
      path: path ?? request.path,
      headers: headers ?? request.headers,
      body: body ?? request.body,
    },
  };
}

/** The provider's verdict on a case; a check that throws, as over a key of no use, is a failure. */
export function verifyCase(provider: Provider, subject: VerifyCase): Verification {
  const { request, toleranceMs, ...input } = subject;
  try {
    return provider.verify(
      lazyView(request),
      toleranceMs === null ? input : { ...input, toleranceMs },
    );
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { status: 'failed', cause: 'wrong-secret', detail };
  }
}

/**
 * Whether the received signature is that of the case, its time left aside. A body of another length is tried with the
 * `Content-Length` it has and with the one it would have.
 *
 * @returns the case that fits, or `undefined`
 */
export function fittingCase(
  provider: Provider,
  changed: VerifyCase,
  original: WebhookRequest,
): VerifyCase | undefined {
  const timeless = { ...changed, toleranceMs: Number.POSITIVE_INFINITY };
  if (verifyCase(provider, timeless).status === 'ok') return changed;
  const { headers, body } = changed.request;
  const said = headerValue(headers, 'content-length');
  const wasCounted = said === String(original.body.length) && body.length !== original.body.length;
  if (!provider.scheme.covers.headers || !wasCounted) return undefined;
  const recounted = withHeader(headers, 'Content-Length', String(body.length));
  const request = { ...changed.request, headers: recounted };
  const fits = verifyCase(provider, { ...timeless, request }).status === 'ok';
  return fits ? { ...changed, request } : undefined;
}

/** A view that looks at the body only when it is asked to: most checks need its bytes alone. */
export function lazyView(request: WebhookRequest): RequestView {
  let made: RequestView | undefined;
  const whole = (): RequestView => {
    made ??= viewRequest(request);
    return made;
  };
  return {
    request,
    get kind() {
      return whole().kind;
    },
    header: (name) => headerValue(request.headers, name),
    text: () => whole().text(),
    json: () => whole().json(),
    jsonLines: () => whole().jsonLines(),
    jsonText: (path) => whole().jsonText(path),
    form: () => whole().form(),
    multipart: () => whole().multipart(),
    field: (name) => whole().field(name),
    lastField: (name) => whole().lastField(name),
    fieldValues: (name) => whole().fieldValues(name),
  };
}
