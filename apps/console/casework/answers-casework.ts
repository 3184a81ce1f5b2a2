import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ProblemBody } from '#platform/http/problem';
import { Casework } from './casework-shape.js';

/** Answers of a route that reads or changes the work on an incident. */
export function AnswersCasework(status = 201): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiResponse({ status, description: 'The work as it then stands', standardSchema: Casework }),
    ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody }),
    ApiResponse({ status: 404, description: 'No such incident', standardSchema: ProblemBody }),
    ...(status === 200
      ? []
      : [ApiResponse({ status: 409, description: 'It cannot be done as things stand', standardSchema: ProblemBody })]),
  );
}
