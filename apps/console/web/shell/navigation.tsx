import { Link } from '@tanstack/react-router';
import type { Session } from '../api/answers.js';
import { KeyHint } from '../keys/key-hint.js';
import { Icon, type IconName } from './icon.js';
import classes from './navigation.module.css';
import { PersonMenu } from './person-menu.js';
import { SchemeSwitch } from './scheme-switch.js';

interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
  readonly right: Session['rights'][number];
}

const GROUPS: readonly (readonly [title: string, places: readonly Place[]])[] = [
  [
    'Cases',
    [
      { to: '/overview', name: 'Overview', icon: 'overview', right: 'overview:read' },
      { to: '/queue', name: 'Queue', icon: 'queue', right: 'incident:read' },
      { to: '/campaigns', name: 'Campaigns', icon: 'campaign', right: 'incident:read' },
      { to: '/actions', name: 'Actions', icon: 'action', right: 'enforcement:read' },
      { to: '/appeals', name: 'Appeals', icon: 'appeal', right: 'appeal:read' },
      { to: '/exceptions', name: 'Exceptions', icon: 'exception', right: 'exception:read' },
    ],
  ],
  [
    'Search',
    [
      { to: '/hunt', name: 'Hunt', icon: 'hunt', right: 'usage:read' },
      { to: '/discoveries', name: 'Discoveries', icon: 'discovery', right: 'discovery:read' },
    ],
  ],
  [
    'System',
    [
      { to: '/detectors', name: 'Detectors', icon: 'detector', right: 'detector:read' },
      { to: '/samples', name: 'Audit sample', icon: 'sample', right: 'sample:read' },
      { to: '/ingest', name: 'Ingest', icon: 'ingest', right: 'ingest:read' },
      { to: '/quarantine', name: 'Quarantine', icon: 'quarantine', right: 'ingest:read' },
      { to: '/releases', name: 'Releases', icon: 'release', right: 'release:read' },
      { to: '/audit', name: 'Audit log', icon: 'audit', right: 'audit:read' },
      { to: '/status', name: 'Status', icon: 'status', right: 'status:read' },
      { to: '/people', name: 'People', icon: 'people', right: 'person:read' },
    ],
  ],
];

/** The places of the desk that this person may go to. */
export function Navigation({ session, onHelp }: { readonly session: Session; readonly onHelp: () => void }) {
  return (
    <nav className={classes.nav} aria-label="Places">
      <Link to="/queue" className={classes.brand} aria-label="Usewatch, to the queue">
        <Icon name="eye" />
        <span>Usewatch</span>
      </Link>
      <div className={classes.groups}>
        {GROUPS.map(([title, places]) => {
          const open = places.filter(({ right }) => session.rights.includes(right));
          return open.length === 0 ? null : (
            <div key={title}>
              <p className={classes.group}>{title}</p>
              {open.map(({ to, name, icon }) => (
                <Link key={to} to={to} className={classes.place} activeProps={{ 'data-active': true }} title={name}>
                  <Icon name={icon} />
                  <span>{name}</span>
                </Link>
              ))}
            </div>
          );
        })}
      </div>
      <div className={classes.foot}>
        <button type="button" className={classes.place} onClick={onHelp} title="Keys">
          <Icon name="keys" />
          <span>
            Keys <KeyHint command="help" />
          </span>
        </button>
        <SchemeSwitch />
        <PersonMenu session={session} />
      </div>
    </nav>
  );
}
