import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';

const CASES: readonly (readonly [args: string, exitCode: number, stderr: RegExp])[] = [
  ['send --event bounce', 2, /which provider\? --provider is missing/],
  ['send -p mailgnu -e bounce', 2, /unknown provider "mailgnu" .*\nhint: did you mean mailgun/],
  ['send -p mailgun', 2, /which event\? --event is missing .*\nhint: mailgun has processed/],
  ['send -p mailgun -e bonce', 2, /mailgun has no event "bonce" .*\nhint: did you mean bounce/],
  ['send -p mailgun -e bounce --legacy --format json', 2, /legacy|no format "json"/],
  [
    'send -p mailtrap -e open --format multipart',
    2,
    /no format "multipart".*\nhint: it has: json, jsonl/,
  ],
  ['send -p smtp2go -e open --batch 3', 2, /sends one event a request/],
  ['send -p mailtrap -e open --batch 501', 2, /more than mailtrap puts in a request/],
  [
    'send -p mailgun -e open --set event-data.recipent=x',
    2,
    /no field "event-data.recipent".*\nhint: .*event-data\.recipient/,
  ],
  ['send -p mailgun -e open --set severity', 2, /--set "severity" has no value/],
  ['send -p mailgun -e open --to nowhere', 2, /"nowhere" is not a URL/],
  [
    'send -p mailgun -e open --retry mailgun:rout',
    2,
    /unknown retry profile .*\nhint: did you mean mailgun:route/,
  ],
  [
    'send -p mailgun -e open --option jsn-style=python',
    2,
    /no option "jsn-style".*\nhint: did you mean json-style/,
  ],
  ['send -p mailgun -e open --option json-style=pyton', 2, /can't be "pyton"/],
  ['send -p mailgun --scenario bounced-after', 2, /unknown scenario/],
  ['send -p mailgun -e open --timeout 5', 2, /Expected a duration/],
  ['send -p mailgun -e open --rate fast', 2, /Expected a rate/],
  ['send -p mailgun -e open --tamper boddy', 2, /Allowed choices are signature/],
  ['send -p mailgun -e open -H nonsense', 2, /Expected a header/],
  ['send -p mailgun -e open --secret-env NO_SUCH_VARIABLE', 2, /no such environment variable/],
  ['send -p mailgun -e open --secret-file no-such-file', 3, /can't read the secret file/],
  ['listen --port 70000', 2, /Expected a port/],
  ['listen --max-body much', 2, /Expected a size/],
  ['listen --serve-file a/b', 2, /names no file/],
  ['listen --auth user', 2, /--auth takes user:password/],
  ['listen --once --count 2', 2, /cannot be used with/],
  ['listen --fail-first 1:500:x', 2, /Expected an HTTP status/],
  ['listen --flaky 100%:501:x', 2, /Expected an HTTP status/],
  ['listen --exec-decides', 2, /--exec-decides needs an --exec/],
  ...[
    '--ack-first',
    '--forward-timeout 1s',
    '--forward-header A:b',
    '--forward-host x',
    '--insecure',
    '--cacert x',
    '--cert x',
    '--key x',
    '--servername x',
    '--http2',
  ].map((flag) => [`listen ${flag}`, 2, /error: --\S+ needs a --forward-to or --route/] as const),
  ...['Host: a', 'content-length: 3', 'Transfer-Encoding: chunked', 'Expect: 100-continue'].map(
    (header) =>
      [
        `listen --forward-to http://127.0.0.1:1 --forward-header ${header.replace(' ', '')}`,
        2,
        /--forward-header can't set \S+: it is made anew .*\nhint: /,
      ] as const,
  ),
  ['replay no-such-folder', 3, /no-such-folder/],
  ['replay', 2, /what is to be replayed\?/],
  ['schedule mailtrp', 2, /unknown retry profile/],
  ['providers mailgun bonce', 2, /no event "bonce"/],
  ['secret nobody', 2, /unknown provider "nobody"/],
  ['lisen', 2, /unknown command 'lisen'.*\n.*listen/],
  ['listen --prot 1', 2, /unknown option '--prot'.*\n.*--port/],
  [
    'listen --respond 99',
    2,
    /--respond .*'99' is invalid\. Expected an HTTP status from 200 to 599/,
  ],
  ['listen --respond 700', 2, /Expected an HTTP status/],
  ['listen --respond 503,99', 2, /Expected an HTTP status/],
  ['send -p mailgun -e open --data @nope', 3, /--data: can't read nope: no such file/],
  ['verify -p mailgun --body @nope', 3, /--body: can't read nope: no such file/],
  ['listen --public-key nope.pem', 3, /--public-key: can't read nope\.pem: no such file/],
  ['listen --public-key keys/nope', 3, /--public-key: can't read keys\/nope: no such file/],
  ['verify nope --public-key v=DKIM1;p=a/b', 2, /WHK_SECRET/],
  ['schedule provider', 2, /unknown retry profile "provider".*\nhint: (?!.*\bprovider\b)/],
  ['help listn', 2, /unknown command 'listn'.*\n.*listen/],
  ['listn --help', 2, /unknown command 'listn'.*\n.*listen/],
];

describe('usage errors', () => {
  for (const [args, exitCode, stderr] of CASES) {
    it(`webhook-cli ${args}: exit ${exitCode}, and what to do`, async (t) => {
      const run = await cli(args.split(' '), { cwd: testFolder(t) });
      assert.match(run.stderr + run.stdout, stderr);
      assert.equal(run.exitCode, exitCode, run.stderr);
    });
  }

  for (const [what, ...args] of [
    ['a header with a control character', '--respond-header', 'X-A: a\x01b'],
    ['the same to a target', '--forward-to', 'http://127.0.0.1:1', '--forward-header', 'X-A: \x7f'],
    ...['', 'a b', 'a\nb', 'http://a', 'a:b:c', 'ä'].map((host) => [
      `${JSON.stringify(host)} as a host`,
      ...['--forward-to', 'http://127.0.0.1:1', '--forward-host', host],
    ]),
    ['a route without a URL', '--route', 'provider=mailgun=127.0.0.1:1'],
    ['a route without an expression', '--route', '=http://127.0.0.1:1'],
  ]) {
    it(`refuses ${what}`, async (t) => {
      const run = await cli(['listen', '--port', '0', ...args], { cwd: testFolder(t) });
      assert.equal(run.exitCode, 2, run.stderr);
      assert.match(run.stderr, /^error: /);
    });
  }

  it('a taken port: exit 4 and the way out, as text and as an error object', async (t) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const args = ['listen', '--json', '--port', String(address.port)];
    const run = await cli(args, { cwd: testFolder(t) });
    assert.equal(run.exitCode, 4);
    assert.match(
      run.stderr,
      /^error: port \d+ is already in use \[WHK_PORT_IN_USE\]\nhint: pass --port 0.*\n$/,
    );
    assert.equal(records(run.stdout)[0]?.['code'], 'WHK_PORT_IN_USE');
  });
});

describe('errors of the command line', () => {
  const mistakes = [
    'lisen --json',
    'listen --json --prot 1',
    'listen --json --fail-first 0',
    'listen --json --respond 99',
    'send --count 0 --json',
    'help listn --json',
    'show --json',
  ];
  for (const args of mistakes) {
    it(`webhook-cli ${args}: an error object as well, with the same message`, async (t) => {
      const run = await cli(args.split(' '), { cwd: testFolder(t) });
      assert.equal(run.exitCode, 2);
      const [error] = records(run.stdout);
      assert.deepEqual([error?.['type'], error?.['code']], ['error', 'WHK_USAGE']);
      assert.match(run.stderr, /^error: /);
      assert.ok(run.stderr.startsWith(`error: ${error?.['message']} [WHK_USAGE]\n`), run.stderr);
    });
  }

  const escaped: readonly (readonly string[])[] = [
    ['send', '-p', 'mailgun', '-e', 'open', '-H', 'X: a\nerror: b'],
    ['send', '-p', 'mail\nerror: b', '-e', 'open'],
    ['listen', '--exec', '"\nerror: b'],
    ['listen', '--filter', 'provider=\nerror: b'],
    ['li\nerror: b'],
    ['send', '-p', 'mailgun', '-e', 'open', '--data', '@no\nerror: b'],
  ];
  for (const args of escaped) {
    it(`${JSON.stringify(args)}: a value can not write a line of its own`, async (t) => {
      const run = await cli(args, { cwd: testFolder(t) });
      assert.match(run.stderr, /^error: .*\n(?:hint: .*\n)?$/);
    });
  }
});

describe('listen in scripts', () => {
  it('--once ends with 0 after one request', async (t) => {
    const cwd = testFolder(t);
    const running = startCli(['listen', '--json', '--port', '0', '--once'], { cwd });
    const url = String((await running.line('ready'))['url']);
    await cli(['send', '-p', 'smtp2go', '-e', 'open', '--to', url], { cwd });
    const { exitCode, stdout } = await running.ended;
    assert.equal(exitCode, 0);
    assert.deepEqual(
      records(stdout).map((line) => line['type']),
      ['ready', 'request'],
    );
  });

  it('--timeout ends with 5 when --count was not reached, and with 0 when nothing was asked', async (t) => {
    const cwd = testFolder(t);
    const counted = await cli(['listen', '--port', '0', '--count', '2', '--timeout', '20ms'], {
      cwd,
    });
    assert.equal(counted.exitCode, 5);
    assert.equal((await cli(['listen', '--port', '0', '--timeout', '20ms'], { cwd })).exitCode, 0);
  });

  it('ends with 130 when stopped before --count, and with 0 when nothing was asked', async (t) => {
    const cwd = testFolder(t);
    for (const [flags, expected] of [
      [['--count', '2'], 130],
      [[], 0],
    ] as const) {
      const running = startCli(['listen', '--json', '--port', '0', ...flags], { cwd });
      await running.line('ready');
      running.stop();
      assert.equal((await running.ended).exitCode, expected);
    }
  });
});
