import type { RequestView } from '../../core/request-view.ts';
import { member } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { impliedType, statedType } from './record.ts';

const USER_AGENT = 'Postmark';
const TYPICAL = ['MessageStream', 'MessageID', 'ServerID', 'ServerId'];

export function recognise(view: RequestView): Confidence {
  if (view.header('user-agent') === USER_AGENT) return Confidence.certain;
  const body = view.json();
  if (statedType(body) !== undefined) {
    const isTypical = TYPICAL.some((name) => member(body, name) !== undefined);
    return isTypical ? Confidence.certain : Confidence.likely;
  }
  const implied = impliedType(body);
  if (implied === undefined) return Confidence.none;
  return implied === 'Inbound' ? Confidence.certain : Confidence.likely;
}
