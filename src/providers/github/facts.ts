import { BASE62 } from '../../core/random.ts';
import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL =
  'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries';

export const SCHEME: SchemeFacts = {
  name: 'hmac-sha256',
  summary:
    'X-Hub-Signature-256 holds sha256= and the HMAC-SHA256 of the raw body in hex, a form taken whole with its payload=; X-Hub-Signature the same with SHA-1. There is no timestamp: tell redeliveries by X-GitHub-Delivery.',
  covers: { body: true, timestamp: false, url: false, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: 'any text',
  testSecret: 'dummy-github-webhook-secret',
  make: (random) => random.text(BASE62, 40),
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the GitHub hook secret is empty' };
    if (value.trim() === value) return undefined;
    return { fatal: false, message: 'the GitHub hook secret has blanks or a line end around it' };
  },
};

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'whether ~ is escaped in a form body (other characters are captured)',
    chosen: 'it stays, as - . and _ do',
    override: '--data',
  },
  {
    what: 'escapes in the JSON of a body',
    chosen: 'non-ASCII text, <, > and & as they are',
    override: '--data',
  },
  {
    what: 'order of the headers (one capture)',
    chosen:
      'User-Agent, Accept, the X-GitHub headers, X-Hub-Signature, X-Hub-Signature-256, Content-Type',
    override: '-H',
  },
  {
    what: 'what a redirect does (reported not to be followed)',
    chosen: 'it is not followed and counts as a failure',
    override: '--retry',
  },
  {
    what: 'position of type, sub_issues_summary and issue_dependencies_summary in an issue, of immutable and updated_at in a release',
    chosen: 'that of the printed samples',
    override: '--data',
  },
  {
    what: "the first delivery of a GitHub App's or organisation's hook",
    chosen: "a repository's, with --option hook-owner=app too",
    override: '--data',
  },
  {
    what: 'the id of the app in X-GitHub-Hook-Installation-Target-ID',
    chosen: 'a dummy number',
    override: '-H',
  },
  {
    what: 'the further members of other actions (changes, label, assignee and the like)',
    chosen: 'one action an event is built in; the others from the same package, or by hand',
    override: '--set action=… --force-set',
  },
  {
    what: 'bodies of events beside the six built in',
    chosen:
      'those of the npm package @octokit/webhooks-examples where it is installed, as published: mostly of 2019 to 2022, some with other key orders than the wire',
    override: "--data with -H 'X-GitHub-Event: …'",
  },
];

export const SOURCES: readonly string[] = [
  'GitHub documentation (GitHub github/docs): "Webhook events and payloads", "Validating webhook deliveries", "Handling failed webhook deliveries", "Troubleshooting webhooks", "Best practices for using webhooks", "Creating webhooks", 2026',
  'npm packages @octokit/webhooks-examples 7.6.1, @octokit/webhooks-methods 6.0.0, @octokit/openapi-webhooks 12.1.0',
  'GitHub ctbur/ci-server tests: captured push delivery with headers, November 2025',
  'GitHub crossbario/crossbar tests: captured form body',
];
