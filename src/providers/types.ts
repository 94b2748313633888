import type { ByteRange } from '../core/bytes.ts';
import type { EventSummary } from '../core/events.ts';
import type { FormField } from '../core/form.ts';
import type { HeaderList } from '../core/headers.ts';
import type { JsonValue } from '../core/json.ts';
import type { Part } from '../core/multipart.ts';
import type { Random } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RequestView } from '../core/request-view.ts';
import type { RetryProfile } from '../core/schedule.ts';
import type { Verification } from '../core/verification.ts';
import type { KeyAlgorithm } from '../signing/key-pair.ts';
import type { Handshake } from './handshake.ts';

/** How sure a provider is that a request is its own. */
export const Confidence = { none: 0, possible: 1, likely: 2, certain: 3 } as const;
export type Confidence = (typeof Confidence)[keyof typeof Confidence];

/** Shape of a request body; `mime` is a form that carries a raw message. */
export type BodyFormat = 'json' | 'jsonl' | 'form' | 'multipart' | 'mime';

/** An event before it is encoded, so that `--set` and `--unset` can change it. */
export type Payload =
  | {
      readonly kind: 'json';
      readonly value: JsonValue;
      /** Header fields of the event, which the encoder puts on the request: its name, its delivery id, its time. */
      readonly headers?: HeaderList;
    }
  | { readonly kind: 'form'; readonly fields: readonly FormField[] }
  | { readonly kind: 'multipart'; readonly parts: readonly Part[] };

/** Values of a provider's own settings, every one present (defaults filled in). */
export type ProviderOptions = Readonly<Record<string, string>>;

/** The e-mail an event is about; the same for all events of a scenario. */
export interface MessageContext {
  readonly recipient: string;
  readonly subject: string;
  /** When the message was handed to the provider, in milliseconds; not after the event. */
  readonly acceptedAtMs: number;
  /** A fresh source that starts the same for each event of the scenario: draw ids of the message from it. */
  random(): Random;
}

export interface BuildContext {
  /** When the event happens, in milliseconds. */
  readonly nowMs: number;
  readonly message: MessageContext;
  /** For what belongs to this event alone: event ids, tokens, client addresses. */
  readonly random: Random;
  readonly format: BodyFormat;
  readonly options: ProviderOptions;
}

export interface EncodeContext {
  readonly format: BodyFormat;
  /** For multipart boundaries and the like. */
  readonly random: Random;
  readonly options: ProviderOptions;
}

export interface EventDefinition {
  /** Canonical name, unique among events of one generation. */
  readonly name: string;
  /** What the wire (or the configuration, where the wire has no name) calls it. */
  readonly wireName: string;
  /** Further names accepted for it: configuration names, canonical synonyms. */
  readonly aliases: readonly string[];
  /** One line: when it fires. */
  readonly summary: string;
  readonly generation: 'current' | 'legacy';
  /** Default first. */
  readonly formats: readonly [BodyFormat, ...BodyFormat[]];
  /** Name of the retry variant that applies, when it is not the provider's default one. */
  readonly retry?: string;
  build(context: BuildContext): Payload;
}

/** A request without `Host` and `Content-Length`, which the transport adds. */
export interface UnsignedRequest {
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** What to sign or check with. */
export type Secret =
  | {
      readonly kind: 'shared';
      readonly value: string;
      /** Key of an HMAC that no text stands for, in the place of `value`: only a search for mistakes has such. */
      readonly keyBytes?: Uint8Array;
    }
  | {
      readonly kind: 'key-pair';
      /** SPKI PEM. */
      readonly publicKeyPem: string;
      /** PKCS #8 PEM, or `null` when only checking is possible. */
      readonly privateKeyPem: string | null;
    };

export interface SignInput {
  readonly secret: Secret;
  /** Full URL the request goes to: its host is part of some signatures. */
  readonly url: string;
  readonly nowMs: number;
  readonly random: Random;
  readonly options: ProviderOptions;
}

export interface VerifyInput {
  /** Tried in order; several while a secret is being rotated. */
  readonly secrets: readonly Secret[];
  /** URL the sender used, as far as known. */
  readonly url: string;
  readonly nowMs: number;
  /** How old a signed time may be; the provider's own default when absent. */
  readonly toleranceMs?: number;
  readonly options: ProviderOptions;
}

/** Where something of the signature stands: in a header, or in a range of the body. */
export type SignaturePlace =
  | {
      readonly in: 'header';
      readonly name: string;
      /** Characters of the value, for a header that holds more; the whole value when absent. */
      readonly range?: ByteRange;
    }
  | { readonly in: 'body'; readonly range: ByteRange };

/** The parts of a signed request that tampering, redaction and probes need to find; absent when there is none. */
export interface SignatureParts {
  readonly signature?: SignaturePlace;
  /** Further signatures over the same, each of which a receiver may go by. */
  readonly otherSignatures?: readonly SignaturePlace[];
  readonly timestamp?: SignaturePlace;
  /** A header the signature covers, besides that of the time. */
  readonly coveredHeader?: string;
  /** Body ranges that carry the signature itself and are not "the body" to a user. */
  readonly bodyRanges: readonly ByteRange[];
}

/** What a reader must know about the signature scheme. */
export interface SchemeFacts {
  /** Short name: `hmac-sha256`, `http-signature rsa-sha256`, `shared secret`. */
  readonly name: string;
  /** Where the signature is and what it covers, in one or two sentences. */
  readonly summary: string;
  readonly covers: {
    readonly body: boolean;
    readonly timestamp: boolean;
    readonly url: boolean;
    readonly headers: boolean;
  };
  /** Default age limit of a signed time, or `null` when nothing is timed. */
  readonly toleranceMs: number | null;
  /** Whether a retry carries a new time, nonce and signature, or the very bytes of the first attempt. */
  readonly freshOnRetry: boolean;
}

export type SecretFacts =
  | {
      readonly kind: 'shared';
      /** The right shape in words, for error texts. */
      readonly shape: string;
      /** The documented secret that `send` and `listen` use when none is given. */
      readonly testSecret: string;
      /** Makes a new one of the right shape. */
      make(random: Random): string;
      /** Complaint about the shape, or `undefined`. `fatal` ones can't be used at all. */
      check(value: string): { readonly fatal: boolean; readonly message: string } | undefined;
    }
  | {
      readonly kind: 'key-pair';
      readonly shape: string;
      readonly algorithm: KeyAlgorithm;
      /** Names of published keys end in this: only such are looked up in DNS, whatever a request says; `null` for none. */
      readonly keyNameSuffix: string | null;
    };

export interface ProviderOption {
  readonly name: string;
  readonly summary: string;
  readonly default: string;
  /** Allowed values, when the list is closed. */
  readonly choices?: readonly string[];
}

/** Something no public source tells: what this program does instead, and how to change it. */
export interface UnknownFact {
  readonly what: string;
  readonly chosen: string;
  /** Flag or option that overrides it. */
  readonly override: string;
}

/** Events whose samples come from an npm package that the user installs, or does not. */
export interface MoreEvents {
  readonly packageName: string;
  /** Wire names of its events, for errors and suggestions where the package is missing. */
  readonly names: readonly string[];
  /**
   * The events of what the package holds, beside the built-in ones.
   *
   * @param content - its main file
   * @throws {InputError} naming the place that is not as expected
   */
  read(content: Uint8Array): readonly EventDefinition[];
}

export interface BatchRule {
  /** Most events in one request. */
  readonly max: number;
  /** How long the provider collects, in milliseconds. */
  readonly windowMs: number;
}

/** One provider: facts as data, and pure functions over bytes. No I/O, no clock, nothing asynchronous. */
export interface Provider {
  /** Of a built-in one a `ProviderName`, else the name the configuration gives it. */
  readonly name: string;
  readonly title: string;
  readonly docsUrl: string;
  /** Public pages and code the facts were taken from, with the month they were read. */
  readonly sources: readonly string[];
  readonly scheme: SchemeFacts;
  readonly secret: SecretFacts;
  readonly options: readonly ProviderOption[];
  readonly unknowns: readonly UnknownFact[];
  readonly events: readonly EventDefinition[];
  readonly moreEvents?: MoreEvents;
  /** Default profile first; an event may name another by the part after the colon. */
  readonly retry: readonly [RetryProfile, ...RetryProfile[]];
  /**
   * One of its profiles, changed as receivers can change it: what follows `#` in `--retry`.
   *
   * @throws {UsageError} when it can't be read
   */
  overridden?(profile: RetryProfile, text: string): RetryProfile;
  readonly batch: BatchRule | null;
  recognise(view: RequestView): Confidence;
  /** Every event in the request, in order; empty when the body is not understood. Never throws. */
  describe(view: RequestView): readonly EventSummary[];
  /** Encodes one event, or a batch where the provider has batches, as the provider would send it, unsigned. */
  encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest;
  /** Signs afresh, replacing a signature that is there; every other byte stays. The path may change (secrets in URLs). */
  sign(request: WebhookRequest, input: SignInput): WebhookRequest;
  /** Never throws for what a sender can cause: a bad signature is a value. */
  verify(view: RequestView, input: VerifyInput): Verification;
  signatureParts(view: RequestView): SignatureParts;
  /** What a request wants that is no event but a check of the receiver; `null` for all others. Never throws. */
  handshake?(view: RequestView, options: ProviderOptions): Handshake | null;
  /** The certificate of a private key (PKCS #8 PEM), for schemes whose receivers are given one: a PEM block. */
  certificate?(privateKeyPem: string): string;
}
