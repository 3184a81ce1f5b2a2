import { Button } from '@mantine/core';
import classes from '../incident/incident-page.module.css';
import { Icon } from '../shell/icon.js';

interface BlindNotice {
  /** Whether what was said of it is shown all the same. */
  readonly isShown: boolean;
  readonly onShow: () => void;
}

/** An account under blind review: what was said of it would tell its reviewer what to think. */
export function BlindNotice({ isShown, onShow }: BlindNotice) {
  return (
    <p className={classes.notice}>
      <Icon name="warning" />
      {isShown ? (
        <span>
          It is under blind review. That you looked is written in the audit log; leave its review to somebody else.
        </span>
      ) : (
        <>
          <span>
            It is under blind review: what detectors and people said of it is not shown until that is decided.
          </span>
          <Button variant="default" size="compact-sm" onClick={onShow}>
            Show it (logged)
          </Button>
        </>
      )}
    </p>
  );
}
