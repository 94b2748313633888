import type { Prompts } from '../commands/prompt-port.ts';
import type { World } from './context.ts';

/** What the menu shows of the providers. */
export interface MenuProviders {
  readonly all: readonly { readonly name: string; readonly title: string }[];
  events(name: string): Promise<readonly { readonly name: string; readonly summary: string }[]>;
}

/** The menu of a run without arguments: prints the command line it stands for; `null` when the user left it. */
export async function chooseFromMenu(
  world: World,
  openPrompts: () => Promise<Prompts> = openTerminal,
): Promise<readonly string[] | null> {
  const [
    { PROVIDER_GROUPS, PROVIDER_TABLE },
    { loadProvider, parseProviderName },
    { declaredProviders },
    { PromptClosedError },
    { shellWord },
    { utf8Bytes },
  ] = await Promise.all([
    import('../providers/names.ts'),
    import('../providers/index.ts'),
    import('./declared-definitions.ts'),
    import('../io/prompt-closed.ts'),
    import('../render/shell-word.ts'),
    import('../core/bytes.ts'),
  ]);
  const declared = await declaredProviders(world);
  const providers: MenuProviders = {
    all: [
      ...PROVIDER_TABLE,
      ...declared.map(({ name, title }) => ({ name, title: `${title} (${PROVIDER_GROUPS.own})` })),
    ],
    events: async (name) => {
      const own = declared.find((definition) => definition.name === name);
      if (own !== undefined) return own.events;
      const { events } = await loadProvider(parseProviderName(name));
      return events.filter(({ generation }) => generation === 'current');
    },
  };
  try {
    const chosen = await chooseCommand(await openPrompts(), providers);
    const line = chosen.map((word) => shellWord(utf8Bytes(word))).join(' ');
    await world.stderr.write(`$ webhook-cli ${line}\n`);
    return chosen;
  } catch (error) {
    if (error instanceof PromptClosedError) return null;
    throw error;
  }
}

/** Asks what to do and returns the arguments that do it. */
export async function chooseCommand(
  prompts: Prompts,
  providers: MenuProviders,
): Promise<readonly string[]> {
  const task = await prompts.select<'listen' | 'send' | 'replay' | 'providers' | 'init' | 'help'>({
    message: 'What would you like to do?',
    choices: [
      { value: 'listen', name: 'Capture webhooks', description: 'starts the listener' },
      { value: 'send', name: 'Send an event', description: 'signed, as its provider would' },
      { value: 'replay', name: 'Replay fixtures', description: "with a provider's retry timing" },
      { value: 'providers', name: 'Show the providers' },
      { value: 'init', name: 'Set up this folder', description: 'writes webhook-cli.yaml' },
      { value: 'help', name: 'Show the help' },
    ],
  });
  switch (task) {
    case 'listen': {
      const message = 'Save every request as a fixture file?';
      return (await prompts.confirm({ message, initial: false }))
        ? ['listen', '--save']
        : ['listen'];
    }
    case 'send':
      return await chooseEvent(prompts, providers);
    case 'replay':
      return await chooseFixtures(prompts);
    case 'providers':
    case 'init':
      return [task];
    case 'help':
      return ['--help'];
    default:
      return task satisfies never;
  }
}

async function chooseEvent(prompts: Prompts, providers: MenuProviders): Promise<readonly string[]> {
  const provider = await prompts.select({
    message: 'Which provider?',
    choices: providers.all.map(({ name, title }) => ({ value: name, name: title })),
  });
  const events = await providers.events(provider);
  const event = await prompts.select({
    message: 'Which event?',
    choices: events.map(({ name, summary }) => ({ value: name, name, description: summary })),
  });
  return ['send', '--provider', provider, '--event', event, ...(await chooseTarget(prompts))];
}

async function chooseFixtures(prompts: Prompts): Promise<readonly string[]> {
  const path = await prompts.input({ message: 'Files, folder or glob:', initial: 'captures' });
  const target = await chooseTarget(prompts);
  return path.startsWith('-') ? ['replay', ...target, '--', path] : ['replay', path, ...target];
}

async function chooseTarget(prompts: Prompts): Promise<readonly string[]> {
  const url = await prompts.input({
    message: 'To which URL? (empty: the target of the configuration, else the listener)',
    check: (text) =>
      text === '' || /^https?:\/\/./i.test(text)
        ? undefined
        : 'expected a URL such as http://127.0.0.1:3000/webhooks',
  });
  return url === '' ? [] : ['--to', url];
}

async function openTerminal(): Promise<Prompts> {
  const { openPrompts } = await import('../io/prompts.ts');
  return openPrompts();
}
