import type { EventFields, FieldValue } from '../copernica-body.ts';
import { copernicaEvent, dateTime, eventTimes } from '../copernica-mail-events.ts';
import type { BuildContext, EventDefinition } from '../types.ts';

const DATABASE = 17;
const COLLECTION = 4;
const NAME = 'Jane Roe';
const INTERESTS = ['newsletter', 'offers'];
const ORDER = { OrderId: '1042', Status: 'shipped' };

/** Numbers of what the event is about: the same in all events of a scenario. */
function number(context: BuildContext, label: string, min: number, max: number): number {
  return context.message.random().fork(label).integer(min, max);
}

function profile(context: BuildContext): EventFields {
  return [['profile', number(context, 'profile', 100_000, 999_999)]];
}

function subprofile(context: BuildContext): EventFields {
  return [['subprofile', number(context, 'subprofile', 10_000, 99_999)]];
}

function contact(context: BuildContext): Readonly<Record<string, string>> {
  return { Name: NAME, Email: context.message.recipient };
}

/** The text says `interests[]=x`, the decoded example shows a map of names to 0 and 1: forms follow the one, JSON the other. */
function interests(context: BuildContext): FieldValue {
  return context.format === 'json'
    ? Object.fromEntries(INTERESTS.map((name) => [name, 1]))
    : INTERESTS;
}

function lifeTimes(context: BuildContext, createdMs: number): EventFields {
  return [
    ['created', dateTime(createdMs)],
    ['modified', dateTime(context.nowMs)],
  ];
}

function changedProfile(
  context: BuildContext,
  type: string,
  createdMs: number,
  parameters: FieldValue,
): EventFields {
  return [
    ['type', type],
    ['parameters', parameters],
    ...eventTimes(context),
    ...profile(context),
    ['database', DATABASE],
    ...lifeTimes(context, createdMs),
    ['fields', contact(context)],
    ['interests', interests(context)],
  ];
}

function changedSubprofile(
  context: BuildContext,
  type: string,
  createdMs: number,
  parameters: FieldValue,
): EventFields {
  return [
    ['type', type],
    ['parameters', parameters],
    ...eventTimes(context),
    ...subprofile(context),
    ...profile(context),
    ['database', DATABASE],
    ['collection', COLLECTION],
    ...lifeTimes(context, createdMs),
    ['fields', ORDER],
  ];
}

const unsubscribe = copernicaEvent(
  {
    name: 'unsubscribe',
    wireName: 'unsubscribe',
    aliases: ['unsubscribed'],
    summary: 'an unsubscribe was registered',
  },
  (context) => [
    ['id', context.random.fork('unsubscribe').integer(1_000_000, 9_999_999)],
    ['type', 'unsubscribe'],
    ...eventTimes(context),
    ['database', DATABASE],
    ...profile(context),
    ['mailing', number(context, 'mailing', 10_000, 99_999)],
  ],
);

const create = copernicaEvent(
  {
    name: 'create',
    wireName: 'create',
    aliases: ['created', 'profile-created'],
    summary: 'a profile was created',
  },
  (context) =>
    changedProfile(context, 'create', context.nowMs, {
      ...contact(context),
      newsletter: 1,
    }),
);

const createSubprofile = copernicaEvent(
  {
    name: 'create-subprofile',
    wireName: 'create',
    aliases: ['subprofile-created'],
    summary: 'a subprofile was created',
  },
  (context) => changedSubprofile(context, 'create', context.nowMs, ORDER),
);

const update = copernicaEvent(
  {
    name: 'update',
    wireName: 'update',
    aliases: ['updated', 'profile-updated'],
    summary: 'a profile was updated',
  },
  (context) =>
    changedProfile(context, 'update', context.message.acceptedAtMs, {
      Email: context.message.recipient,
    }),
);

const updateSubprofile = copernicaEvent(
  {
    name: 'update-subprofile',
    wireName: 'update',
    aliases: ['subprofile-updated'],
    summary: 'a subprofile was updated',
  },
  (context) =>
    changedSubprofile(context, 'update', context.message.acceptedAtMs, {
      Status: ORDER.Status,
    }),
);

const remove = copernicaEvent(
  {
    name: 'delete',
    wireName: 'delete',
    aliases: ['deleted', 'profile-deleted'],
    summary: 'a profile was deleted',
  },
  (context) => [
    ['type', 'delete'],
    ...eventTimes(context),
    ...profile(context),
    ['database', DATABASE],
    ['fields', contact(context)],
  ],
);

const removeSubprofile = copernicaEvent(
  {
    name: 'delete-subprofile',
    wireName: 'delete',
    aliases: ['subprofile-deleted'],
    summary: 'a subprofile was deleted',
  },
  (context) => [
    ['type', 'delete'],
    ...eventTimes(context),
    ...profile(context),
    ...subprofile(context),
    ['database', DATABASE],
    ['collection', COLLECTION],
    ['fields', ORDER],
  ],
);

export const PROFILE_EVENTS: readonly EventDefinition[] = [
  unsubscribe,
  create,
  createSubprofile,
  update,
  updateSubprofile,
  remove,
  removeSubprofile,
];
