import type { AnswerSettings } from '../capture/answer.ts';
import type { AccessSettings } from '../capture/auth.ts';
import type { CaptureStore, ExplainFailure, SecretLookup } from '../capture/types.ts';
import type { Expression } from '../core/expression.ts';
import type { Fixture } from '../core/fixture.ts';
import type {
  Clock,
  HttpListener,
  HttpSender,
  ListenerLimits,
  Logger,
  Output,
  TlsIdentity,
} from '../core/ports.ts';
import type { Random } from '../core/random.ts';
import type { Provider, ProviderOptions, Secret } from '../providers/types.ts';
import type { VerificationFile } from '../providers/verification-file.ts';
import type { PruneRule } from '../store/types.ts';
import type { ForwardSettings } from './forward.ts';
import type { ExecSettings, RunCommand } from './listen-exec.ts';

export interface ListenConfig {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly limits: ListenerLimits;
  /** What to prove itself with over TLS; absent or `null` for plain HTTP. */
  readonly tls?: TlsIdentity | null;
  /** Taken to be the sender of every request, or `null` to recognise each. */
  readonly provider: string | null;
  /** Options as given; defaults are filled in. */
  readonly options: Readonly<Partial<Record<string, ProviderOptions>>>;
  /** How old a signed time may be; `null` or absent for the provider's own limit. */
  readonly tolerancesMs: Readonly<Partial<Record<string, number | null>>>;
  readonly answers: AnswerSettings;
  readonly access: AccessSettings;
  readonly serveFiles: readonly VerificationFile[];
  /** Answer the challenges and pings by which providers check a receiver. */
  readonly handshake: boolean;
  /** Make the visit by which a subscription is confirmed, once its message has been checked. */
  readonly confirmSubscriptions: boolean;
  /** Folder to save each capture to as a fixture, or `null`. */
  readonly saveDir: string | null;
  /** Take secrets out of what is saved. */
  readonly redact: boolean;
  /** What to keep of the history, or `null` for all of it. */
  readonly keep: PruneRule | null;
  /** Show, save and count only requests that fit, or `null` for all. The others are captured and answered as well. */
  readonly filter: Expression | null;
  /** End after a request that fits, or `null`. */
  readonly until: Expression | null;
  /** Send requests on, or `null`. */
  readonly forward: ForwardSettings | null;
  /** Run a program for each request, or `null`. */
  readonly exec: ExecSettings | null;
  /** End after so many requests (`--once` is 1), or `null` to go on. */
  readonly count: number | null;
  /** End after so long, or `null`. */
  readonly timeoutMs: number | null;
  /** File for the ready line once the listener is ready, or `null`. */
  readonly readyFile: string | null;
  /** The same, for the number of the port alone. */
  readonly portFile: string | null;
}

export interface ListenPorts {
  readonly listener: HttpListener;
  openStore(): Promise<CaptureStore>;
  readonly clock: Clock;
  readonly output: Output;
  readonly logger: Logger;
  readonly secrets: SecretLookup;
  /** The documented test secret of a provider, or the local key pair: for `--redact`. */
  testSecret(provider: Provider): Promise<Secret | null>;
  /** Names the mistake behind a signature that does not fit. */
  readonly explain?: ExplainFailure;
  /** The providers to recognise; a fixed one has to be among them. */
  readonly providers: readonly Provider[];
  /** For `--flaky`. */
  readonly random: Random;
  /**
   * Writes a fixture to `name`, a path with forward slashes below `dir`, or to a name like it where that is taken;
   * returns the path of the file.
   *
   * @param body - what to write to the fixture's `body_file`, when it has one
   */
  saveFixture(
    dir: string,
    fixture: Fixture,
    name: string,
    body: AsyncIterable<Uint8Array> | null,
  ): Promise<string>;
  writeSignalFile(path: string, text: string): Promise<void>;
  /** Ctrl-C. */
  readonly stop: AbortSignal;
  readonly pid: number;
  /** For `--forward-to` and `--confirm-subscriptions`; opened when there is anywhere to send to. */
  openSender(): Promise<HttpSender>;
  /** For `--exec`. */
  readonly runCommand: RunCommand;
}
