import { utf8Text } from '../../core/bytes.ts';
import { InputError, UsageError } from '../../core/errors.ts';
import { isJsonList, isJsonObject, type JsonObject, parseJson } from '../../core/json.ts';
import { jsonWithHeaders } from '../event-headers.ts';
import type { BuildContext, EventDefinition, MoreEvents, Payload } from '../types.ts';
import { deliveryHeaders } from './delivery-headers.ts';
import { BUILT_IN_EVENTS } from './events.ts';
import { hookOwner } from './hook-owner.ts';
import { INSTALLATION } from './installation.ts';
import { EXAMPLE_OPTION, isAppHook } from './options.ts';

/** One entry of the package's list. */
interface ExampleEvent {
  readonly name: string;
  readonly description: string;
  readonly examples: readonly JsonObject[];
}

/** What GitHub calls the events of the published examples, beside those built in. */
const NAMES = `
  branch_protection_rule check_run check_suite code_scanning_alert commit_comment create delete dependabot_alert
  deploy_key deployment deployment_review deployment_status discussion discussion_comment fork
  github_app_authorization gollum installation installation_repositories issue_comment label marketplace_purchase
  member membership merge_group meta milestone organization org_block package page_build project project_card
  project_column projects_v2_item public pull_request_review pull_request_review_comment pull_request_review_thread
  repository_dispatch repository repository_import repository_vulnerability_alert security_advisory sponsorship star
  status team team_add watch workflow_dispatch workflow_job
`;

/** The public example payloads: 4 MB that only those load who ask for such an event. */
export const MORE_EVENTS: MoreEvents = {
  packageName: '@octokit/webhooks-examples',
  names: NAMES.trim().split(/\s+/),
  read: (content) => exampleList(content).flatMap(definitions),
};

const BUILT_IN: ReadonlySet<string> = new Set(
  BUILT_IN_EVENTS.flatMap(({ name, aliases }) => [name, ...aliases]),
);

function exampleList(content: Uint8Array): readonly ExampleEvent[] {
  // Not by JSON.parse: ids beyond 2^53 and numbers such as 1.0 stay as they are written.
  const list = parseJson(utf8Text(content));
  if (!isJsonList(list)) throw new InputError(`${MORE_EVENTS.packageName} is not a list of events`);
  return list.map((entry, index): ExampleEvent => {
    const fields = isJsonObject(entry) ? entry : {};
    const { name, description, examples } = fields;
    if (typeof name !== 'string' || !isJsonList(examples) || !examples.every(isJsonObject)) {
      throw new InputError(
        `${MORE_EVENTS.packageName}: [${index}] is not an event with a name and examples`,
      );
    }
    return { name, description: typeof description === 'string' ? description : '', examples };
  });
}

/** An event with any of its actions, then each action for itself. */
function definitions({ name, description, examples }: ExampleEvent): readonly EventDefinition[] {
  const actions = new Set(examples.flatMap(({ action }) => action ?? []));
  const own = definition(name, name, firstSentence(description) || name, examples);
  const ofActions = [...actions].sort().flatMap((action): EventDefinition[] => {
    if (typeof action !== 'string') return [];
    const some = examples.filter((example) => example['action'] === action);
    return [definition(`${name}.${action}`, name, `${name} with the action ${action}`, some)];
  });
  return [own, ...ofActions].filter((event) => !BUILT_IN.has(event.name));
}

function definition(
  name: string,
  wireName: string,
  summary: string,
  examples: readonly JsonObject[],
): EventDefinition {
  const count = examples.length > 1 ? ` (${examples.length} examples)` : '';
  return {
    name,
    wireName,
    aliases: [],
    summary: `${summary}${count}`,
    generation: 'current',
    formats: ['json', 'form'],
    build: (context) => build(name, wireName, examples, context),
  };
}

/** An example as it is published: its times and ids are those of its day. */
function build(
  name: string,
  wireName: string,
  examples: readonly JsonObject[],
  context: BuildContext,
): Payload {
  const number = context.options[EXAMPLE_OPTION] ?? '1';
  const example = /^[1-9]\d*$/.test(number) ? examples[Number(number) - 1] : undefined;
  if (example === undefined) {
    throw new UsageError(`${name} has no example "${number}"`, {
      hint: `--option ${EXAMPLE_OPTION}=1 … ${EXAMPLE_OPTION}=${examples.length}`,
    });
  }
  const ofApp = isAppHook(context.options);
  const isWhole = !ofApp || Object.hasOwn(example, 'installation');
  const value = isWhole ? example : { ...example, installation: INSTALLATION };
  return jsonWithHeaders(value, deliveryHeaders(wireName, hookOwner(value), context));
}

/** Up to the first full stop, without the Markdown of links and code. */
function firstSentence(text: string): string {
  const plain = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
  return (/^.*?[.!](?=\s|$)/s.exec(plain)?.[0] ?? plain).replace(/[.\s]+$/, '');
}
