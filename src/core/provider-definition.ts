import type { JsonPath } from './json-scan.ts';
import type { Position } from './located-node.ts';
import type { RetryRules } from './retry-rules.ts';
import type { StatusRule } from './schedule.ts';
import type { Template, TextEncoding } from './template.ts';
import type { TimeUnit } from './time-text.ts';

/** Hashes that signatures are made with. */
export const SIGNATURE_HASHES = ['sha256', 'sha1', 'sha384', 'sha512'] as const;
export type SignatureHash = (typeof SIGNATURE_HASHES)[number];

/** Where one value stands in a request. */
export type ValuePlace =
  | { readonly in: 'header' | 'parameter' | 'field'; readonly name: string }
  | { readonly in: 'json'; readonly path: JsonPath };

/** Where signatures stand: one place, or headers of which each may hold one. */
export type SignaturePlaces =
  | { readonly in: 'headers'; readonly names: readonly [string, ...string[]] }
  | Exclude<ValuePlace, { readonly in: 'header' }>;

/** How the text of a secret becomes the bytes of a key. */
export interface KeyForm {
  /** `sha1`: the SHA-1 of the text is the key. */
  readonly encoding: 'utf8' | 'hex' | 'base64' | 'base64url' | 'sha1';
  /** The first of them that the secret begins with is taken off. */
  readonly stripPrefixes: readonly string[];
  readonly normalise: 'NFC' | 'NFD' | 'NFKC' | 'NFKD' | null;
}

/** How signatures are written at their place. */
export interface SignatureFormat {
  readonly encoding: TextEncoding;
  /** Such as `t={timestamp},v1={signature}`. */
  readonly template: Template;
  /** What stands between several signatures; `null` to derive it from the template. */
  readonly join: string | null;
}

export interface SignedTime {
  /** `signature`: it stands in the signature's own header. */
  readonly place: ValuePlace | 'signature';
  readonly unit: TimeUnit;
  /** `null`: not enforced. */
  readonly toleranceMs: number | null;
  /** Whether a time in the future is refused too. */
  readonly direction: 'both' | 'past';
}

export interface SignedId {
  readonly place: ValuePlace;
  /** Makes one for a request that has none. */
  readonly make: Template;
}

/** A value that signing sets and checking compares; one that is drawn is only set. */
export interface SetValue {
  readonly place: ValuePlace;
  readonly value: Template;
}

/** A signature over parts of the request. */
export interface ContentSignature {
  readonly scheme: 'hmac' | 'hash' | 'ed25519' | 'ecdsa' | 'rsa';
  readonly hash: SignatureHash;
  readonly key: KeyForm;
  readonly content: Template;
  readonly places: SignaturePlaces;
  readonly format: SignatureFormat;
  readonly time: SignedTime | null;
  readonly id: SignedId | null;
  readonly sets: readonly SetValue[];
}

/** A secret that is shown, not used. */
export interface TokenSignature {
  readonly scheme: 'token';
  /** `basic`: as RFC 7617 writes `user:password`. */
  readonly form: 'basic' | 'template';
  readonly place: ValuePlace;
  readonly template: Template;
}

/** A signature that code of the user's makes and checks. */
export interface ModuleSignature {
  readonly scheme: 'module';
  /** Absolute path. */
  readonly file: string;
  /** Where the configuration names it. */
  readonly at: Position;
  /** Where the signature and its time stand, for those who look for them. */
  readonly place: ValuePlace | null;
  readonly time: {
    readonly place: ValuePlace | null;
    readonly toleranceMs: number | null;
  } | null;
}

export type SignatureDefinition =
  | { readonly scheme: 'none' }
  | ContentSignature
  | TokenSignature
  | ModuleSignature;

/** `*` in a pattern stands for any text; `*` alone for being there at all. */
export interface ValuePattern {
  readonly place: ValuePlace;
  readonly pattern: string;
}

/** All of a rule must hold. */
export interface RecogniseRule {
  readonly values: readonly ValuePattern[];
  /** Media types, or none for any. */
  readonly contentTypes: readonly string[];
  readonly confidence: 'possible' | 'likely' | 'certain';
}

/** Where something of an event is read: also in JSON within a form field. */
export type EventPlace =
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'field'; readonly name: string; readonly path: JsonPath | null }
  | { readonly in: 'json'; readonly path: JsonPath };

export interface EventPlaces {
  /** Name on the wire. */
  readonly name: EventPlace | null;
  readonly id: EventPlace | null;
  readonly recipient: EventPlace | null;
}

export interface DeclaredEvent {
  readonly name: string;
  readonly wireName: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** Absolute path of the fixture it is made from. */
  readonly file: string;
  /** Where the configuration names the file. */
  readonly at: Position;
  readonly id: EventPlace | null;
  readonly recipient: EventPlace | null;
}

export interface DeclaredRetry extends RetryRules {
  readonly delaysMs: readonly number[];
  readonly timeoutMs: number;
  readonly success: StatusRule;
  readonly stop: StatusRule;
}

export interface DeclaredBatch {
  /** `wrapper`: an object that has the list under `key`. */
  readonly form: 'array' | 'jsonl' | 'wrapper';
  readonly key: string;
  readonly max: number;
  readonly windowMs: number;
  /** Whether a lone event comes without list or wrapper. */
  readonly bareSingle: boolean;
}

/** A provider as the configuration file describes it. */
export interface ProviderDefinition {
  readonly name: string;
  readonly title: string;
  /** Empty when the file names no page. */
  readonly docsUrl: string;
  readonly signature: SignatureDefinition;
  readonly recognise: readonly RecogniseRule[];
  readonly describe: EventPlaces;
  readonly events: readonly DeclaredEvent[];
  readonly retry: DeclaredRetry | null;
  readonly batch: DeclaredBatch | null;
  /** Values that `{option:name}` stands for. */
  readonly options: Readonly<Record<string, string>>;
}
