import type { EventDefinition } from '../types.ts';
import { PREVIEW_EVENT } from './preview-event.ts';
import { WEBHOOK_EVENTS } from './webhook-events.ts';

export const EVENTS: readonly EventDefinition[] = [...WEBHOOK_EVENTS, PREVIEW_EVENT];
