import { isJsonObject, type JsonValue } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';
import { scalarText } from '../lossless-json.ts';

/** 100-nanosecond steps between 1582-10-15 (RFC 9562 5.1) and the Unix epoch. */
const GREGORIAN_OFFSET = 0x01b21dd213814000n;

/** Time of a ping, which has none of its own. */
const PING_SECONDS = 1_763_633_742n;

/**
 * UUID of version 1 of a batch, made in the second of its first event. A batch that is sent again keeps it.
 *
 * @param first - the first element of the array
 */
export function batchId(first: JsonValue | undefined, random: Random): string {
  const within = BigInt(random.integer(0, 9_999_999));
  const steps = (secondsOf(first) ?? PING_SECONDS) * 10_000_000n + within + GREGORIAN_OFFSET;
  const time = steps.toString(16).padStart(15, '0').slice(-15);
  const clockSequence = (0x8000 | random.integer(0, 0x3fff)).toString(16);
  return [
    time.slice(7),
    time.slice(3, 7),
    `1${time.slice(0, 3)}`,
    clockSequence,
    random.hex(12),
  ].join('-');
}

function secondsOf(element: JsonValue | undefined): bigint | undefined {
  const msys = isJsonObject(element) ? element['msys'] : undefined;
  const [event] = isJsonObject(msys) ? Object.values(msys) : [];
  const text = isJsonObject(event) ? scalarText(event['timestamp']) : undefined;
  return text !== undefined && /^\d{1,11}$/.test(text) ? BigInt(text) : undefined;
}
