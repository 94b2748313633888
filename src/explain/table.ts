import { BODY_EDGE_WAYS } from './body-edges.ts';
import { CHARSET_WAYS } from './charset-ways.ts';
import { COMPOSITION_WAYS } from './composition-ways.ts';
import { FORM_WAYS } from './form-ways.ts';
import { HEADER_WAYS } from './header-ways.ts';
import { JSON_WAYS } from './json-ways.ts';
import { OPTION_WAYS } from './option-ways.ts';
import { KNOWN_SECRET_WAYS, SECRET_FORM_WAYS } from './secret-ways.ts';
import { SIGNATURE_WAYS } from './signature-ways.ts';
import { SIGNED_TEXT_WAYS } from './signed-text-ways.ts';
import { TIME_WAYS } from './time-ways.ts';
import type { WrongWay } from './types.ts';
import { URL_WAYS } from './url-ways.ts';
import { WRAPPING_WAYS } from './wrapping-ways.ts';

/** Every known mistake, likeliest and simplest first: the order in which they are tried. */
export const WRONG_WAYS: readonly WrongWay[] = [
  ...TIME_WAYS,
  ...SECRET_FORM_WAYS,
  ...KNOWN_SECRET_WAYS,
  ...OPTION_WAYS,
  ...SIGNATURE_WAYS,
  ...HEADER_WAYS,
  ...COMPOSITION_WAYS,
  ...BODY_EDGE_WAYS,
  ...JSON_WAYS,
  ...FORM_WAYS,
  ...CHARSET_WAYS,
  ...WRAPPING_WAYS,
  ...URL_WAYS,
  ...SIGNED_TEXT_WAYS,
];
