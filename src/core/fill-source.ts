import { parseDurationMs } from './duration.ts';
import { BASE62, LOWER_ALPHANUMERIC, type Random } from './random.ts';
import { type TimeUnit, timeText } from './time-text.ts';

/** What values are made from. */
export interface FillContext {
  readonly nowMs: number;
  readonly acceptedAtMs: number;
  readonly recipient: string;
  readonly subject: string;
  /** Canonical name of the event. */
  readonly event: string;
  /** Its name on the wire. */
  readonly wire: string;
  /** For this event alone. */
  readonly random: Random;
  /** For the message: starts the same for each of its events. */
  readonly message: () => Random;
}

/** Where a value comes from. */
export interface FillSource {
  readonly isNumeric: boolean;
  /** Whether it tells something of an event, and so can stand in a fixture only. */
  readonly isOfEvent: boolean;
  make(context: FillContext, occurrence: number, label: string | null): string;
}

type Times = Readonly<Record<string, TimeUnit | 'float' | 'date'>>;

interface Draw {
  readonly parameters: readonly string[];
  readonly isNumeric: boolean;
  draw(random: Random, sizes: readonly number[]): string;
}

const DIGITS = '0123456789';
const BASE64URL = `${BASE62}-_`;
const MAX_LENGTH = 10_000;

/** What may follow `now` and `accepted`. */
const TIMES: Times = {
  '': 's',
  '.ms': 'ms',
  '.iso': 'iso-ms',
  '.iso.s': 'iso',
  '.http': 'http',
  '.float': 'float',
  '.date': 'date',
};

const DRAWS: Readonly<Record<string, Draw>> = {
  uuid: { parameters: [], isNumeric: false, draw: (random) => random.uuid() },
  hex: drawnText((random, length) => random.hex(length)),
  // No zero in front, so that it can be a number.
  digits: {
    ...drawnText(
      (random, length) =>
        random.text('123456789', Math.min(length, 1)) +
        random.text(DIGITS, Math.max(length - 1, 0)),
    ),
    isNumeric: true,
  },
  base62: drawnText((random, length) => random.text(BASE62, length)),
  base64url: drawnText((random, length) => random.text(BASE64URL, length)),
  lower: drawnText((random, length) => random.text(LOWER_ALPHANUMERIC, length)),
  integer: {
    parameters: ['from', 'to'],
    isNumeric: true,
    draw: (random, [from = 0, to = 0]) => String(random.integer(from, to)),
  },
};

const TEXTS: Readonly<Record<string, (context: FillContext) => string>> = {
  recipient: ({ recipient }) => recipient,
  'recipient.local': ({ recipient }) => recipient.slice(0, Math.max(recipient.lastIndexOf('@'), 0)),
  'recipient.domain': ({ recipient }) => recipient.slice(recipient.lastIndexOf('@') + 1),
  subject: ({ subject }) => subject,
  event: ({ event }) => event,
  wire: ({ wire }) => wire,
};

/** Every value there is, as it is written. */
export const FILL_NAMES: readonly string[] = [
  ...Object.keys(TIMES).map((form) => `now${form}`),
  ...Object.keys(TEXTS),
  'uuid',
  ...Object.keys(DRAWS).map((name) => writtenDraw('random', name)),
  ...Object.keys(DRAWS).map((name) => writtenDraw('message', name)),
  ...Object.keys(TIMES).map((form) => `accepted${form}`),
];

/** A value by its name; `undefined` when there is none, text when it is written in a wrong way. */
export function fillSource(
  name: string,
  args: string | undefined,
  offset: string | undefined,
): FillSource | string | undefined {
  const [, owner, form = ''] = /^(now|accepted|random|message)(\..*)?$/.exec(name) ?? [];
  if (owner === 'now' || owner === 'accepted') {
    const unit = TIMES[form];
    if (unit === undefined) return undefined;
    return args === undefined ? timeSource(owner, unit, offset) : `${name} takes no argument`;
  }
  if (offset !== undefined) return `${name} is no time, and only to a time a distance can be added`;
  if (owner === 'random' || owner === 'message') return drawSource(owner, form.slice(1), args);
  if (name === 'uuid') return drawSource('random', 'uuid', args);
  const text = TEXTS[name];
  if (text === undefined) return undefined;
  return args === undefined
    ? { isNumeric: false, isOfEvent: true, make: text }
    : `${name} takes no argument`;
}

function timeSource(
  owner: 'now' | 'accepted',
  unit: TimeUnit | 'float' | 'date',
  offset: string | undefined,
): FillSource | string {
  const distanceMs = offset === undefined ? 0 : parseDurationMs(offset.slice(1));
  if (distanceMs === undefined) return `"${offset}" is no distance in time such as +5m or -1h30m`;
  const shiftMs = offset?.startsWith('-') === true ? -distanceMs : distanceMs;
  return {
    isNumeric: unit === 's' || unit === 'ms' || unit === 'float',
    isOfEvent: owner === 'accepted',
    make: ({ nowMs, acceptedAtMs }) => {
      const atMs = (owner === 'now' ? nowMs : acceptedAtMs) + shiftMs;
      if (unit === 'float') return (atMs / 1000).toFixed(6);
      return unit === 'date' ? timeText(atMs, 'iso').slice(0, 10) : timeText(atMs, unit);
    },
  };
}

function drawSource(
  owner: 'random' | 'message',
  name: string,
  args: string | undefined,
): FillSource | string | undefined {
  const draw = DRAWS[name];
  if (draw === undefined) return undefined;
  const sizes = (args ?? '').split(',').filter((size) => size !== '');
  const [first = 0, second = first] = sizes.map(Number);
  if (sizes.length !== draw.parameters.length || sizes.some((size) => !/^\d{1,12}$/.test(size))) {
    return `this value is written ${writtenDraw(owner, name)}`;
  }
  if (draw.parameters.length === 1 && first > MAX_LENGTH) {
    return `a value has at most ${MAX_LENGTH} characters`;
  }
  if (first > second) return `${writtenDraw(owner, name)}: the lower number comes first`;
  const what = `${name}(${sizes.join(',')})`;
  return {
    isNumeric: draw.isNumeric,
    isOfEvent: owner === 'message',
    // Forks, so that one value more or less changes no other.
    make: ({ random, message }, occurrence, label) => {
      const mark = label === null ? `#${occurrence}` : `:${label}`;
      const source =
        owner === 'message' ? message().fork(what + (label ?? '')) : random.fork(what + mark);
      return draw.draw(source, [first, second]);
    },
  };
}

function drawnText(draw: (random: Random, length: number) => string): Draw {
  return {
    parameters: ['length'],
    isNumeric: false,
    draw: (random, [length = 0]) => draw(random, length),
  };
}

function writtenDraw(owner: string, name: string): string {
  const parameters = DRAWS[name]?.parameters ?? [];
  return `${owner}.${name}${parameters.length === 0 ? '' : `(${parameters.join(',')})`}`;
}
