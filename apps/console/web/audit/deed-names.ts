/** What people call what the log calls by one word and another. */
const NAMES: Readonly<Record<string, string>> = {
  'incident.reveal': 'looked at a text',
  'incident.decide': 'decided',
  'incident.claim': 'claimed',
  'incident.release': 'gave back',
  'incident.note': 'wrote a note',
  'incident.snooze': 'let sleep',
  'incident.merge': 'merged',
  'incident.split': 'split off',
  'incident.unmerge': 'took out again',
  'incident.ask': 'asked for an opinion',
  'incident.opinion': 'gave an opinion',
  'incident.assign': 'assigned',
  'incident.prioritise': 'set the priority',
  'incident.refer': 'recorded a referral',
  'action_set.draft': 'drafted an action',
  'action_set.execute': 'acted',
  'action_set.undo': 'undid an action',
  'action_set.settle': 'settled an action',
  'appeal.file': 'wrote down an appeal',
  'appeal.judge': 'judged an appeal',
  'exception.add': 'excepted',
  'exception.end': 'lifted an exception',
  'shared_network.add': 'entered a shared network',
  'shared_network.end': 'lifted a shared network',
  'session.begin': 'signed in',
  'session.end': 'signed out',
  'session.refuse': 'was not let in',
  'person.add': 'added a person',
  'person.password': 'chose a password',
  'person.role': 'changed a role',
  'installation.backup': 'took a backup',
  'installation.restore': 'restored a backup',
};

/** A deed in words; an unknown one as the log has it, readable. */
export function deedName(action: string): string {
  return NAMES[action] ?? action.replaceAll('_', ' ').replace('.', ': ');
}
