import { Link } from '@tanstack/react-router';
import { Nothing } from '../parts/nothing.js';
import { PageHead } from './page-head.js';

/** An address that leads nowhere. */
export function Missing() {
  return (
    <main>
      <PageHead title="There is nothing at this address" />
      <Nothing title="It may have been mistyped, or what it showed is gone">
        <Link to="/queue">Go to the queue</Link>
      </Nothing>
    </main>
  );
}
