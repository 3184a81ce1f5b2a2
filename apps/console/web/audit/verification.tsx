import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AuditVerification } from '../api/answers.js';
import { get } from '../api/ask.js';
import { whole } from '../parts/numbers.js';
import { Tag } from '../parts/tag.js';

/** Reads the whole chain on demand, and says whether every entry is as it was written. */
export function Verification() {
  const verifying = useMutation({ mutationFn: () => get<AuditVerification>('/v1/audit/verification') });
  const { data, error } = verifying;
  return (
    <>
      <span role="status">
        {data?.whole === true && (
          <Tag tone="good">
            whole: {whole(data.entries)} entries as written, head {data.head.slice(0, 12)}
          </Tag>
        )}
        {data?.whole === false && (
          <Tag tone="critical">
            broken at {data.broken?.sequence}: {data.broken?.because}
          </Tag>
        )}
        {error !== null && <Tag tone="medium">{error.message}</Tag>}
      </span>
      <Button variant="default" loading={verifying.isPending} onClick={() => verifying.mutate()}>
        Verify the chain
      </Button>
    </>
  );
}
