import type { AttemptEvent, DeliveryEvent, SummaryEvent } from '../core/delivery-events.ts';
import { printable } from '../core/printable.ts';
import { maskText, maskUrl } from './mask.ts';

export const RUN_REPORT_FORMATS = ['junit', 'json', 'html'] as const;
export type RunReportFormat = (typeof RUN_REPORT_FORMATS)[number];

/** What a run did while it was watched. Texts may hold what files and targets say: nothing in here is trusted. */
export interface RunReport {
  readonly version: string;
  readonly startedAtMs: number;
  readonly attempts: readonly AttemptEvent[];
  readonly deliveries: readonly DeliveryEvent[];
  readonly summary: SummaryEvent;
}

/** One delivery with its attempts, oldest first. */
export interface ReportedDelivery {
  readonly id: string;
  readonly source: string;
  /** `waiting` when the run was stopped before its end. */
  readonly outcome: DeliveryEvent['outcome'] | 'waiting';
  readonly attempts: readonly AttemptEvent[];
}

/** Deliveries in the order of their numbers. */
export function reportedDeliveries({ attempts, deliveries }: RunReport): ReportedDelivery[] {
  const byId = new Map<string, AttemptEvent[]>();
  for (const attempt of attempts) {
    const list = byId.get(attempt.delivery);
    if (list === undefined) byId.set(attempt.delivery, [attempt]);
    else list.push(attempt);
  }
  const ended = new Map(deliveries.map((event) => [event.delivery, event]));
  const ids = [...new Set([...byId.keys(), ...ended.keys()])];
  return ids
    .sort((left, right) => Number(left) - Number(right))
    .map((id) => {
      const made = byId.get(id) ?? [];
      const end = ended.get(id);
      const source = end?.source ?? made[0]?.source ?? '';
      return { id, source, outcome: end?.outcome ?? 'waiting', attempts: made };
    });
}

/** `503`, or why there was no answer; safe to show. */
export function answerText({ status, error }: AttemptEvent): string {
  return status === null ? shown(error ?? 'no answer') : `${status}`;
}

export function shown(text: string): string {
  return printable(maskText(text));
}

export function shownTarget(url: string): string {
  return printable(maskUrl(url));
}
