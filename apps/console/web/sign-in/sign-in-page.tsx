import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { signInWaysQuery } from '../api/session.js';
import { Trouble } from '../parts/trouble.js';
import { Icon } from '../shell/icon.js';
import { useTitle } from '../shell/page-head.js';
import classes from './sign-in.module.css';
import { SignInForm } from './sign-in-form.js';

const route = getRouteApi('/sign-in');

/** The door of the desk. */
export function SignInPage() {
  const { to, problem } = route.useSearch();
  const router = useRouter();
  const ways = useQuery(signInWaysQuery);
  useTitle('Sign in');
  return (
    <main className={classes.room}>
      <div className={classes.card}>
        <h1 className={classes.brand}>
          <Icon name="eye" size={22} /> Usewatch
        </h1>
        <p className={classes.says}>Misuse of an AI API: found, decided on, accounted for.</p>
        {problem !== undefined && (
          <p role="alert" className={classes.refused}>
            {problem}
          </p>
        )}
        {ways.isError ? (
          <Trouble error={ways.error} again={() => void ways.refetch()} />
        ) : ways.data?.set_up === false ? (
          <p>
            Nobody works here yet. The service printed a link when it first started; whoever opens it becomes the first
            administrator. <code>usewatch people link</code> prints another one.
          </p>
        ) : (
          <SignInForm onSignedIn={() => router.history.push(to ?? '/queue')} />
        )}
        {ways.data?.demo === true && <p className={classes.demo}>DEMO: everything behind this door is invented.</p>}
      </div>
    </main>
  );
}
