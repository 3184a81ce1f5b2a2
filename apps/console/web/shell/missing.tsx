import { Link } from '@tanstack/react-router';
import { Nothing } from '../parts/nothing.js';

/** An address that leads nowhere. */
export function Missing() {
  return (
    <Nothing title="There is nothing at this address">
      It may have been mistyped, or what it showed is gone. <Link to="/queue">Go to the queue</Link>.
    </Nothing>
  );
}
