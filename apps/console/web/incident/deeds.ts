import type { Casework, IncidentDetail, People, Session } from '../api/answers.js';
import { post } from '../api/ask.js';
import type { Field, Filled } from '../parts/form-dialog.js';

/** Something a person may do about an incident that asks for a few words first. */
export interface Deed {
  /** In the menu. */
  readonly name: string;
  readonly title: string;
  readonly does: string;
  readonly right: Session['rights'][number];
  readonly fields: readonly Field[];
  readonly send: (filled: Filled) => Promise<unknown>;
  /** What to tell once it is done. */
  readonly done: string;
}

const DAY = 86_400_000;

const WHY: Field = { name: 'reason', label: 'Why, so that somebody else can check it', as: 'text' };

const VERDICTS = [
  { value: 'confirmed', label: 'It is misuse' },
  { value: 'dismissed', label: 'It is not' },
  { value: 'uncertain', label: 'It cannot be told' },
];

const PRIORITIES = ['low', 'normal', 'high', 'urgent'].map((value) => ({ value, label: value }));

const NAPS = [
  { value: '1', label: 'A day' },
  { value: '3', label: 'Three days' },
  { value: '7', label: 'A week' },
  { value: '30', label: '30 days, the longest' },
];

interface DeedsOf {
  readonly incident: Pick<IncidentDetail, 'id'>;
  readonly casework: Casework;
  readonly accounts: readonly string[];
  readonly people: People['people'];
  readonly me: string;
}

/** What can be done about an incident as it stands, in groups. */
export function deedsOf({ incident: { id }, casework, accounts, people, me }: DeedsOf): readonly (readonly Deed[])[] {
  const to = (verb: string, body: (filled: Filled) => object) => (filled: Filled) =>
    post(`/v1/incidents/${id}/${verb}`, body(filled));
  const asked = casework.second_opinions.find(({ opinion, asked_by }) => opinion === null && asked_by !== me);
  const workers = people.map((person) => ({ value: person.id, label: person.name }));
  const note: Deed = {
    name: 'Write a note…',
    title: 'A note for whoever looks at this next',
    does: 'Keep note',
    right: 'incident:work',
    fields: [{ name: 'text', label: 'Note', as: 'text' }],
    send: to('notes', ({ text }) => ({ text })),
    done: 'Note kept',
  };
  const opinion: Deed = {
    name: 'Give a second opinion…',
    title: 'Your opinion',
    does: 'Give opinion',
    right: 'incident:work',
    fields: [
      { name: 'verdict', label: asked?.question ?? '', choices: VERDICTS },
      { ...WHY, label: 'Why' },
    ],
    send: to('opinions', ({ verdict, reason }) => ({ verdict, reason })),
    done: 'Opinion given',
  };
  const assign: Deed = {
    name: 'Assign…',
    title: 'Whose incident is it?',
    does: 'Assign',
    right: 'incident:work',
    fields: [
      {
        name: 'person',
        label: 'Person',
        says: 'Your role may decide whether you can give it to others',
        choices: [{ value: 'nobody', label: 'nobody in particular' }, ...workers],
        begins: casework.assignee?.id ?? '',
      },
    ],
    send: to('assignee', ({ person }) => ({ person: person === 'nobody' ? null : person })),
    done: 'Assigned',
  };
  const prioritise: Deed = {
    name: 'Set priority…',
    title: 'How soon should it be looked at?',
    does: 'Set',
    right: 'incident:work',
    fields: [{ name: 'priority', label: 'Priority', choices: PRIORITIES, begins: casework.priority }],
    send: to('priority', ({ priority }) => ({ priority })),
    done: 'Priority set',
  };
  const wake: Deed = {
    name: 'Wake it…',
    title: 'Wake this incident',
    does: 'Wake',
    right: 'incident:work',
    fields: [WHY],
    send: to('snooze', ({ reason }) => ({ until: null, reason })),
    done: 'Awake again',
  };
  const snooze: Deed = {
    name: 'Snooze…',
    title: 'Let it sleep',
    does: 'Snooze',
    right: 'incident:work',
    fields: [{ name: 'days', label: 'For', choices: NAPS, begins: '1' }, WHY],
    send: to('snooze', ({ days, reason }) => ({
      until: new Date(Date.now() + Number(days) * DAY - 60_000).toISOString(),
      reason,
    })),
    done: 'Asleep; it comes back to the queue by itself',
  };
  const refer: Deed = {
    name: 'Record a referral…',
    title: 'Given to an authority',
    does: 'Record',
    right: 'incident:work',
    fields: [
      { name: 'authority', label: 'Authority', says: 'Such as NCMEC CyberTipline' },
      { name: 'reference', label: 'Its number there', isOptional: true },
      WHY,
    ],
    send: to('referrals', ({ authority, reference, reason }) => ({ authority, reference, reason })),
    done: 'Referral recorded',
  };
  const appeal: Deed = {
    name: 'Write down an appeal…',
    title: 'What an owner says against an action',
    does: 'File',
    right: 'appeal:file',
    fields: [
      {
        name: 'account',
        label: 'Account',
        choices: accounts.map((account) => ({ value: account, label: account })),
        ...(accounts.length === 1 ? { begins: accounts[0] as string } : {}),
      },
      { name: 'statement', label: 'What they say', as: 'text' },
    ],
    send: to('appeals', ({ account, statement }) => ({ account, statement })),
    done: 'Appeal filed; somebody else judges it',
  };
  const merge: Deed = {
    name: 'Merge into another…',
    title: 'Put it into another incident',
    does: 'Merge',
    right: 'incident:arrange',
    fields: [{ name: 'into', label: 'Incident', says: 'The 32 digits of its address, or its whole address' }, WHY],
    send: to('merge', ({ into = '', reason }) => ({ into: /[0-9a-f]{32}/.exec(into)?.[0] ?? into, reason })),
    done: 'It has gone into the other; it can be taken out',
  };
  const unmerge: Deed = {
    name: 'Take it out again…',
    title: 'Take it out of the other incident',
    does: 'Take out',
    right: 'incident:arrange',
    fields: [WHY],
    send: to('unmerge', ({ reason }) => ({ reason })),
    done: 'It stands by itself again',
  };
  return [
    [note, ...(asked === undefined ? [] : [opinion])],
    [assign, prioritise, casework.snoozed_until === null ? snooze : wake],
    [refer, ...(accounts.length === 0 ? [] : [appeal])],
    [casework.merged_into === null ? merge : unmerge],
  ];
}
