import type { ByteRange } from '../../core/bytes.ts';
import type {
  ProviderDefinition,
  SignatureFormat,
  ValuePlace,
} from '../../core/provider-definition.ts';
import type { RequestView } from '../../core/request-view.ts';
import { viewRequest } from '../../core/request-view.ts';
import { templateValues } from '../../core/template.ts';
import { textAtPlace } from '../signature-place.ts';
import type { Provider, SignatureParts, SignaturePlace } from '../types.ts';
import { locateSignatures } from './header-format.ts';
import { type SignatureModule, signWithModule, verifyWithModule } from './module.ts';
import { locatePlace } from './places.ts';
import { signWithContent } from './sign-content.ts';
import { everyPlace, signWithToken, verifyToken } from './token.ts';
import { verifyWithContent } from './verify-content.ts';

/** The signing side of a declared provider. */
export function schemeOf(
  { title, signature }: ProviderDefinition,
  module: SignatureModule | null,
): Pick<Provider, 'sign' | 'verify' | 'signatureParts'> {
  switch (signature.scheme) {
    case 'none':
      return {
        sign: (request) => request,
        verify: () => ({ status: 'not-applicable', detail: `${title} does not sign` }),
        signatureParts: () => ({ bodyRanges: [] }),
      };
    case 'token':
      return {
        sign: (request, input) => signWithToken(title, signature, request, input),
        verify: (view, input) => verifyToken(signature, view, input),
        signatureParts: (view) => partsOf(view, everyPlace(signature.place, view), null, null),
      };
    case 'module': {
      const { place, time } = signature;
      if (module === null) throw new TypeError(`the module of ${title} is not loaded`);
      return {
        sign: (request, input) => signWithModule(title, module, viewRequest(request), input),
        verify: (view, input) =>
          verifyWithModule(title, module, view, {
            ...input,
            toleranceMs: input.toleranceMs ?? time?.toleranceMs ?? null,
          }),
        signatureParts: (view) => {
          return partsOf(view, place === null ? [] : [place], time?.place ?? null, null);
        },
      };
    }
    default: {
      const { places, time, id, content, format } = signature;
      const signed: readonly ValuePlace[] =
        places.in === 'headers'
          ? places.names.map((name) => ({ in: 'header', name }) as const)
          : [places];
      const isInSignature = time?.place === 'signature';
      const timePlace = time === null || time.place === 'signature' ? null : time.place;
      const covered = [
        ...(id?.place.in === 'header' ? [id.place.name] : []),
        ...templateValues(content).flatMap((value) =>
          value.from === 'header' && !isPlace(value.name, timePlace) ? [value.name] : [],
        ),
      ];
      return {
        sign: (request, input) => signWithContent(title, signature, request, input),
        verify: (view, input) => verifyWithContent(signature, view, input),
        signatureParts: (view) =>
          withinPlaces(
            view,
            format,
            isInSignature,
            partsOf(
              view,
              signed,
              timePlace,
              covered.find((name) => view.header(name) !== undefined) ?? null,
            ),
          ),
      };
    }
  }
}

function isPlace(header: string, place: ValuePlace | null): boolean {
  return place?.in === 'header' && place.name.toLowerCase() === header.toLowerCase();
}

function partsOf(
  view: RequestView,
  signed: readonly ValuePlace[],
  time: ValuePlace | null,
  coveredHeader: string | null,
): SignatureParts {
  const found = signed.flatMap((place) => locatePlace(view, place) ?? []);
  const [signature, ...otherSignatures] = found;
  if (signature === undefined) return { bodyRanges: [] };
  const timestamp = time === null ? undefined : locatePlace(view, time);
  const inBody = [...found, ...(timestamp === undefined ? [] : [timestamp])];
  return {
    signature,
    ...(otherSignatures.length === 0 ? {} : { otherSignatures }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(coveredHeader === null ? {} : { coveredHeader }),
    bodyRanges: inBody.flatMap((place: SignaturePlace) =>
      place.in === 'body' ? [place.range] : [],
    ),
  };
}

/** The same with places narrowed to what the template calls `{signature}` and `{timestamp}`, where it can be read. */
function withinPlaces(
  view: RequestView,
  format: SignatureFormat,
  hasTime: boolean,
  parts: SignatureParts,
): SignatureParts {
  if (parts.signature === undefined) return parts;
  const read = [parts.signature, ...(parts.otherSignatures ?? [])].map((place) => {
    const value = textAtPlace(view.request, place) ?? '';
    const { signatures, timestamp } = locateSignatures(format, value, {});
    return {
      signatures: signatures.length === 0 ? [place] : signatures.map((range) => part(place, range)),
      timestamps: timestamp === undefined ? [] : [part(place, timestamp)],
    };
  });
  const [signature = parts.signature, ...otherSignatures] = read.flatMap(
    ({ signatures }) => signatures,
  );
  const [timestamp] = hasTime ? read.flatMap(({ timestamps }) => timestamps) : [];
  return {
    ...parts,
    signature,
    ...(otherSignatures.length === 0 ? {} : { otherSignatures }),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

function part(place: SignaturePlace, { start, end }: ByteRange): SignaturePlace {
  if (place.in === 'header') return { ...place, range: { start, end } };
  const from = place.range.start;
  return { in: 'body', range: { start: from + start, end: from + end } };
}
