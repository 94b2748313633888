import { utf8Text } from '../../core/bytes.ts';
import type { SetValue } from '../../core/provider-definition.ts';
import { templateValues } from '../../core/template.ts';
import { refused, type Verification } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { assemble, type TemplateFacts } from './content.ts';
import { placeName, readPlace } from './places.ts';

/** What signing sets from the request must still fit it: a digest in a header, a hash in the query. */
export function setFault(
  sets: readonly SetValue[],
  facts: TemplateFacts,
): Verification | undefined {
  for (const { place, value } of sets) {
    const values = templateValues(value);
    if (values.length === 0 || values.some(({ from }) => from === 'fill')) continue;
    const expected = assemble(value, facts);
    const found = readPlace(facts.view, facts.url, place);
    if (found === undefined) return refused('missing', `there is no ${placeName(place)}`);
    if (expected.ok && equalText(utf8Text(expected.bytes), found)) continue;
    const isDigest = values.some(({ from }) => from === 'body-hash');
    return refused(
      isDigest ? 'digest-mismatch' : 'mismatch',
      `the ${placeName(place)} is not ${value.source}`,
    );
  }
  return undefined;
}
