import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Refusal } from '../api/ask.js';
import { sessionQuery } from '../api/session.js';
import { useCommand } from '../keys/key-desk.js';
import { KeyHelp } from '../keys/key-help.js';
import { Trouble } from '../parts/trouble.js';
import { Waiting } from '../parts/waiting.js';
import { Navigation } from './navigation.js';
import classes from './shell.module.css';
import { SignedOut } from './signed-out.js';

/** Everything around a page: who works here, where else to go, and what a key does anywhere. */
export function Shell() {
  const session = useQuery(sessionQuery);
  const navigate = useNavigate();
  const { history } = useRouter();
  const { href } = useLocation();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useCommand('help', () => setHelpOpen(true));
  useCommand('queue', () => void navigate({ to: '/queue' }));
  useCommand('back', () => history.back());
  const isStranger = session.error instanceof Refusal && session.error.status === 401 && session.data === undefined;
  useEffect(() => {
    // The address changes before this part of the page is gone.
    if (isStranger && !href.startsWith('/sign-in'))
      void navigate({ to: '/sign-in', search: { to: href }, replace: true });
  }, [isStranger, navigate, href]);
  if (session.data === undefined) {
    return session.isError && !isStranger ? (
      <Trouble error={session.error} again={() => void session.refetch()} />
    ) : (
      <Waiting what="your session" lines={3} />
    );
  }
  return (
    <div className={classes.desk}>
      <a className={classes.skip} href="#page">
        To the page
      </a>
      <Navigation session={session.data} onHelp={() => setHelpOpen(true)} />
      <main id="page" className={classes.page} tabIndex={-1}>
        {session.data.demo && (
          <p className={classes.demo} role="status">
            DEMO <span>every account, incident and number here is invented</span>
          </p>
        )}
        <Outlet />
      </main>
      <KeyHelp opened={isHelpOpen} onClose={() => setHelpOpen(false)} />
      <SignedOut />
    </div>
  );
}
