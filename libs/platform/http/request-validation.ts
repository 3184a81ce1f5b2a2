import { Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { Problem } from './problem.js';

type Issues = Parameters<StandardSchemaValidationPipe['exceptionFactory']>[0];

/** Characters of error text; a request with thousands of faults must not become an answer of megabytes. */
const LONGEST_MESSAGE = 1_000;

/** Checks each parameter of a route against its schema, and says of every fault which field and which limit. */
@Injectable()
export class RequestValidation extends StandardSchemaValidationPipe {
  constructor() {
    super({
      maxErrorMessagesLength: LONGEST_MESSAGE,
      exceptionFactory: (issues: Issues) =>
        new Problem(
          400,
          'invalid_request',
          this.formatIssueMessages(issues).join('; '),
          'correct the fields named and send again',
        ),
    });
  }

  /** The parser has refused such keys already, and walking a body of 30,000 nested brackets would overflow the stack. */
  protected override stripProtoKeys(): void {}
}
