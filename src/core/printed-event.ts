import type { WebhookRequest, WebhookResponse } from './request.ts';

/** Forms a request can be shown in: `http` are its exact bytes, `node` and `python` programs that send it. */
export const REQUEST_FORMS = ['http', 'curl', 'httpie', 'har', 'json', 'node', 'python'] as const;
export type RequestForm = (typeof REQUEST_FORMS)[number];

/** `--print` and `--as`: the request itself. */
export interface PrintedEvent {
  readonly type: 'printed';
  readonly form: RequestForm;
  readonly url: string;
  readonly request: WebhookRequest;
  readonly atMs: number;
  /** Among the requests that are printed together; absent for one by itself. */
  readonly place?: PrintedPlace;
  /** What it was answered; absent or `null` when that is not known. */
  readonly answer?: PrintedAnswer | null;
}

export interface PrintedPlace {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** An answer as far as it was recorded. */
export interface PrintedAnswer {
  readonly status: number;
  /** All of it, where it is known. */
  readonly response?: WebhookResponse;
  readonly durationMs?: number;
}
