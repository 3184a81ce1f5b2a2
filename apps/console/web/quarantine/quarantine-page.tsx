import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { IngestReasons } from '../api/answers.js';
import { get } from '../api/ask.js';
import { useNow } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { Nothing } from '../parts/nothing.js';
import { counted, whole } from '../parts/numbers.js';
import { Tag, type Tone } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import classes from './quarantine.module.css';
import { ReasonDetail } from './reason-detail.js';

const route = getRouteApi('/desk/quarantine');

const HOUR = 3_600_000;

/** Days looked at; the longest the service answers at once. */
const DAYS = 31;

const TONES: Readonly<Record<string, Tone>> = { error: 'critical', warning: 'medium', info: 'low' };

/** Why lines were not stored, gravest first, and what to do about each reason. */
export function QuarantinePage() {
  const { reason } = route.useSearch();
  const now = useNow();
  const until = Math.floor(Date.parse(now) / HOUR + 1) * HOUR;
  const window = {
    from: new Date(until - DAYS * 24 * HOUR).toISOString(),
    until: new Date(until).toISOString(),
  };
  const reasons = useQuery({
    queryKey: ['reasons', window],
    queryFn: ({ signal }) => get<IngestReasons>('/v1/ingest/reasons', window, signal),
  });
  return (
    <>
      <PageHead title="Quarantine" says={`lines that were not stored in the last ${DAYS} days, gravest first`} />
      <PageBody>
        <Answered query={reasons} what="the reasons" lines={8}>
          {(answer) => {
            const [first] = answer.reasons;
            const shown = answer.reasons.find((each) => each.reason === reason) ?? first;
            return shown === undefined ? (
              <Nothing title="Every line was stored">
                Nothing was refused and nothing came twice. What is refused from now on lies sealed here until it is
                driven again or discarded.
              </Nothing>
            ) : (
              <div className={classes.columns}>
                <nav className={classes.reasons} aria-label="Reasons">
                  {answer.reasons.map((each) => (
                    <Link
                      key={`${each.outcome} ${each.reason}`}
                      to="/quarantine"
                      search={{ reason: each.reason }}
                      replace
                      className={classes.reason}
                      aria-current={each === shown}
                      data-shown={each === shown}
                    >
                      <span className={classes.name}>{each.reason.replaceAll('_', ' ') || each.outcome}</span>
                      <span className={classes.count}>{whole(each.lines)}</span>
                      <Tag tone={TONES[each.severity] ?? 'low'}>{each.severity}</Tag>
                    </Link>
                  ))}
                  <p className={classes.sum}>
                    {counted(
                      answer.reasons.reduce((sum, { lines }) => sum + lines, 0),
                      'line',
                    )}{' '}
                    in all
                  </p>
                </nav>
                <ReasonDetail key={`${shown.outcome} ${shown.reason}`} reason={shown} />
              </div>
            );
          }}
        </Answered>
      </PageBody>
    </>
  );
}
